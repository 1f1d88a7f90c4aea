package dev.crosstalk.application;

import dev.crosstalk.account.AccountRules;
import dev.crosstalk.account.Name;
import dev.crosstalk.account.PasswordStore.NewSession;
import dev.crosstalk.account.Session;
import dev.crosstalk.account.SignInService;
import dev.crosstalk.account.Token;
import dev.crosstalk.application.KeyStore.Keyring;
import dev.crosstalk.application.KeyStore.StoredKey;
import dev.crosstalk.bus.AccountCommand.OpenedSession;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ApplicationKeyCommand.ApplicationKey;
import dev.crosstalk.bus.ApplicationKeyCommand.ApplicationKeys;
import dev.crosstalk.bus.ApplicationKeyCommand.EndSessions;
import dev.crosstalk.bus.ApplicationKeyCommand.ListAll;
import dev.crosstalk.bus.ApplicationKeyCommand.OpenSession;
import dev.crosstalk.bus.ApplicationKeyCommand.OpenedByToken;
import dev.crosstalk.bus.ApplicationKeyCommand.Put;
import dev.crosstalk.bus.ApplicationKeyCommand.Remove;
import dev.crosstalk.bus.DirectoryEvent;
import dev.crosstalk.bus.Done;
import dev.crosstalk.bus.EventSink;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.UserEvent;
import dev.crosstalk.jwt.SignedToken;
import dev.crosstalk.jwt.VerificationKey.Algorithm;
import io.vertx.core.Future;
import java.time.Clock;

/** The rules of sessions that applications open for their own users: by a token that one of their keys has signed. */
public final class KeyService {
    private static final int MOST_KEYS = 10;
    private static final int MOST_NAMES = 8;

    private final KeyStore store;
    private final UserStore users;
    private final Keyrings keyrings;
    private final LimitRules limits;
    private final AccountRules rules;
    private final Clock clock;
    private final EventSink events;

    public KeyService(
            KeyStore store,
            UserStore users,
            Keyrings keyrings,
            LimitRules limits,
            AccountRules rules,
            Clock clock,
            EventSink events) {
        this.store = store;
        this.users = users;
        this.keyrings = keyrings;
        this.limits = limits;
        this.rules = rules;
        this.clock = clock;
        this.events = events;
    }

    public Future<ApplicationKey> put(Put command) {
        keyrings.requireUsable(command.algorithm(), command.material());
        // A secret is what it is, spaces and all.
        boolean text = command.algorithm().equals(Algorithm.HS256.text());
        StoredKey key = new StoredKey(
                command.name(),
                command.algorithm(),
                text ? command.material() : command.material().strip(),
                command.issuer(),
                clock.millis());
        return store.put(command.application(), key, MOST_KEYS).map(KeyService::shown);
    }

    private static ApplicationKey shown(StoredKey key) {
        String url = key.algorithm().equals(Keyrings.JWKS) ? key.material() : null;
        return new ApplicationKey(key.name(), key.algorithm(), url, key.issuer(), key.createdAt());
    }

    public Future<ApplicationKeys> list(ListAll command) {
        return store.list(command.application())
                .map(keys ->
                        new ApplicationKeys(keys.stream().map(KeyService::shown).toList()));
    }

    public Future<Done> remove(Remove command) {
        return store.remove(command.application(), command.name()).map(found -> {
            if (!found) {
                throw FailureCode.NOT_FOUND.failure();
            }
            return new Done();
        });
    }

    /** An application that is not there and one that has not signed the token are answered alike. */
    public Future<OpenedByToken> open(OpenSession command) {
        SignedToken token = SignedToken.parse(command.jwt());
        return store.keyring(command.token())
                .map(found -> found.orElseThrow(SignedToken::refused))
                .compose(keyring -> keyrings.verified(
                                keyring, token, command.token().toString(), clock.millis())
                        .compose(subject -> open(keyring, subject, command.userAgent())));
    }

    private Future<OpenedByToken> open(Keyring keyring, SignedToken.Subject subject, String userAgent) {
        Token token = Token.random();
        long now = clock.millis();
        long life = Math.min(rules.sessionIdle().toMillis(), rules.sessionLife().toMillis());
        NewSession session = new NewSession(SignInService.userAgent(userAgent), token.hash(), now, now + life);
        byte[] hash = Token.of(subject.id()).hash();
        return users.open(keyring.application(), hash, session)
                .compose(found -> found.isPresent()
                        ? Future.succeededFuture(opened(found.get(), token, false))
                        : limits.requireAccount(keyring.application())
                                .compose(room ->
                                        create(keyring.application(), subject, new Opening(hash, session, token), 0)));
    }

    private record Opening(byte[] subjectHash, NewSession session, Token token) {}

    /** Each time the name may be taken, or the user may have got an account in the same moment. */
    private Future<OpenedByToken> create(
            ApplicationId application, SignedToken.Subject subject, Opening opening, int attempt) {
        if (attempt == MOST_NAMES) {
            return Future.failedFuture(FailureCode.UNAVAILABLE.failure());
        }
        Name name = WishedName.of(subject.name(), "user", attempt);
        NewSession session = opening.session();
        return users.create(application, opening.subjectHash(), name, session).compose(made -> {
            if (made.isPresent()) {
                events.publish(new DirectoryEvent.AccountCreated(
                        application, made.get().account(), session.now()));
                return Future.succeededFuture(opened(made.get(), opening.token(), true));
            }
            return users.open(application, opening.subjectHash(), session)
                    .compose(found -> found.isPresent()
                            ? Future.succeededFuture(opened(found.get(), opening.token(), false))
                            : create(application, subject, opening, attempt + 1));
        });
    }

    private static OpenedByToken opened(Session session, Token token, boolean created) {
        return new OpenedByToken(
                session.application(),
                new OpenedSession(session.account(), session.view(), token.text(), session.userRev(), created));
    }

    public Future<Done> endSessions(EndSessions command) {
        return users.end(command.application(), Token.of(command.subject()).hash())
                .map(found -> {
                    UserStore.Ended ended = found.orElseThrow(FailureCode.NOT_FOUND::failure);
                    ended.sessions()
                            .forEach(session -> events.publish(new UserEvent.SessionEnded(ended.account(), session)));
                    return new Done();
                });
    }
}
