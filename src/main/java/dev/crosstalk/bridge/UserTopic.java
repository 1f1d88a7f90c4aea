package dev.crosstalk.bridge;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Bus;
import dev.crosstalk.bus.Bus.Delivery;
import dev.crosstalk.bus.EventTypes;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.SyncCommand.ListUserChanges;
import dev.crosstalk.bus.UserEvent;
import io.vertx.core.Future;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What concerns one person, in order of {@code userRev}, none twice and none lost. The server listens too: a session that ends
 * takes its sockets with it.
 */
final class UserTopic extends Topic {
    private static final Logger LOG = LoggerFactory.getLogger(UserTopic.class);
    private static final String SESSION_ENDED = EventTypes.nameOf(UserEvent.SessionEnded.class);
    private static final String SETTING = EventTypes.nameOf(UserEvent.SettingChanged.class);

    private final Bus bus;
    private final AccountId account;
    private final Consumer<UserEvent.SettingChanged> settings;
    private final Line line;

    /** @param settings is told what the account sets, as far as it is known here */
    UserTopic(
            Bus bus,
            String address,
            AccountId account,
            ConversationTopic.Retry retry,
            Consumer<UserEvent.SettingChanged> settings) {
        super(bus, address);
        this.bus = bus;
        this.account = account;
        this.settings = settings;
        this.line = new Line(address, this::changes, retry, this::pass, why -> lost());
    }

    AccountId account() {
        return account;
    }

    @Override
    void delivered(Delivery delivery) {
        if (delivery.rev() > 0) {
            line.delivered(delivery, isExpected());
            return;
        }
        forward(delivery);
        if (delivery.type().equals(SESSION_ENDED)) {
            UserEvent.SessionEnded ended = delivery.event(UserEvent.SessionEnded.class);
            everyLoop(loop -> loop.sessionEnded(address(), ended.session()));
        }
    }

    private void pass(Delivery delivery) {
        forward(delivery);
        if (delivery.type().equals(SETTING)) {
            setting(delivery);
        }
    }

    private void setting(Delivery delivery) {
        try {
            settings.accept(delivery.event(UserEvent.SettingChanged.class));
        } catch (Failure later) {
            LOG.debug("{} has set what this version does not know", account);
        }
    }

    /** The revision of the first one's sign-in is where to begin: it was read before anybody listened. */
    @Override
    Admission judge(AccountId who, long userRev) {
        if (!line.isFollowed() || (!isActive() && line.isBehind(userRev))) {
            line.follow(userRev);
        }
        return Admission.GRANTED;
    }

    boolean isBehind(long userRev) {
        return isActive() && line.isBehind(userRev);
    }

    /** The database has this revision; what of it has not come by now was lost. */
    void head(long userRev) {
        if (isActive()) {
            line.head(userRev);
        }
    }

    private Future<Line.Source.Page> changes(long since, Long upTo) {
        return bus.request(null, new ListUserChanges(account, since, upTo, null))
                .map(found -> new Line.Source.Page(
                        found.complete(), found.upTo(), found.changes(), found.more(), found.next()));
    }

    private void lost() {
        everyLoop(loop -> loop.endAll(
                address(), FailureCode.UNAVAILABLE.because("Events were lost. Subscribe again, then sync.")));
    }
}
