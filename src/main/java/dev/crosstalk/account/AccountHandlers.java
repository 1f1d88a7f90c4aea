package dev.crosstalk.account;

import dev.crosstalk.bus.AccountCommand;
import dev.crosstalk.bus.Handlers;

/** The account commands on the bus. */
public final class AccountHandlers {
    private AccountHandlers() {}

    public static Handlers of(
            AccountService accounts,
            SignInService signIns,
            SessionService sessions,
            PasswordService passwords,
            SettingService settings) {
        return new Handlers()
                .onInternal(AccountCommand.OpenSession.class, signIns::open)
                .onInternal(AccountCommand.Authenticate.class, sessions::authenticate)
                .on(AccountCommand.IssueTicket.class, (caller, command) -> sessions.issueTicket(caller))
                .onInternal(AccountCommand.RedeemTicket.class, sessions::redeem)
                .on(AccountCommand.EndSession.class, sessions::end)
                .on(AccountCommand.ListSessions.class, (caller, command) -> sessions.list(caller))
                .on(AccountCommand.Rename.class, accounts::rename)
                .on(AccountCommand.SetPassword.class, passwords::set)
                .on(AccountCommand.RemovePassword.class, passwords::remove)
                .on(AccountCommand.GetSettings.class, settings::get)
                .on(AccountCommand.SetSettings.class, settings::set)
                .on(AccountCommand.Find.class, accounts::find)
                .on(AccountCommand.Get.class, accounts::get)
                .on(AccountCommand.ListRenamed.class, accounts::listRenamed)
                .onInternal(AccountCommand.ListDirectoryChanges.class, accounts::listDirectoryChanges);
    }
}
