package dev.crosstalk.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class LogLayoutTest {
    private final LoggerContext context = new LoggerContext();
    private final LogLayout layout = new LogLayout(ZoneId.of("Europe/Berlin"));

    @Test
    void aLineSaysWhenHowBadWhereAndWhat() {
        assertThat(layout.doLayout(event(Level.INFO, "ready in {} ms", null, 5)))
                .isEqualTo("2026-01-02T04:04:05.678+01:00 INFO  dev.crosstalk.Node - ready in 5 ms"
                        + System.lineSeparator());
        assertThat(layout.doLayout(event(Level.ERROR, "no", null))).contains("+01:00 ERROR dev.crosstalk.Node - no");
    }

    @Test
    void theStackOfAThrowableFollows() {
        String text = layout.doLayout(event(Level.WARN, "lost", new IllegalStateException("why")));

        assertThat(text).contains("WARN  dev.crosstalk.Node - lost").contains("java.lang.IllegalStateException: why");
        assertThat(text.lines().filter(line -> line.startsWith("\tat "))).isNotEmpty();
    }

    private LoggingEvent event(Level level, String message, Throwable thrown, Object... arguments) {
        LoggingEvent event =
                new LoggingEvent("", context.getLogger("dev.crosstalk.Node"), level, message, thrown, arguments);
        event.setInstant(Instant.parse("2026-01-02T03:04:05.678Z"));
        return event;
    }
}
