package dev.crosstalk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a class of tests in which a service answered with a failure that the contract of its command does not name. Logback makes
 * one to listen, JUnit another to judge.
 */
public final class ContractWatch extends AppenderBase<ILoggingEvent> implements AfterAllCallback {
    private static final Queue<String> BREACHES = new ConcurrentLinkedQueue<>();

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getMessage().contains("which its contract does not name")) {
            BREACHES.add(event.getFormattedMessage());
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        try {
            assertThat(BREACHES).isEmpty();
        } finally {
            BREACHES.clear();
        }
    }
}
