package dev.crosstalk.bus;

import java.util.List;

/**
 * A conversation as one of its application's users sees it.
 *
 * @param number its number in the application: 1, 2, 3…
 * @param title null for direct and unnamed group conversations
 * @param rev the revision of its last durable change
 * @param receiptRev the number of the last change of somebody's cursors
 * @param lastSeq the number of its last message, 0 if there is none
 * @param firstSeq the number of its first message that is still kept
 * @param memberCount members now
 * @param members of direct and group conversations all members, of rooms none (ask for them page by page)
 * @param preview of the last message, or null if there is none that the asker may see
 * @param lastTime when it last had a message or was created, epoch milliseconds
 * @param role of the asker, or null if the asker is not a member
 * @param settings who may do what in it, and how one gets in
 * @param position of the asker, or null if the asker is not a member
 */
public record ConversationView(
        ConversationId id,
        long number,
        ConversationKind kind,
        String title,
        long rev,
        long receiptRev,
        long lastSeq,
        long firstSeq,
        int memberCount,
        List<AccountId> members,
        Preview preview,
        long lastTime,
        Role role,
        ConversationSettings settings,
        Position position) {}
