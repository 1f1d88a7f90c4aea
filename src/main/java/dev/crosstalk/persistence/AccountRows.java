package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.AccountView;
import dev.crosstalk.bus.ContactState;
import dev.crosstalk.bus.Setting;
import dev.crosstalk.bus.UserEvent;
import java.util.Map;

/** Settings and contacts as rows of their persons. */
final class AccountRows {
    static final UserRows SETTINGS = new UserRows(
            "setting",
            "setting x",
            Map.of("name", "x.name", "value", "x.value"),
            (account, userRev, fields) -> Setting.find(fields.path("name").textValue())
                    .<UserEvent>map(setting -> new UserEvent.SettingChanged(
                            account,
                            userRev,
                            setting,
                            setting.value(fields.path("value").textValue())))
                    .orElse(null));

    static final UserRows CONTACTS = new UserRows(
            "contact",
            "contact x JOIN account o ON o.id = x.other_id",
            Map.of("other", "x.other_id", "name", "o.name", "state", "x.state", "time", "x.changed_at"),
            (account, userRev, fields) -> new UserEvent.ContactChanged(
                    account,
                    userRev,
                    new AccountView(
                            new AccountId(fields.path("other").longValue()),
                            fields.path("name").textValue()),
                    ContactState.of(fields.path("state").textValue()),
                    fields.path("time").longValue()));

    private AccountRows() {}
}
