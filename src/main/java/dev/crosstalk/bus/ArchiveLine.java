package dev.crosstalk.bus;

import static dev.crosstalk.bus.ArchiveField.known;
import static dev.crosstalk.bus.ArchiveField.requireId;
import static dev.crosstalk.bus.ArchiveField.requireNotNegative;
import static dev.crosstalk.bus.ArchiveField.requirePositive;
import static dev.crosstalk.bus.ArchiveField.requireTime;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A line of an archive: a header, accounts with their contacts, then each conversation with its members, what these have for
 * themselves in it, messages and entries in their order, what was saved, and the end. Accounts and conversations have the ids that
 * they had where they come from, whatever these look like. An account may come anywhere before the first line that names it, and
 * again.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ArchiveLine.Header.class, name = "header"),
    @JsonSubTypes.Type(value = ArchiveLine.Account.class, name = "account"),
    @JsonSubTypes.Type(value = ArchiveLine.Contact.class, name = "contact"),
    @JsonSubTypes.Type(value = ArchiveLine.Session.class, name = "session"),
    @JsonSubTypes.Type(value = ArchiveLine.Own.class, name = "own"),
    @JsonSubTypes.Type(value = ArchiveLine.Place.class, name = "place"),
    @JsonSubTypes.Type(value = ArchiveLine.Invite.class, name = "invite"),
    @JsonSubTypes.Type(value = ArchiveLine.Conversation.class, name = "conversation"),
    @JsonSubTypes.Type(value = ArchiveLine.Member.class, name = "member"),
    @JsonSubTypes.Type(value = ArchiveLine.Message.class, name = "message"),
    @JsonSubTypes.Type(value = ArchiveLine.Edit.class, name = "edit"),
    @JsonSubTypes.Type(value = ArchiveLine.Reaction.class, name = "reaction"),
    @JsonSubTypes.Type(value = ArchiveLine.Pin.class, name = "pin"),
    @JsonSubTypes.Type(value = ArchiveLine.Entry.class, name = "entry"),
    @JsonSubTypes.Type(value = ArchiveLine.End.class, name = "end"),
})
public sealed interface ArchiveLine {
    String FORMAT = "crosstalk";

    /** Since 2 an archive of an application has what people have for themselves. */
    int VERSION = 2;

    /** The first one, which is read as well. */
    int OLDEST = 1;

    /** The most characters of an id in an archive. */
    int MAX_ID = 64;

    /** What an archive is of. */
    String CONVERSATION = "conversation";

    String APPLICATION = "application";
    String ACCOUNT = "account";

    /** The accounts that it names, by their ids in the archive. */
    default List<String> accounts() {
        return List.of();
    }

    /** The first line. */
    record Header(String format, int version, String kind, long exportedAt) implements ArchiveLine {
        public static Header of(String kind, long exportedAt) {
            return new Header(FORMAT, VERSION, kind, exportedAt);
        }
    }

    /**
     * @param name null if the account was deleted
     * @param deleted true if it was, else null
     * @param free true if others may have taken the name, as its guest was away for long, else null
     * @param settings in the archive of an application: what the account has set otherwise than it is at first, or null
     * @param receiptsAt since when receipts are told: what was read before is told to nobody; null if they always were as they are
     */
    record Account(
            String id,
            String name,
            Long createdAt,
            Boolean deleted,
            Boolean free,
            Map<Setting, Object> settings,
            Long receiptsAt)
            implements ArchiveLine {
        public Account {
            requireId("id", id);
            requireTime("createdAt", createdAt);
            name = name == null || name.isEmpty() ? null : name;
            deleted = name == null && Boolean.TRUE.equals(deleted) ? true : null;
            free = name != null && Boolean.TRUE.equals(free) ? true : null;
            if (name == null && deleted == null) {
                throw FailureCode.BAD_REQUEST.because("name is missing");
            }
            settings = settings == null || settings.isEmpty() || name == null ? null : Setting.valid(settings);
            requireTime("receiptsAt", receiptsAt);
        }

        /** The same one with what it has set. */
        public Account with(Map<Setting, Object> set, Long receiptsSince) {
            return new Account(id, name, createdAt, deleted, free, set, receiptsSince);
        }

        /** One as it stands in a row, where a deleted one has an empty name. */
        public static Account of(long id, String name, long createdAt, boolean free) {
            return new Account(Long.toString(id), name, createdAt, name.isEmpty(), free, null, null);
        }

        /** Somebody of whom nothing but a name is known. */
        public static Account named(String id, String name) {
            return new Account(id, name, null, null, null, null, null);
        }
    }

    /**
     * What two people are to each other; in the archive of an application only.
     *
     * @param state what {@code other} is to {@code account}; null for nothing
     * @param time since when it is so, or null
     * @param otherState what {@code account} is to {@code other}; null for nothing
     */
    record Contact(String account, ContactState state, Long time, String other, ContactState otherState, Long otherTime)
            implements ArchiveLine {
        public Contact {
            requireId("account", account);
            requireId("other", other);
            state = state == ContactState.NONE ? null : state;
            otherState = otherState == ContactState.NONE ? null : otherState;
            requireTime("time", time);
            requireTime("otherTime", otherTime);
        }

        @Override
        public List<String> accounts() {
            return List.of(account, other);
        }
    }

    /** A device that is signed in; in the archive of one's own data only. */
    record Session(String id, String userAgent, long createdAt, long seenAt, long expiresAt) implements ArchiveLine {}

    /**
     * What somebody has for oneself.
     *
     * @param account whose it is; null in the archive of one's own data
     * @param what one of {@link OwnKind}: contact, setting, draft, other_draft (what another device had written meanwhile), saved, hidden
     * @param name what it is of: an account, the name of a setting, a conversation
     * @param value of a contact its state, of a draft its text, of what is saved or hidden the {@code seq} of the message
     * @param replyTo of a draft, the {@code seq} of what it answers, or null
     * @param time since when it is so, or null
     */
    record Own(String account, String what, String name, String value, Long replyTo, Long time) implements ArchiveLine {
        public Own {
            requireTime("time", time);
        }

        @Override
        public List<String> accounts() {
            return known(account);
        }
    }

    /**
     * Begins what somebody has in a conversation, and has said there; in the archive of one's own data only. The conversation follows
     * for who is a member.
     *
     * @param state {@code active}, {@code left} or {@code banned}; what follows is null unless it is active
     * @param mutedUntil epoch milliseconds, or null
     * @param pinned its place among the pinned ones, or null
     * @param archivedSeq archived while no message has come after this one; null if it is not
     * @param markedUnread true if it is, else null
     */
    record Place(
            String conversation, String state, Long mutedUntil, Long pinned, Long archivedSeq, Boolean markedUnread)
            implements ArchiveLine {
        public static Place left(String conversation, String state) {
            return new Place(conversation, state, null, null, null, null);
        }
    }

    /**
     * An invite that somebody has made; in the archive of one's own data only. Its code is not stored, and so not told.
     *
     * @param expiresAt epoch milliseconds, or null for never
     * @param maxUses how many it lets in, or null for any number
     * @param revokedAt since when it lets nobody in, as it was revoked or used up; null if it was not
     */
    record Invite(
            String conversation, String id, long createdAt, Long expiresAt, Integer maxUses, int uses, Long revokedAt)
            implements ArchiveLine {}

    /**
     * Begins a conversation; what follows is of it.
     *
     * @param createdBy null if who reads may not know
     * @param firstSeq that of the first message that follows
     * @param retentionDays what its owners have set, or null
     * @param closed true if nobody can write in it any more, as one of the two blocks the other or was deleted; else null
     */
    record Conversation(
            String id,
            ConversationKind kind,
            String title,
            String createdBy,
            long createdAt,
            long rev,
            long firstRev,
            long firstSeq,
            ConversationSettings settings,
            Integer retentionDays,
            Boolean closed)
            implements ArchiveLine {
        public Conversation {
            requireId("id", id);
            Require.present("kind", kind);
            title = Text.requireTitle(title);
            if (createdBy != null) {
                requireId("createdBy", createdBy);
            }
            requireTime("createdAt", createdAt);
            requirePositive("rev", rev);
            requirePositive("firstRev", firstRev);
            requirePositive("firstSeq", firstSeq);
            RetentionCommand.requireDays(retentionDays);
            settings = settings == null ? null : ArchiveField.whole(kind, settings);
            closed = Boolean.TRUE.equals(closed) ? true : null;
            if (kind == ConversationKind.ROOM) {
                Require.present("title", title);
            }
            if (kind == ConversationKind.DIRECT && title != null) {
                throw FailureCode.BAD_REQUEST.because("a direct conversation has no title");
            }
        }

        @Override
        public List<String> accounts() {
            return known(createdBy);
        }
    }

    /**
     * @param state {@code active}, {@code left} or {@code banned}
     * @param joinedSeq messages up to this one are not shown to the member
     * @param bannedUntil of who is banned, epoch milliseconds; null for ever
     * @param readSeq up to where it has read; in the archive of one's own data only
     * @param place what is the member's own; in the archive of an application only
     */
    record Member(
            String account,
            Role role,
            String state,
            long joinedSeq,
            long rev,
            Long bannedUntil,
            Long readSeq,
            ArchivedPlace place)
            implements ArchiveLine {
        public Member {
            requireId("account", account);
            Require.present("role", role);
            Require.present("state", state);
            if (!List.of("active", "left", "banned").contains(state)) {
                throw FailureCode.BAD_REQUEST.because("state is not active, left or banned");
            }
            requireNotNegative("joinedSeq", joinedSeq);
            requirePositive("rev", rev);
            requireTime("bannedUntil", bannedUntil);
        }

        @Override
        public List<String> accounts() {
            return known(account);
        }
    }

    /**
     * A message as it was when the archive was made; what was edited, reacted and pinned follows it.
     *
     * @param text empty if it was deleted
     * @param deletedBy null unless it was deleted
     * @param replyTo the {@code seq} of what it answers, or null
     * @param mentions accounts, or null
     * @param everyone true if it mentions everyone, else null
     */
    record Message(
            long seq,
            long rev,
            String sender,
            UUID clientId,
            String text,
            long time,
            Long editedAt,
            Long deletedAt,
            String deletedBy,
            Long replyTo,
            List<String> mentions,
            Boolean everyone)
            implements ArchiveLine {
        public Message {
            requirePositive("seq", seq);
            requirePositive("rev", rev);
            requireId("sender", sender);
            requireTime("time", time);
            requireTime("editedAt", editedAt);
            requireTime("deletedAt", deletedAt);
            if (deletedAt == null) {
                Text.requireMessage(text);
            } else if (text != null && !text.isEmpty()) {
                throw FailureCode.BAD_REQUEST.because("a deleted message has no text");
            }
            if ((deletedAt == null) != (deletedBy == null)) {
                throw FailureCode.BAD_REQUEST.because("deletedAt and deletedBy belong together");
            }
            text = text == null ? "" : text;
            if (replyTo != null && (replyTo < 1 || replyTo >= seq)) {
                throw FailureCode.BAD_REQUEST.because("replyTo is not a message before this one");
            }
            mentions = mentions == null ? null : Require.list("mentions", mentions, 50);
        }

        @Override
        public List<String> accounts() {
            List<String> all = new ArrayList<>(known(sender, deletedBy));
            all.addAll(mentions == null ? List.of() : mentions);
            return all;
        }
    }

    /** A text that the message had before. @param edit 1 is the oldest */
    record Edit(long seq, int edit, String text, long time) implements ArchiveLine {
        public Edit {
            requirePositive("seq", seq);
            requirePositive("edit", edit);
            Require.present("text", text);
            requireTime("time", time);
        }
    }

    /** @param firstRev the revision at which the kind came into use on the message; null if that was with this reaction */
    record Reaction(long seq, String account, String kind, long rev, Long firstRev, long time) implements ArchiveLine {
        public Reaction {
            requirePositive("seq", seq);
            requireId("account", account);
            if (kind == null || kind.isBlank() || kind.codePointCount(0, kind.length()) > 64) {
                throw FailureCode.BAD_REQUEST.because("kind is empty or has more than 64 characters");
            }
            requirePositive("rev", rev);
            requirePositive("firstRev", firstRev == null ? rev : firstRev);
            requireTime("time", time);
        }

        @Override
        public List<String> accounts() {
            return known(account);
        }
    }

    record Pin(long seq, String account, long rev, long time) implements ArchiveLine {
        public Pin {
            requirePositive("seq", seq);
            requireId("account", account);
            requirePositive("rev", rev);
            requireTime("time", time);
        }

        @Override
        public List<String> accounts() {
            return known(account);
        }
    }

    /**
     * What happened besides messages.
     *
     * @param kind created, joined, left, added, removed, renamed, ...
     * @param subject the account that it happened to, or null
     * @param data what it is about as a text, such as a title; null if there is none
     */
    record Entry(long rev, long afterSeq, String kind, String actor, String subject, String data, long time)
            implements ArchiveLine {
        public Entry {
            requirePositive("rev", rev);
            requireNotNegative("afterSeq", afterSeq);
            Require.present("kind", kind);
            if (!kind.matches("[a-z_]{1,16}")) {
                throw FailureCode.BAD_REQUEST.because("kind is not one of an entry");
            }
            requireId("actor", actor);
            requireTime("time", time);
        }

        @Override
        public List<String> accounts() {
            return known(actor, subject);
        }
    }

    /** The last line. @param lines how many there are before it */
    record End(long lines) implements ArchiveLine {}
}
