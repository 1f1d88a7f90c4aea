package dev.crosstalk.bus;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Objects;

/** Commands by which somebody, or a hub for somebody, catches up with what was missed. */
public sealed interface SyncCommand<R> extends Command<R> {

    /**
     * What differs from what a device holds: subscribe first, then ask this, then merge. Asked without anything it answers
     * everything.
     *
     * @param userRev the own revision that the device has; null for none
     * @param begun the {@code begun} of an answer with {@code more}, for the question behind it
     * @param conversations what it holds of which
     * @param after the {@code next} of the page before, with all else as in that question
     */
    @Terms(
            who = "everybody",
            fails = {FailureCode.NOT_FOUND})
    record Sync(Long userRev, Long begun, List<Held> conversations, ConversationId after, Integer limit)
            implements SyncCommand<Synced> {
        /** Most conversations that a device may hold. */
        public static final int MOST = 5_000;

        public Sync {
            Require.notNegative("userRev", userRev);
            Require.notNegative("begun", begun);
            conversations = Require.list("conversations", conversations, MOST);
            limit = Require.limit(limit, 500, 1000);
        }

        /** A first question. */
        public Sync(Long userRev, List<Held> conversations, ConversationId after, Integer limit) {
            this(userRev, null, conversations, after, limit);
        }
    }

    /** A conversation, its {@code rev} and its {@code receiptRev}: an array in JSON. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"conversation", "rev", "receiptRev"})
    record Held(ConversationId conversation, long rev, Long receiptRev) {
        public Held {
            Require.present("conversation", conversation);
        }
    }

    /**
     * @param userRev what the device has after this answer; asked with {@code after}, what it said that it has
     * @param complete false: the own revision is unknown or too old; forget everything and ask without it
     * @param time of the database
     * @param conversations those that differ or are not held, in order of id; {@code members} is listed of those not held
     * @param receipts how far people are in each of these conversations
     * @param removed those held that the asker is no member of
     * @param user what else of the person has changed, as it is now, in order of userRev
     * @param more whether more of the person has changed: ask again with this {@code userRev} and {@code begun}
     * @param begun where the person stood at the first of such answers; null without {@code more}
     * @param next what to give as {@code after} for the rest, or null
     */
    record Synced(
            long userRev,
            boolean complete,
            long time,
            List<ConversationView> conversations,
            List<SyncReceipts> receipts,
            List<ConversationId> removed,
            List<UserEvent> user,
            boolean more,
            Long begun,
            ConversationId next) {
        public Synced {
            receipts = receipts == null ? List.of() : List.copyOf(receipts);
            user = user.stream().filter(Objects::nonNull).toList();
        }
    }

    /**
     * How far people are in a conversation.
     *
     * @param delivered of oneself, over all devices
     * @param read of oneself, which others may be told; unlike {@code position.readSeq} it never goes back
     * @param others whose cursors moved behind the held {@code receiptRev}; everybody's, if none was held; nobody's in conversations
     *     above the limit of groups
     * @param withheld true above that limit: what is known of the others' is to be forgotten; else null
     */
    record SyncReceipts(
            ConversationId conversation, long delivered, long read, List<SyncReceipt> others, Boolean withheld) {}

    /** Somebody, and the last message delivered and read: an array in JSON. {@code read} is null as in {@link PositionCommand.Receipt}. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"account", "delivered", "read"})
    record SyncReceipt(AccountId account, long delivered, Long read) {}

    /**
     * What of a person changed after a revision: whole, or refused. Internal: a hub fills holes of {@code user.<id>} with it.
     *
     * @param upTo the {@code upTo} of the first page, for the pages after it; null for the first
     */
    record ListUserChanges(AccountId account, Long since, Long upTo, Integer limit)
            implements SyncCommand<UserChanges> {
        public ListUserChanges {
            Require.present("account", account);
            Require.present("since", since);
            Require.notNegative("since", since);
            Require.notNegative("upTo", upTo);
            limit = Require.limit(limit, 500, 1000);
        }
    }

    /**
     * Each row that changed, as it is now, under the revision of its last change: so the revisions have gaps, and what moved
     * beyond {@code upTo} meanwhile comes as an event. Events of a type that the reader does not know are left out.
     *
     * @param complete false: too old, unknown or too much; everything of the person must be loaded anew
     * @param upTo the revision that the asker has after the last page
     * @param changes in ascending order of userRev
     * @param more whether there is another page: ask again with {@code since} = {@code next} and this {@code upTo}
     * @param next the revision that the asker has after this page
     */
    record UserChanges(boolean complete, long upTo, List<UserEvent> changes, boolean more, long next) {
        public UserChanges {
            changes = changes.stream().filter(Objects::nonNull).toList();
        }
    }
}
