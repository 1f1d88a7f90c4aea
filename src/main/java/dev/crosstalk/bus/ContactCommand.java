package dev.crosstalk.bus;

import java.util.List;

/** Commands about one's contacts, and whom one blocks. Each is answered with what that person is to the asker then. */
public sealed interface ContactCommand<R> extends Command<R> {

    /** Asks somebody to become a contact. Who is asked by that person already says yes by it. */
    @Terms(
            who = "everybody",
            fails = {FailureCode.NOT_FOUND, FailureCode.FORBIDDEN})
    record Request(AccountId account) implements ContactCommand<Contact> {
        public Request {
            Require.present("account", account);
        }
    }

    /** Says yes to somebody's request. */
    @Terms(
            who = "everybody",
            fails = {FailureCode.NOT_FOUND, FailureCode.FORBIDDEN})
    record Accept(AccountId account) implements ContactCommand<Contact> {
        public Accept {
            Require.present("account", account);
        }
    }

    /** Says no to somebody's request. */
    @Terms(
            who = "everybody",
            fails = {FailureCode.NOT_FOUND, FailureCode.FORBIDDEN})
    record Decline(AccountId account) implements ContactCommand<Contact> {
        public Decline {
            Require.present("account", account);
        }
    }

    /** Ends a contact for both, or takes a request back. */
    @Terms(
            who = "everybody",
            fails = {FailureCode.NOT_FOUND, FailureCode.FORBIDDEN})
    record Remove(AccountId account) implements ContactCommand<Contact> {
        public Remove {
            Require.present("account", account);
        }
    }

    /** Blocks somebody, who is not told. A contact ends by it. */
    @Terms(
            who = "everybody",
            fails = {FailureCode.NOT_FOUND, FailureCode.FORBIDDEN})
    record Block(AccountId account) implements ContactCommand<Contact> {
        public Block {
            Require.present("account", account);
        }
    }

    /** Lifts a block; a request that waited behind it is there again. */
    @Terms(
            who = "everybody",
            fails = {FailureCode.NOT_FOUND, FailureCode.FORBIDDEN})
    record Unblock(AccountId account) implements ContactCommand<Contact> {
        public Unblock {
            Require.present("account", account);
        }
    }

    /**
     * People in one state, or all that are not blocked, in order of account id.
     *
     * @param after the {@code next} of the page before
     */
    @Terms(who = "everybody")
    record ListContacts(ContactState state, AccountId after, Integer limit) implements ContactCommand<Contacts> {
        public ListContacts {
            limit = Require.limit(limit, 100, 1000);
            if (state == ContactState.NONE) {
                throw FailureCode.BAD_REQUEST.because("state cannot be none");
            }
        }
    }

    /** @param time epoch milliseconds since when it is so */
    record Contact(AccountView account, ContactState state, long time) {}

    /**
     * @param userRev the asker's own revision, read before the contacts
     * @param next what to give as {@code after} to go on, or null at the end
     */
    record Contacts(List<Contact> contacts, long userRev, AccountId next) {}
}
