package dev.crosstalk.account;

import dev.crosstalk.account.AccountStore.NewGuest;
import dev.crosstalk.account.PasswordStore.Credential;
import dev.crosstalk.account.PasswordStore.NewSession;
import dev.crosstalk.bus.AccountCommand.OpenSession;
import dev.crosstalk.bus.AccountCommand.OpenedSession;
import dev.crosstalk.bus.DirectoryEvent;
import dev.crosstalk.bus.EventSink;
import dev.crosstalk.bus.FailureCode;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Optional;

/** The rules of signing in: a guest picks a free name; a name that is kept by a password needs it. */
public final class SignInService {
    private static final int MAX_USER_AGENT = 255;
    /** Each time the password may have been renewed in the same moment. */
    private static final int MOST_TRIES = 3;

    private final AccountStore accounts;
    private final PasswordStore store;
    private final PasswordCheck passwords;
    private final AccountRules rules;
    private final Clock clock;
    private final EventSink events;

    public SignInService(
            AccountStore accounts,
            PasswordStore store,
            PasswordCheck passwords,
            AccountRules rules,
            Clock clock,
            EventSink events) {
        this.accounts = accounts;
        this.store = store;
        this.passwords = passwords;
        this.rules = rules;
        this.clock = clock;
        this.events = events;
    }

    public Future<OpenedSession> open(OpenSession command) {
        Name name = Name.of(command.name());
        return command.password() == null ? asGuest(command, name) : byPassword(command, name, MOST_TRIES);
    }

    private Future<OpenedSession> asGuest(OpenSession command, Name name) {
        Token token = Token.random();
        NewSession session = session(command, token);
        return accounts.createGuest(new NewGuest(
                        command.application(),
                        name,
                        session.userAgent(),
                        session.tokenHash(),
                        session.now(),
                        session.expiresAt(),
                        session.now() - rules.guestIdle().toMillis()))
                .map(opened -> {
                    events.publish(new DirectoryEvent.AccountCreated(
                            opened.application(), opened.account(), opened.createdAt()));
                    return opened(opened, token, true);
                });
    }

    /** A name that nobody has, one of a guest and a wrong password are refused alike, after the same work. */
    private Future<OpenedSession> byPassword(OpenSession command, Name name, int tries) {
        return store.ofName(command.application(), name.key())
                .compose(found -> passwords
                        .require(origin(command), name.key(), command.password(), found.map(Credential::hash))
                        .compose(right -> open(command, name, found.orElseThrow(), tries)));
    }

    private Future<OpenedSession> open(OpenSession command, Name name, Credential credential, int tries) {
        Token token = Token.random();
        return store.openSession(credential, session(command, token)).compose(opened -> {
            if (opened.isEmpty()) {
                return tries > 1
                        ? byPassword(command, name, tries - 1)
                        : Future.failedFuture(FailureCode.WRONG_PASSWORD.failure());
            }
            return passwords.renew(credential, command.password()).map(done -> opened(opened.get(), token, false));
        });
    }

    /** The address of this machine is that of a proxy: it says nothing. */
    private static String origin(OpenSession command) {
        return Optional.ofNullable(command.address())
                .filter(address ->
                        !address.startsWith("127.") && !address.equals("::1") && !address.equals("0:0:0:0:0:0:0:1"))
                .orElse(null);
    }

    private NewSession session(OpenSession command, Token token) {
        long now = clock.millis();
        long expiresAt = now
                + Math.min(rules.sessionIdle().toMillis(), rules.sessionLife().toMillis());
        return new NewSession(userAgent(command.userAgent()), token.hash(), now, expiresAt);
    }

    private static OpenedSession opened(Session session, Token token, boolean created) {
        return new OpenedSession(session.account(), session.view(), token.text(), session.userRev(), created);
    }

    /** What is kept of a user agent: of its characters those that can be shown, and not too many. */
    public static String userAgent(String text) {
        if (text == null) {
            return "";
        }
        return text.codePoints()
                .filter(character -> !Character.isISOControl(character))
                .filter(Character::isDefined)
                .filter(character -> Character.getType(character) != Character.SURROGATE)
                .limit(MAX_USER_AGENT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
