package dev.crosstalk.bus;

import java.util.List;

/** Commands about what only oneself sees, on all devices: drafts and saved messages. */
public sealed interface PersonalCommand<R> extends Command<R> {

    /**
     * Keeps what one is writing in a conversation. The newest wins; what another device had written meanwhile is kept as {@code
     * other}.
     *
     * @param text empty if there is nothing any more, as after it was sent
     * @param replyTo the message that it will answer, or null
     * @param base the {@code userRev} of the draft that the device began from; null or 0 for none
     * @param settled true if {@code other} was taken over or thrown away; counts only with the present draft as {@code base}
     */
    @Terms(
            who = "members",
            fails = {FailureCode.NOT_FOUND, FailureCode.NOT_A_MEMBER, FailureCode.TEXT_TOO_LONG})
    record KeepDraft(ConversationId conversation, String text, Long replyTo, Long base, Boolean settled)
            implements PersonalCommand<UserEvent.Draft> {
        public KeepDraft {
            Require.present("conversation", conversation);
            Text.requireDraft(Require.present("text", text));
            Require.notNegative("replyTo", replyTo);
            Require.notNegative("base", base);
        }
    }

    /** Keeps a message at hand. */
    @Terms(
            who = "members",
            fails = {FailureCode.NOT_FOUND, FailureCode.NOT_A_MEMBER, FailureCode.MESSAGE_DELETED})
    record Save(ConversationId conversation, Long seq) implements PersonalCommand<UserEvent.Saved> {
        public Save {
            Require.present("conversation", conversation);
            Require.notNegative("seq", Require.present("seq", seq));
        }
    }

    /** Keeps it no more. Also of a conversation that one has left. */
    @Terms(
            who = "everybody",
            fails = {FailureCode.NOT_FOUND, FailureCode.NOT_A_MEMBER})
    record Unsave(ConversationId conversation, Long seq) implements PersonalCommand<UserEvent.Saved> {
        public Unsave {
            Require.present("conversation", conversation);
            Require.notNegative("seq", Require.present("seq", seq));
        }
    }

    /**
     * The saved messages, the last saved one first.
     *
     * @param after the {@code next} of the page before
     */
    @Terms(who = "everybody")
    record ListSaved(Long after, Integer limit) implements PersonalCommand<SavedPage> {
        public ListSaved {
            Require.notNegative("after", after);
            limit = Require.limit(limit, 50, 200);
        }
    }

    record SavedPage(List<SavedMessage> saved, Long next) {}

    /** @param message its beginning; null if one is no member any more */
    record SavedMessage(ConversationId conversation, long seq, long time, Preview message) {}
}
