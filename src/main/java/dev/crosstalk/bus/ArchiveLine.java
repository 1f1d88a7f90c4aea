package dev.crosstalk.bus;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.UUID;

/**
 * A line of an archive: a header, accounts, then each conversation with its members, messages and entries in their order, and the
 * end. Accounts and conversations have the ids that they had where they come from, whatever these look like.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ArchiveLine.Header.class, name = "header"),
    @JsonSubTypes.Type(value = ArchiveLine.Account.class, name = "account"),
    @JsonSubTypes.Type(value = ArchiveLine.Session.class, name = "session"),
    @JsonSubTypes.Type(value = ArchiveLine.Own.class, name = "own"),
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
    int VERSION = 1;

    /** The most characters of an id in an archive. */
    int MAX_ID = 64;

    /** What an archive is of. */
    String CONVERSATION = "conversation";

    String APPLICATION = "application";
    String ACCOUNT = "account";

    /** The first line. */
    record Header(String format, int version, String kind, long exportedAt) implements ArchiveLine {
        public static Header of(String kind, long exportedAt) {
            return new Header(FORMAT, VERSION, kind, exportedAt);
        }
    }

    /**
     * @param name null if the account was deleted
     * @param deleted true if it was, else null
     */
    record Account(String id, String name, Long createdAt, Boolean deleted) implements ArchiveLine {
        public Account {
            requireId("id", id);
            name = name == null || name.isEmpty() ? null : name;
            deleted = name == null && Boolean.TRUE.equals(deleted) ? true : null;
            if (name == null && deleted == null) {
                throw FailureCode.BAD_REQUEST.because("name is missing");
            }
        }

        /** One as it stands in a row, where a deleted one has an empty name. */
        public static Account of(long id, String name, long createdAt) {
            return new Account(Long.toString(id), name, createdAt, name.isEmpty() ? true : null);
        }
    }

    /** A device that is signed in; in the archive of one's own data only. */
    record Session(String id, String userAgent, long createdAt, long seenAt, long expiresAt) implements ArchiveLine {}

    /**
     * What somebody has for oneself; in the archive of one's own data only.
     *
     * @param what contact, setting, draft, saved
     * @param name what it is of: an account, the name of a setting, a conversation
     */
    record Own(String what, String name, String value) implements ArchiveLine {}

    /**
     * Begins a conversation; what follows is of it.
     *
     * @param firstSeq that of the first message that follows
     * @param retentionDays what its owners have set, or null
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
            Integer retentionDays)
            implements ArchiveLine {
        public Conversation {
            requireId("id", id);
            Require.present("kind", kind);
            title = Text.requireTitle(title);
            requireId("createdBy", createdBy);
            requirePositive("rev", rev);
            requirePositive("firstRev", firstRev);
            requirePositive("firstSeq", firstSeq);
            if (kind == ConversationKind.ROOM) {
                Require.present("title", title);
            }
            if (kind == ConversationKind.DIRECT && title != null) {
                throw FailureCode.BAD_REQUEST.because("a direct conversation has no title");
            }
        }
    }

    /**
     * @param state {@code active}, {@code left} or {@code banned}
     * @param joinedSeq messages up to this one are not shown to the member
     * @param readSeq up to where it has read; in the archive of one's own data only
     */
    record Member(String account, Role role, String state, long joinedSeq, long rev, Long readSeq)
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
            requireNotNegative("time", time);
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

        /** One with nothing but a text. */
        public static Message plain(long seq, long rev, String sender, String text, long time, Long replyTo) {
            return new Message(seq, rev, sender, null, text, time, null, null, null, replyTo, null, null);
        }
    }

    /** A text that the message had before. @param edit 1 is the oldest */
    record Edit(long seq, int edit, String text, long time) implements ArchiveLine {
        public Edit {
            requirePositive("seq", seq);
            requirePositive("edit", edit);
            Require.present("text", text);
        }
    }

    record Reaction(long seq, String account, String kind, long rev, long time) implements ArchiveLine {
        public Reaction {
            requirePositive("seq", seq);
            requireId("account", account);
            if (kind == null || kind.isBlank() || kind.codePointCount(0, kind.length()) > 64) {
                throw FailureCode.BAD_REQUEST.because("kind is empty or has more than 64 characters");
            }
            requirePositive("rev", rev);
        }
    }

    record Pin(long seq, String account, long rev, long time) implements ArchiveLine {
        public Pin {
            requirePositive("seq", seq);
            requireId("account", account);
            requirePositive("rev", rev);
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
        }
    }

    /** The last line. @param lines how many there are before it */
    record End(long lines) implements ArchiveLine {}

    private static void requireId(String field, String id) {
        if (id == null || id.isEmpty() || id.length() > MAX_ID) {
            throw FailureCode.BAD_REQUEST.because(field + " is missing or has more than " + MAX_ID + " characters");
        }
    }

    private static void requirePositive(String field, long value) {
        if (value < 1 || value > 1L << 53) {
            throw FailureCode.BAD_REQUEST.because(field + " is not between 1 and 2^53");
        }
    }

    private static void requireNotNegative(String field, long value) {
        if (value < 0 || value > 1L << 53) {
            throw FailureCode.BAD_REQUEST.because(field + " is not between 0 and 2^53");
        }
    }
}
