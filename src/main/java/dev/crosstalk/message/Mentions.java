package dev.crosstalk.message;

import dev.crosstalk.bus.AccountId;
import java.util.List;

/** Whom a message mentions: members by name, and perhaps everyone. */
public record Mentions(List<AccountId> accounts, boolean everyone) {
    public static final Mentions NONE = new Mentions(List.of(), false);

    public Mentions {
        accounts = List.copyOf(accounts);
    }

    public boolean isEmpty() {
        return accounts.isEmpty() && !everyone;
    }
}
