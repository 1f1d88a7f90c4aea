package dev.crosstalk.bus;

import java.util.List;

/** Commands about applications, which are tenants. Internal: the HTTP edge asks for who holds an application's secret. */
public sealed interface ApplicationCommand<R> extends Command<R> {
    /** The longest name. */
    int LONGEST_NAME = 255;

    /**
     * Lets in who shows an application's secret.
     *
     * @param secret what was shown; null from who needs to show nothing
     * @param trusted whether nothing needs to be shown
     */
    @Terms(
            who = "who holds the application's secret",
            fails = {FailureCode.NOT_FOUND})
    record Enter(ApplicationToken token, String secret, boolean trusted) implements ApplicationCommand<Entered> {
        public Enter {
            Require.present("token", token);
        }

        @Override
        public String toString() {
            return "Enter[" + token + "]";
        }
    }

    /** @param account by which the application itself writes */
    record Entered(ApplicationId application, AccountId account) {
        /** The application itself. Its account has no session of its own: it is that. */
        public Caller caller() {
            return new Caller(application, account, new SessionId(account.value()));
        }
    }

    /** An application as who holds its secret sees it; times in epoch milliseconds. */
    record Application(
            ApplicationId id, ApplicationToken token, String name, long chats, long createdAt, long updatedAt) {}

    /** Makes an application with that token. */
    @Terms(
            who = "administrators",
            fails = {FailureCode.TOKEN_TAKEN})
    record Create(ApplicationToken token, String name) implements ApplicationCommand<Revealed> {
        public Create {
            Require.present("token", token);
            requireName(Require.present("name", name));
        }
    }

    /**
     * An application, and its secret where there is a new one.
     *
     * @param secret it is told this once; null if it is the same as before
     */
    record Revealed(Application application, String secret) {
        @Override
        public String toString() {
            return "Revealed[" + application + "]";
        }
    }

    /** All applications, the oldest first. */
    @Terms(who = "administrators")
    record ListAll(int page, int limit) implements ApplicationCommand<ApplicationPage> {}

    /** @param total how many there are on all pages */
    record ApplicationPage(List<Application> applications, long total) {}

    /** One application. */
    @Terms(
            who = "who holds the application's secret",
            fails = {FailureCode.NOT_FOUND})
    record Get(ApplicationId application) implements ApplicationCommand<Application> {
        public Get {
            Require.present("application", application);
        }
    }

    /**
     * Changes an application; what is null stays.
     *
     * @param token its token from now on: the one before means nothing any more
     * @param rotateSecret whether it gets another secret; the one before means nothing any more
     */
    @Terms(
            who = "who holds the application's secret",
            fails = {FailureCode.NOT_FOUND, FailureCode.TOKEN_TAKEN})
    record Update(ApplicationId application, ApplicationToken token, String name, Boolean rotateSecret)
            implements ApplicationCommand<Revealed> {
        public Update {
            Require.present("application", application);
            if (name != null) {
                requireName(name);
            }
        }
    }

    /** Removes an application with all that belongs to it; not that of the installation. */
    @Terms(
            who = "who holds the application's secret",
            fails = {FailureCode.NOT_FOUND, FailureCode.FORBIDDEN})
    record Delete(ApplicationId application) implements ApplicationCommand<Done> {
        public Delete {
            Require.present("application", application);
        }
    }

    /** How much an application may have. */
    @Terms(
            who = "who holds the application's secret",
            fails = {FailureCode.NOT_FOUND})
    record GetLimits(ApplicationId application) implements ApplicationCommand<Limits> {
        public GetLimits {
            Require.present("application", application);
        }
    }

    /** Says how much an application may have, other than the configuration does. */
    @Terms(
            who = "administrators",
            fails = {FailureCode.NOT_FOUND})
    record SetLimits(ApplicationId application, Limits limits) implements ApplicationCommand<Limits> {
        public SetLimits {
            Require.present("application", application);
            Require.present("limits", limits);
        }
    }

    /**
     * Soft limits: what is under way at the same moment may exceed them by a little.
     *
     * @param maxChats rooms; null for what the configuration says
     * @param maxMessagesPerDay messages from midnight to midnight, UTC; null for what the configuration says
     * @param maxAccounts accounts, the application's own among them; null for what the configuration says
     */
    record Limits(Long maxChats, Long maxMessagesPerDay, Long maxAccounts) {
        public Limits {
            Require.notNegative("maxChats", maxChats);
            Require.notNegative("maxMessagesPerDay", maxMessagesPerDay);
            Require.notNegative("maxAccounts", maxAccounts);
        }
    }

    private static void requireName(String name) {
        if (Text.isInvisible(name) || name.codePointCount(0, name.length()) > LONGEST_NAME) {
            throw FailureCode.BAD_REQUEST.because("name has not 1 to " + LONGEST_NAME + " characters");
        }
        Text.requireWellFormed("name", name);
    }
}
