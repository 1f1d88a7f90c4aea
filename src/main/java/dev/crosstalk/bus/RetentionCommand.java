package dev.crosstalk.bus;

/** Commands about how long messages are kept. */
public sealed interface RetentionCommand<R> extends Command<R> {
    /** The most days that can be asked for: a hundred years. */
    int MAX_DAYS = 36_500;

    /**
     * Has messages older than so many days removed; for owners, in a direct conversation for both.
     *
     * @param days null for as long as the application keeps them
     */
    @Terms(
            who = "owners; in a direct conversation both, unless one blocks the other",
            fails = {FailureCode.NOT_FOUND, FailureCode.NOT_A_MEMBER, FailureCode.FORBIDDEN})
    record Set(ConversationId conversation, Integer days) implements RetentionCommand<Kept> {
        public Set {
            Require.present("conversation", conversation);
            requireDays(days);
        }
    }

    /** For how long a conversation keeps its messages. */
    @Terms(
            who = "members",
            fails = {FailureCode.NOT_FOUND, FailureCode.NOT_A_MEMBER})
    record Get(ConversationId conversation) implements RetentionCommand<Kept> {
        public Get {
            Require.present("conversation", conversation);
        }
    }

    /**
     * @param days what the conversation's owners have set, or null
     * @param effectiveDays after so many days messages are removed, or null for never: the shortest of {@code days} and what holds
     *     for the application and for the installation
     */
    record Kept(ConversationId conversation, Integer days, Integer effectiveDays) {}

    /**
     * Has messages older than so many days removed from all conversations of an application: for administrators.
     *
     * @param days null for as long as the installation keeps them
     */
    @Terms(
            who = "administrators",
            fails = {FailureCode.NOT_FOUND, FailureCode.FORBIDDEN})
    record SetForApplication(ApplicationId application, Integer days) implements RetentionCommand<KeptByApplication> {
        public SetForApplication {
            Require.present("application", application);
            requireDays(days);
        }
    }

    /** For how long an application keeps the messages of its conversations: for administrators. */
    @Terms(
            who = "administrators",
            fails = {FailureCode.NOT_FOUND, FailureCode.FORBIDDEN})
    record GetForApplication(ApplicationId application) implements RetentionCommand<KeptByApplication> {
        public GetForApplication {
            Require.present("application", application);
        }
    }

    /**
     * @param days what is set for the application, or null
     * @param effectiveDays after so many days messages are removed, or null for never, unless a conversation says less: the shorter
     *     of {@code days} and what holds for the installation
     */
    record KeptByApplication(ApplicationId application, Integer days, Integer effectiveDays) {}

    /** @throws Failure {@link FailureCode#BAD_REQUEST} unless messages can be kept for so many days; null is for ever */
    static void requireDays(Integer days) {
        if (days != null && (days < 1 || days > MAX_DAYS)) {
            throw FailureCode.BAD_REQUEST.because("days is not between 1 and " + MAX_DAYS);
        }
    }
}
