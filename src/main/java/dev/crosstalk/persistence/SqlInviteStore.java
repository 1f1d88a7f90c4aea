package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.Event;
import dev.crosstalk.bus.InviteCommand.CreateInvite;
import dev.crosstalk.bus.InviteCommand.InvitePreview;
import dev.crosstalk.bus.InviteCommand.InviteView;
import dev.crosstalk.bus.InviteId;
import dev.crosstalk.bus.PermissionLevel;
import dev.crosstalk.bus.Role;
import dev.crosstalk.conversation.Access;
import dev.crosstalk.conversation.Change;
import dev.crosstalk.conversation.InviteStore;
import dev.crosstalk.conversation.Locked;
import dev.crosstalk.persistence.Queued.Changed;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Invites in SQL. */
final class SqlInviteStore implements InviteStore {
    private final Database database;
    private final Lanes lanes;
    private final IdMaker ids;
    private final int groupLimit;

    SqlInviteStore(Database database, Lanes lanes, IdMaker ids, int groupLimit) {
        this.database = database;
        this.lanes = lanes;
        this.ids = ids;
        this.groupLimit = groupLimit;
    }

    @Override
    public Future<InviteView> create(Caller caller, CreateInvite wanted, byte[] codeHash, Consumer<Locked> rule) {
        return lanes.change(
                wanted.conversation(),
                statements -> ConversationChange.lock(statements, caller, wanted.conversation(), caller.account())
                        .compose(found -> {
                            rule.accept(found.conversation());
                            InviteView invite =
                                    invite(caller, wanted, found.conversation().now());
                            return InviteRows.requireRoom(statements, wanted.conversation())
                                    .compose(room -> insert(statements, caller, invite, codeHash))
                                    .map(done -> new Changed<>(invite, List.<Event>of()));
                        }));
    }

    private InviteView invite(Caller caller, CreateInvite wanted, long now) {
        Long expiresAt = wanted.expiresInMs() == null ? wanted.expiresAt() : Long.valueOf(now + wanted.expiresInMs());
        return new InviteView(
                new InviteId(ids.next()), wanted.conversation(), caller.account(), now, expiresAt, wanted.maxUses(), 0);
    }

    private static Future<Integer> insert(Statements statements, Caller caller, InviteView invite, byte[] codeHash) {
        return statements.update(
                "INSERT INTO invite (id, application_id, conversation_id, code_hash, created_by, created_at, expires_at,"
                        + " max_uses, uses) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)",
                invite.id().value(),
                caller.application().value(),
                invite.conversation().value(),
                codeHash,
                invite.createdBy().value(),
                invite.createdAt(),
                invite.expiresAt(),
                invite.maxUses());
    }

    @Override
    public Future<List<InviteView>> list(
            ConversationId conversation, AccountId creator, PermissionLevel level, InviteId after, int limit) {
        List<Object> values = new ArrayList<>(List.of(conversation.value(), after == null ? 0L : after.value()));
        String own = "";
        if (creator != null) {
            own = " AND i.created_by = ?";
            values.add(creator.value());
        }
        values.add(limit);
        return database.reading()
                .list(
                        "SELECT i.id, i.conversation_id, i.created_by, i.created_at, i.expires_at, i.max_uses, i.uses"
                                + " FROM invite i WHERE i.conversation_id = ? AND i.id > ?" + own + " AND"
                                + InviteRows.LIVING
                                + " AND" + InviteRows.byWhomMay(level, "i") + " ORDER BY i.id LIMIT ?",
                        values,
                        SqlInviteStore::view);
    }

    private static InviteView view(Row row) {
        return new InviteView(
                new InviteId(row.getLong("id")),
                new ConversationId(row.getLong("conversation_id")),
                new AccountId(row.getLong("created_by")),
                row.getLong("created_at"),
                row.getLong("expires_at"),
                row.getInteger("max_uses"),
                row.getInteger("uses"));
    }

    @Override
    public Future<Boolean> revoke(ConversationId conversation, InviteId invite, AccountId creator) {
        List<Object> values = new ArrayList<>(List.of(conversation.value(), invite.value()));
        if (creator != null) {
            values.add(creator.value());
        }
        return database.write(statements -> statements.update(
                        "UPDATE invite SET revoked_at = COALESCE(revoked_at, ${now}) WHERE conversation_id = ? AND id = ?"
                                + (creator == null ? "" : " AND created_by = ?"),
                        values.toArray()))
                .map(count -> count > 0);
    }

    @Override
    public Future<Optional<Held>> find(Caller caller, byte[] codeHash) {
        return database.reading()
                .first(
                        "SELECT i.conversation_id, c.kind, c.title, c.member_count, " + SettingsColumns.NAMES
                                + ", m.role, m.active, m.joined_seq, m.rev, by_whom.role AS creator_role,"
                                + " CASE WHEN" + InviteRows.LIVING + " THEN 1 ELSE 0 END AS living FROM invite i"
                                + " JOIN conversation c ON c.id = i.conversation_id"
                                + " LEFT JOIN member m ON m.conversation_id = i.conversation_id AND m.account_id = ?"
                                + " LEFT JOIN member by_whom ON by_whom.conversation_id = i.conversation_id"
                                + " AND by_whom.account_id = i.created_by AND by_whom.active = 1"
                                + " WHERE i.code_hash = ? AND i.application_id = ?",
                        Arrays.asList(
                                caller.account().value(),
                                codeHash,
                                caller.application().value()),
                        SqlInviteStore::held);
    }

    private static Held held(Row row) {
        String creator = row.getString("creator_role");
        boolean usable = row.getInteger("living") == 1
                && creator != null
                && SettingsColumns.read(row).permissions().invite().permits(Role.of(creator));
        return new Held(
                new ConversationId(row.getLong("conversation_id")),
                usable,
                new InvitePreview(
                        row.getString("title"),
                        ConversationKind.of(row.getString("kind")),
                        row.getInteger("member_count")),
                row.getString("role") == null ? Optional.empty() : Optional.of(Rows.membership(row)));
    }

    /** What the rule refuses after the use was counted is rolled back with it. */
    @Override
    public Future<Void> enter(
            Caller caller, ConversationId conversation, byte[] codeHash, Function<Locked, Change> rule) {
        return lanes.change(
                conversation,
                statements -> ConversationChange.lock(statements, caller, conversation, caller.account())
                        .compose(found -> spend(statements, found.conversation(), codeHash)
                                .compose(spent -> new ChangeSteps(
                                                statements,
                                                caller,
                                                caller.account(),
                                                found.conversation(),
                                                found.time(),
                                                groupLimit)
                                        .apply(rule.apply(found.conversation())))));
    }

    private static Future<Void> spend(Statements statements, Locked conversation, byte[] codeHash) {
        return Access.isMember(conversation.actor())
                ? Future.succeededFuture()
                : InviteRows.spend(
                        statements,
                        conversation.id(),
                        codeHash,
                        conversation.settings().permissions().invite());
    }

    @Override
    public Future<Integer> removeEnded() {
        return InviteRows.removeEnded(database);
    }
}
