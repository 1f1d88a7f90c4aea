package dev.crosstalk.bus;

import java.util.List;

/** Commands about who is here. */
public sealed interface PresenceCommand<R> extends Command<R> {

    /** The presence of people that the asker may see; the others are left out. */
    record Query(List<AccountId> accounts) implements PresenceCommand<States> {
        public Query {
            accounts = Require.list("accounts", accounts, 500);
        }
    }

    record States(List<PresenceEvent> states) {}

    /** Accounts whose devices a bridge node heard lately. Internal: one beat of one node. */
    record Heard(List<AccountId> accounts) implements PresenceCommand<Done> {
        public Heard {
            accounts = Require.list("accounts", accounts, 1_000_000);
        }
    }
}
