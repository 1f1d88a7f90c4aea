package dev.crosstalk.account;

import dev.crosstalk.account.AccountStore.Found;
import dev.crosstalk.account.AccountStore.Renaming;
import dev.crosstalk.bus.AccountCommand.Accounts;
import dev.crosstalk.bus.AccountCommand.DirectoryChanges;
import dev.crosstalk.bus.AccountCommand.Find;
import dev.crosstalk.bus.AccountCommand.Get;
import dev.crosstalk.bus.AccountCommand.ListDirectoryChanges;
import dev.crosstalk.bus.AccountCommand.ListRenamed;
import dev.crosstalk.bus.AccountCommand.Rename;
import dev.crosstalk.bus.AccountCommand.Renamed;
import dev.crosstalk.bus.AccountView;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.DirectoryEvent;
import dev.crosstalk.bus.EventSink;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** The rules of names, and of finding people by them. */
public final class AccountService {
    private static final int DIRECTORY_PAGE = 500;

    private final AccountStore store;
    private final AccountRules rules;
    private final Clock clock;
    private final EventSink events;

    public AccountService(AccountStore store, AccountRules rules, Clock clock, EventSink events) {
        this.store = store;
        this.rules = rules;
        this.clock = clock;
        this.events = events;
    }

    public Future<AccountView> rename(Caller caller, Rename command) {
        long now = clock.millis();
        return store.rename(caller.application(), caller.account(), Name.of(command.name()), now, nameFreeBefore(now))
                .onSuccess(account ->
                        events.publish(new DirectoryEvent.AccountRenamed(caller.application(), account, now)));
    }

    /** The contacts come first; when a page has no more of them, it is filled with others. */
    public Future<Accounts> find(Caller caller, Find command) {
        String part = command.query() == null ? "" : Name.key(command.query());
        FindCursor after = FindCursor.parse(command.after());
        int wanted = command.limit() + 1;
        Future<List<Found>> contacts = after.contacts()
                ? store.find(caller, part, true, after.key(), wanted)
                : Future.succeededFuture(List.of());
        return contacts.compose(found -> found.size() == wanted
                        ? Future.succeededFuture(found)
                        : store.find(caller, part, false, after.contacts() ? null : after.key(), wanted - found.size())
                                .map(others -> Stream.concat(found.stream(), others.stream())
                                        .toList()))
                .map(found -> page(found, command.limit()));
    }

    private static Accounts page(List<Found> found, int limit) {
        List<Found> shown = found.subList(0, Math.min(limit, found.size()));
        String next = found.size() > limit ? FindCursor.after(shown.get(limit - 1)) : null;
        return new Accounts(shown.stream().map(Found::account).toList(), next);
    }

    public Future<Accounts> get(Caller caller, Get command) {
        return store.get(caller.application(), command.ids()).map(accounts -> new Accounts(accounts, null));
    }

    public Future<Renamed> listRenamed(Caller caller, ListRenamed command) {
        return renamings(caller.application(), command.since(), command.after(), command.limit())
                .map(page ->
                        new Renamed(page.shown().stream().map(Renaming::account).toList(), page.time(), page.next()));
    }

    /** As events, for everyone of the application. */
    public Future<DirectoryChanges> listDirectoryChanges(ListDirectoryChanges command) {
        return renamings(command.application(), command.since(), command.after(), DIRECTORY_PAGE)
                .map(page -> new DirectoryChanges(
                        page.shown().stream()
                                .map(one -> event(command.application(), one))
                                .toList(),
                        page.time(),
                        page.next()));
    }

    private static DirectoryEvent event(ApplicationId application, Renaming of) {
        return Boolean.TRUE.equals(of.account().deleted())
                ? new DirectoryEvent.AccountDeleted(application, of.account(), of.namedAt())
                : new DirectoryEvent.AccountRenamed(application, of.account(), of.namedAt());
    }

    private record Renamings(List<Renaming> shown, long time, String next) {
        static Renamings of(List<Renaming> found, long time, int limit) {
            List<Renaming> shown = found.subList(0, Math.min(limit, found.size()));
            String next = found.size() > limit
                    ? new RenamedCursor(shown.get(limit - 1).position(), time).text()
                    : null;
            return new Renamings(shown, time, next);
        }
    }

    private Future<Renamings> renamings(ApplicationId application, Long since, String cursor, int limit) {
        RenamedCursor after = RenamedCursor.parse(cursor);
        return after == null
                ? store.renamedSince(application, since, limit + 1)
                        .map(found -> Renamings.of(found.renamings(), found.time(), limit))
                : store.renamedAfter(application, after.position(), limit + 1)
                        .map(found -> Renamings.of(found, after.time(), limit));
    }

    private long nameFreeBefore(long now) {
        return now - rules.guestIdle().toMillis();
    }
}
