package dev.crosstalk.bus;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Commands about accounts and their sessions. */
public sealed interface AccountCommand<R> extends Command<R> {

    /**
     * Signs in: without a password as a new guest, if the name is free; with one as who keeps that name by it. Internal: the
     * HTTP edge alone asks.
     *
     * @param address of the client, or null if that is not known: failures are counted by it
     */
    record OpenSession(ApplicationId application, String name, Password password, String userAgent, String address)
            implements AccountCommand<OpenedSession> {
        public OpenSession {
            Require.present("application", application);
            Require.present("name", name);
        }

        /** A guest. */
        public OpenSession(ApplicationId application, String name, String userAgent) {
            this(application, name, null, userAgent, null);
        }
    }

    /**
     * The token is a secret that only the client keeps.
     *
     * @param created whether the account was made by it
     */
    record OpenedSession(AccountView account, SessionView session, String token, long userRev, boolean created) {
        @Override
        public String toString() {
            return "OpenedSession[account=" + account + ", session=" + session + "]";
        }
    }

    /** Who a session token belongs to. Internal. */
    record Authenticate(String token) implements AccountCommand<Authenticated> {
        public Authenticate {
            Require.present("token", token);
        }

        @Override
        public String toString() {
            return "Authenticate[]";
        }
    }

    record Authenticated(
            ApplicationId application, AccountView account, SessionId session, long expiresAt, long userRev) {
        public Caller caller() {
            return new Caller(application, account.id(), session);
        }
    }

    /** A ticket that opens one socket within 30 s. Internal: handed out over HTTP. */
    record IssueTicket() implements AccountCommand<Ticket> {}

    record Ticket(String ticket, long expiresInMs) {
        @Override
        public String toString() {
            return "Ticket[]";
        }
    }

    /** Spends a ticket. Internal. */
    record RedeemTicket(String ticket) implements AccountCommand<Authenticated> {
        public RedeemTicket {
            Require.present("ticket", ticket);
        }

        @Override
        public String toString() {
            return "RedeemTicket[]";
        }
    }

    /** Ends a session of one's own; its sockets are closed on every node. */
    @Terms(
            who = "everybody, for sessions of their own",
            fails = {FailureCode.NOT_FOUND})
    record EndSession(SessionId session) implements AccountCommand<Done> {
        public EndSession {
            Require.present("session", session);
        }
    }

    /** The own sessions: where one is signed in. */
    @Terms(who = "everybody")
    record ListSessions() implements AccountCommand<Sessions> {}

    record Sessions(List<SessionView> sessions) {}

    /** Changes one's own name. */
    @Terms(
            who = "everybody",
            fails = {FailureCode.NAME_INVALID, FailureCode.NAME_TAKEN, FailureCode.NOT_FOUND})
    record Rename(String name) implements AccountCommand<AccountView> {
        public Rename {
            Require.present("name", name);
        }
    }

    /**
     * Keeps one's name by a password; one's other sessions end.
     *
     * @param current the password until now; needed if there is one
     */
    @Terms(
            who = "everybody",
            fails = {
                FailureCode.WRONG_PASSWORD,
                FailureCode.PASSWORD_INVALID,
                FailureCode.PASSWORD_COMMON,
                FailureCode.NOT_FOUND
            })
    record SetPassword(Password password, Password current) implements AccountCommand<Done> {
        public SetPassword {
            Require.present("password", password);
        }
    }

    /** Makes the account a guest's again; one's other sessions end. */
    @Terms(
            who = "everybody",
            fails = {FailureCode.WRONG_PASSWORD, FailureCode.NOT_FOUND})
    record RemovePassword(Password current) implements AccountCommand<Done> {
        public RemovePassword {
            Require.present("current", current);
        }
    }

    /**
     * Deletes one's account for ever. What it wrote stays, without its name.
     *
     * @param name one's own, as a confirmation
     * @param password needed if there is one
     */
    @Terms(
            who = "everybody",
            fails = {FailureCode.WRONG_PASSWORD, FailureCode.NOT_FOUND})
    record Delete(String name, Password password) implements AccountCommand<Done> {
        public Delete {
            Require.present("name", name);
            Require.atMost("name", name, 255);
        }
    }

    /** What one has set, and whether one has a password. */
    @Terms(
            who = "everybody",
            fails = {FailureCode.NOT_FOUND})
    record GetSettings() implements AccountCommand<Settings> {}

    /** Changes some of one's settings; what is not named stays. */
    @Terms(
            who = "everybody",
            fails = {FailureCode.NOT_FOUND})
    record SetSettings(Map<Setting, Object> settings) implements AccountCommand<Settings> {
        public SetSettings {
            settings = Setting.valid(Require.present("settings", settings));
        }
    }

    /**
     * @param settings all of them
     * @param registered whether the name is kept by a password
     * @param userRev the own revision, read before them
     */
    record Settings(Map<Setting, Object> settings, boolean registered, long userRev) {}

    /**
     * People by a part of their name, the asker's contacts first, each in order of name; all if there is no query.
     *
     * @param after the {@code next} of the page before
     */
    @Terms(who = "everybody")
    record Find(String query, String after, Integer limit) implements AccountCommand<Accounts> {
        private static final int MOST = 255;

        public Find {
            limit = Require.limit(limit, 50, 200);
            Require.atMost("query", query, MOST);
            Require.atMost("after", after, 2 * MOST);
        }
    }

    /** The accounts with these ids; ids that do not exist are left out. */
    @Terms(who = "everybody")
    record Get(List<AccountId> ids) implements AccountCommand<Accounts> {
        public Get {
            ids = Require.list("ids", ids, 500);
        }
    }

    /** @param next what to give as {@code after} to go on, or null at the end */
    record Accounts(List<AccountView> accounts, String next) {}

    /**
     * Whose name was set, changed or taken away since a time, other than by being made: what a device has missed that hears the
     * directory again. Goes back some seconds further, for what was committed late.
     *
     * @param since the {@code time} of an earlier answer, or of a sync; null for now, to learn the time
     * @param after the {@code next} of the page before; {@code since} does not matter then
     */
    @Terms(who = "everybody")
    record ListRenamed(Long since, String after, Integer limit) implements AccountCommand<Renamed> {
        private static final int LONGEST_CURSOR = 60;

        public ListRenamed {
            Require.notNegative("since", since);
            Require.atMost("after", after, LONGEST_CURSOR);
            limit = Require.limit(limit, 200, 500);
        }
    }

    /**
     * @param accounts as they are called now, in order of the last change
     * @param time of the database when the first page was read: {@code since} for the next time, once all pages are in
     * @param next what to give as {@code after} to go on, or null at the end
     */
    record Renamed(List<AccountView> accounts, long time, String next) {}

    /**
     * Who of an application was renamed or deleted since a time; a hub tells late with it what it did not hear. Goes back some
     * seconds further, for what was committed late. Internal.
     *
     * @param since the {@code time} of an earlier answer; null for now
     * @param after the {@code next} of the page before; {@code since} does not matter then
     */
    record ListDirectoryChanges(ApplicationId application, Long since, String after)
            implements AccountCommand<DirectoryChanges> {
        public ListDirectoryChanges {
            Require.present("application", application);
            Require.notNegative("since", since);
        }
    }

    /**
     * @param changes of each account how it is now, in order of the last change
     * @param time of the database when the first page was read
     * @param next what to give as {@code after} to go on, or null at the end
     */
    record DirectoryChanges(List<DirectoryEvent> changes, long time, String next) {
        public DirectoryChanges {
            changes = changes.stream().filter(Objects::nonNull).toList();
        }
    }
}
