package dev.crosstalk.bridge;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ConversationCommand.Head;
import dev.crosstalk.bus.ConversationCommand.UserHead;
import java.util.List;

/** The topics of a hub, beside the heads of the database. */
record FollowedTopics(Hub hub) implements Healer.Followed {

    @Override
    public boolean hasConversations() {
        return hub.hasConversations();
    }

    @Override
    public List<AccountId> users() {
        return hub.users();
    }

    @Override
    public boolean isBehind(Head head) {
        return hub.conversation(head.conversation())
                .filter(topic -> topic.isBehind(head.rev(), head.receiptRev()))
                .isPresent();
    }

    @Override
    public boolean isBehind(UserHead head) {
        return hub.user(head.account())
                .filter(topic -> topic.isBehind(head.userRev()))
                .isPresent();
    }

    @Override
    public void lost(Head head) {
        hub.conversation(head.conversation()).ifPresent(topic -> topic.head(head.rev(), head.receiptRev()));
    }

    @Override
    public void lost(UserHead head) {
        hub.user(head.account()).ifPresent(topic -> topic.head(head.userRev()));
    }
}
