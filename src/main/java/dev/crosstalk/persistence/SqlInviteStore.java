package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.Event;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.InviteCommand.CreateInvite;
import dev.crosstalk.bus.InviteCommand.InvitePreview;
import dev.crosstalk.bus.InviteCommand.InviteView;
import dev.crosstalk.bus.InviteId;
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
    private static final String USABLE = " i.revoked_at IS NULL AND (i.expires_at IS NULL OR i.expires_at > ${now})"
            + " AND (i.max_uses IS NULL OR i.uses < i.max_uses)";

    private final Database database;
    private final Lanes lanes;
    private final IdMaker ids;

    SqlInviteStore(Database database, Lanes lanes, IdMaker ids) {
        this.database = database;
        this.lanes = lanes;
        this.ids = ids;
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
                            return insert(statements, caller, invite, codeHash)
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
    public Future<List<InviteView>> list(ConversationId conversation, AccountId creator, InviteId after, int limit) {
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
                                + " FROM invite i WHERE i.conversation_id = ? AND i.id > ?" + own + " AND" + USABLE
                                + " ORDER BY i.id LIMIT ?",
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

    /** Of somebody who must not come back, in the transaction that removes them. */
    static Future<Integer> revokeAll(Statements statements, ConversationId conversation, AccountId creator) {
        return statements.update(
                "UPDATE invite SET revoked_at = ${now} WHERE conversation_id = ? AND created_by = ? AND revoked_at IS NULL",
                conversation.value(),
                creator.value());
    }

    @Override
    public Future<Optional<Held>> find(Caller caller, byte[] codeHash) {
        return database.reading()
                .first(
                        "SELECT i.conversation_id, c.kind, c.title, c.member_count, m.role, m.active, m.joined_seq, m.rev,"
                                + " CASE WHEN" + USABLE + " THEN 1 ELSE 0 END AS usable FROM invite i"
                                + " JOIN conversation c ON c.id = i.conversation_id"
                                + " LEFT JOIN member m ON m.conversation_id = i.conversation_id AND m.account_id = ?"
                                + " WHERE i.code_hash = ? AND i.application_id = ?",
                        Arrays.asList(
                                caller.account().value(),
                                codeHash,
                                caller.application().value()),
                        row -> new Held(
                                new ConversationId(row.getLong("conversation_id")),
                                row.getInteger("usable") == 1,
                                new InvitePreview(
                                        row.getString("title"),
                                        ConversationKind.of(row.getString("kind")),
                                        row.getInteger("member_count")),
                                row.getString("role") == null ? Optional.empty() : Optional.of(Rows.membership(row))));
    }

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
                                                found.time())
                                        .apply(rule.apply(found.conversation())))));
    }

    /** What the rule refuses afterwards is rolled back with this. */
    private static Future<Void> spend(Statements statements, Locked conversation, byte[] codeHash) {
        if (Access.isMember(conversation.actor())) {
            return Future.succeededFuture();
        }
        return statements
                .update(
                        "UPDATE invite SET uses = uses + 1 WHERE code_hash = ? AND conversation_id = ?"
                                + " AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ${now})"
                                + " AND (max_uses IS NULL OR uses < max_uses)",
                        codeHash,
                        conversation.id().value())
                .map(count -> {
                    if (count == 0) {
                        throw FailureCode.INVITE_INVALID.failure();
                    }
                    return null;
                });
    }
}
