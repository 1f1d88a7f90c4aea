package dev.crosstalk.account;

import dev.crosstalk.bus.AccountCommand;
import dev.crosstalk.bus.Handlers;

/** The account commands on the bus. */
public final class AccountHandlers {
    private AccountHandlers() {}

    public static Handlers of(AccountService accounts, SessionService sessions) {
        return new Handlers()
                .onInternal(AccountCommand.OpenSession.class, accounts::openSession)
                .onInternal(AccountCommand.Authenticate.class, sessions::authenticate)
                .on(AccountCommand.IssueTicket.class, (caller, command) -> sessions.issueTicket(caller))
                .onInternal(AccountCommand.RedeemTicket.class, sessions::redeem)
                .on(AccountCommand.EndSession.class, sessions::end)
                .on(AccountCommand.ListSessions.class, (caller, command) -> sessions.list(caller))
                .on(AccountCommand.Rename.class, accounts::rename)
                .on(AccountCommand.Find.class, accounts::find)
                .on(AccountCommand.Get.class, accounts::get);
    }
}
