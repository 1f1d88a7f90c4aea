package dev.crosstalk.bus;

import java.util.List;
import java.util.UUID;

/** Commands about who is here. */
public sealed interface PresenceCommand<R> extends Command<R> {

    /** The presence of people that the asker may see; the others are left out. */
    @Terms(who = "everybody; people one may not see are left out")
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

    /**
     * Who is connected to a room or group now, members or not, in order of account id; a person counts once, with however many
     * devices. For those who see the conversation. Direct conversations have no such list: presence says it.
     *
     * @param after the {@code next} of the page before
     */
    @Terms(
            who = "members; of open rooms everybody",
            fails = {FailureCode.NOT_FOUND, FailureCode.NOT_A_MEMBER, FailureCode.WRONG_KIND})
    record ListHere(ConversationId conversation, AccountId after, Integer limit) implements PresenceCommand<Here> {
        public ListHere {
            Require.present("conversation", conversation);
            limit = Require.limit(limit, 100, 500);
        }
    }

    /**
     * @param count how many are here, on whichever page
     * @param next what to give as {@code after} to go on, or null at the end
     */
    record Here(List<AccountView> accounts, int count, AccountId next) {}

    /**
     * What has changed of a bridge node's list of who is here; without changes, that the list still holds. Internal.
     *
     * @param list whose report it is: a node begins another list whenever it doubts that its reports arrived
     * @param number 1 begins the list, each further report has the next one
     * @param replaces the list that this one has become a full substitute for, or null
     */
    record ReportHere(UUID list, long number, List<HereChange> changes, UUID replaces)
            implements PresenceCommand<Reported> {
        public ReportHere {
            Require.present("list", list);
            changes = Require.list("changes", changes, 1_000_000);
        }
    }

    /** Who came to a conversation and who left it, at one node. */
    record HereChange(ConversationId conversation, List<AccountId> came, List<AccountId> left) {
        public HereChange {
            Require.present("conversation", conversation);
            came = Require.list("came", came, 1_000_000);
            left = Require.list("left", left, 1_000_000);
        }
    }

    /** @param known false: the list is not kept, or not at that number; begin another one */
    record Reported(boolean known) {}
}
