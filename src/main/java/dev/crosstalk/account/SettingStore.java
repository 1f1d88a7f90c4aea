package dev.crosstalk.account;

import dev.crosstalk.bus.AccountCommand.Settings;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.Setting;
import dev.crosstalk.bus.UserEvent.SettingChanged;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** Durable settings of accounts. */
public interface SettingStore {

    /** All settings of the caller. */
    Future<Settings> read(Caller caller);

    /**
     * Stores values.
     *
     * @return those that are others than before, each with the account's revision that it took, in their order
     */
    Future<List<SettingChanged>> change(Caller caller, Map<Setting, Object> values);
}
