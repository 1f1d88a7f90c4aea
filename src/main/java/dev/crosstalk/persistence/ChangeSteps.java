package dev.crosstalk.persistence;

import dev.crosstalk.account.Name;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationSettings;
import dev.crosstalk.bus.Event;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.ReceiptsEvent;
import dev.crosstalk.bus.Role;
import dev.crosstalk.bus.UserEvent;
import dev.crosstalk.conversation.Change;
import dev.crosstalk.conversation.Locked;
import dev.crosstalk.conversation.Membership;
import dev.crosstalk.persistence.Queued.Changed;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Carries out what a rule decided about a locked conversation: each step takes a revision, the head is written once. */
final class ChangeSteps {
    private final Statements statements;
    private final Caller caller;
    private final AccountId subject;
    private final Locked conversation;
    private final long time;
    private final int groupLimit;
    private final List<Event> events = new ArrayList<>();
    private final List<AccountId> concerned = new ArrayList<>();
    private final Map<String, Object> head = new LinkedHashMap<>();
    private ConversationSettings settings;
    private boolean fewerMayInvite;
    private boolean placed;
    private int memberCount;
    private long rev;

    /** @param groupLimit in conversations with more members than this nobody is told of the others' receipts */
    ChangeSteps(
            Statements statements, Caller caller, AccountId subject, Locked conversation, long time, int groupLimit) {
        this.groupLimit = groupLimit;
        this.statements = statements;
        this.caller = caller;
        this.subject = subject;
        this.conversation = conversation;
        this.time = time;
        this.settings = conversation.settings();
        this.placed = conversation.subject().isPresent();
        this.memberCount = conversation.memberCount();
        this.rev = conversation.rev();
    }

    Future<Changed<Void>> apply(Change change) {
        return step(change)
                .compose(done -> rev == conversation.rev() ? Future.succeededFuture(0) : writeHead())
                .compose(done -> endInvites())
                .compose(done -> places())
                .map(places -> {
                    List<Event> all = new ArrayList<>(events);
                    all.addAll(places);
                    return new Changed<>(null, all);
                });
    }

    /** An invite is no way back, nor one past a permission that was taken away. */
    private Future<Void> endInvites() {
        return fewerMayInvite && conversation.title() != null
                ? InviteRows.revokeUnentitled(
                        statements, conversation.id(), settings.permissions().invite())
                : Future.succeededFuture();
    }

    private Future<List<UserEvent>> places() {
        return concerned.isEmpty()
                ? Future.succeededFuture(List.of())
                : MemberRows.events(statements, conversation.id(), concerned);
    }

    private Future<Void> step(Change change) {
        if (change instanceof Change.All all) {
            Future<Void> chain = Future.succeededFuture();
            for (Change one : all.changes()) {
                chain = chain.compose(done -> step(one));
            }
            return chain;
        }
        if (change instanceof Change.Enters enters) {
            return enter(enters);
        }
        if (change instanceof Change.Exits exits) {
            return exit(exits);
        }
        if (change instanceof Change.Bans bans) {
            return ban(bans.until());
        }
        if (change instanceof Change.Unbans) {
            return unban();
        }
        if (change instanceof Change.GivesRole gives) {
            return giveRole(gives.role());
        }
        if (change instanceof Change.Retitled retitled) {
            return retitle(retitled.title());
        }
        return change instanceof Change.Configured configured
                ? configure(configured.settings())
                : Future.succeededFuture();
    }

    private Future<Void> enter(Change.Enters change) {
        head.put("member_count", ++memberCount);
        return entry(member(change.how()))
                .compose(done -> userRevs(List.of(subject)))
                // Behind the lock of the account's row: an account is either deleted before it, or leaves this place,
                // too.
                .compose(revs -> DirectConversations.requirePresent(statements, List.of(subject))
                        .map(revs))
                .compose(revs -> place(
                                new Membership(Membership.State.ACTIVE, Role.MEMBER, change.joinedSeq(), rev),
                                revs.get(subject))
                        // The entry of who comes names no role: whoever follows it takes the person for a member.
                        .compose(done -> change.role() == Role.MEMBER
                                ? Future.succeededFuture()
                                : role(subject, change.role(), revs.get(subject))))
                .compose(done -> receipt())
                .map(receipt -> {
                    receipt.ifPresent(events::add);
                    return null;
                });
    }

    /** What the others are told of how far somebody is who has come. */
    private Future<Optional<ReceiptsEvent>> receipt() {
        if (memberCount > groupLimit + 1) {
            return Future.succeededFuture(Optional.empty());
        }
        return (memberCount > groupLimit
                        ? Receipts.withheld(statements, conversation.id(), time)
                        : Receipts.entered(statements, conversation, subject, time))
                .map(Optional::of);
    }

    /** The participants are no longer the set that the key says. */
    private Future<Void> exit(Change.Exits change) {
        head.put("member_count", --memberCount);
        head.put("participants_key", null);
        fewerMayInvite = true;
        return entry(member(change.how()))
                .compose(done -> memberCount == groupLimit
                        ? Receipts.toldAgain(statements, conversation.id(), memberCount, time)
                        : Future.succeededFuture())
                .compose(done -> Succession.heir(statements, conversation, subject))
                .compose(heir -> {
                    List<AccountId> accounts = new ArrayList<>(List.of(subject));
                    heir.ifPresent(accounts::add);
                    return userRevs(accounts)
                            .compose(revs -> place(
                                            new Membership(Membership.State.LEFT, Role.MEMBER, 0, rev),
                                            revs.get(subject))
                                    .compose(done -> heir.isEmpty()
                                            ? Future.succeededFuture()
                                            : role(heir.get(), Role.OWNER, revs.get(heir.get()))));
                });
    }

    /** Of those who are not members; what is theirs does not change by it. */
    private Future<Void> ban(Long until) {
        fewerMayInvite = true;
        return entry(member(ConversationEvent.Change.BANNED)).compose(done -> {
            Membership place = new Membership(Membership.State.BANNED, Role.MEMBER, 0, rev, until, 0);
            return placed ? keepOut(place) : place(place, 0L);
        });
    }

    private Future<Void> unban() {
        return entry(member(ConversationEvent.Change.UNBANNED))
                .compose(done -> keepOut(new Membership(Membership.State.LEFT, Role.MEMBER, 0, rev)));
    }

    private Future<Void> giveRole(Role role) {
        fewerMayInvite = true;
        return userRevs(List.of(subject)).compose(revs -> role(subject, role, revs.get(subject)));
    }

    private Future<Void> role(AccountId account, Role role, long userRev) {
        rev++;
        ConversationEvent.RoleChanged event = new ConversationEvent.RoleChanged(
                conversation.id(), rev, conversation.lastSeq(), caller.account(), account, role, time);
        return entry(event)
                .compose(done -> statements.update(
                        "UPDATE member SET role = ?, user_rev = ? WHERE conversation_id = ? AND account_id = ?",
                        role.text(),
                        userRev,
                        conversation.id().value(),
                        account.value()))
                .mapEmpty();
    }

    private Future<Void> retitle(String title) {
        head.put("title", title);
        head.put("title_key", Name.key(title));
        head.put("participants_key", null);
        rev++;
        return entry(new ConversationEvent.Renamed(
                conversation.id(), rev, conversation.lastSeq(), caller.account(), title, time));
    }

    private Future<Void> configure(ConversationSettings wanted) {
        settings = wanted;
        fewerMayInvite = true;
        head.put("join_policy", settings.joinPolicy().text());
        head.put("permissions", SettingsColumns.permissions(conversation.kind(), settings));
        head.put("slow_mode_s", settings.slowModeSeconds());
        rev++;
        return entry(new ConversationEvent.Configured(
                conversation.id(), rev, conversation.lastSeq(), caller.account(), settings, time));
    }

    private ConversationEvent.Member member(ConversationEvent.Change how) {
        rev++;
        return new ConversationEvent.Member(
                conversation.id(), rev, conversation.lastSeq(), how, caller.account(), subject, time);
    }

    private Future<Void> entry(ConversationEvent event) {
        events.add(event);
        return Entries.insert(statements, conversation.application(), event).mapEmpty();
    }

    private Future<Integer> writeHead() {
        List<Object> values = new ArrayList<>(List.of(rev, time));
        StringBuilder sql = new StringBuilder("UPDATE conversation SET rev = ?, changed_at = ?");
        head.forEach((column, value) -> {
            sql.append(", ").append(column).append(" = ?");
            values.add(value);
        });
        values.add(conversation.id().value());
        return statements.update(sql.append(" WHERE id = ?").toString(), values.toArray());
    }

    private Future<Map<AccountId, Long>> userRevs(List<AccountId> accounts) {
        return UserRevs.take(statements, conversation.application(), accounts).map(revs -> {
            concerned.addAll(accounts);
            Map<AccountId, Long> taken = new LinkedHashMap<>();
            accounts.forEach(account -> taken.put(
                    account,
                    Optional.ofNullable(revs.get(account.value())).orElseThrow(FailureCode.NOT_FOUND::failure)));
            return taken;
        });
    }

    private Future<Void> keepOut(Membership place) {
        return statements
                .update(
                        "UPDATE member SET active = ?, banned_until = ?, rev = ? WHERE conversation_id = ?"
                                + " AND account_id = ?",
                        place.state().stored(),
                        place.bannedUntil(),
                        place.rev(),
                        conversation.id().value(),
                        subject.value())
                .mapEmpty();
    }

    /** What was said before somebody came is neither unread nor waits for a receipt. */
    private Future<Void> place(Membership place, long userRev) {
        List<Object> values = new ArrayList<>(
                List.of(place.role().text(), place.state().stored(), place.joinedSeq(), place.rev(), userRev));
        values.add(place.bannedUntil());
        values.addAll(Collections.nCopies(3, conversation.lastSeq()));
        values.addAll(List.of(conversation.id().value(), subject.value()));
        String sql = "UPDATE member SET role = ?, active = ?, joined_seq = ?, rev = ?, user_rev = ?, banned_until = ?,"
                + " read_seq = ?, seen_seq = ?, delivered_seq = ?, own_unread = 0, marked_unread = 0, unread_rev = 0"
                + " WHERE conversation_id = ? AND account_id = ?";
        if (!placed) {
            sql = "INSERT INTO member (role, active, joined_seq, rev, user_rev, banned_until, read_seq, seen_seq,"
                    + " delivered_seq, conversation_id, account_id, application_id) VALUES "
                    + Marks.tuples(1, 12);
            values.add(conversation.application().value());
            placed = true;
        }
        return statements.update(sql, values.toArray()).mapEmpty();
    }
}
