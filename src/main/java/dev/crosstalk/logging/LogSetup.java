package dev.crosstalk.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.time.ZoneId;

/**
 * What a node logs unless {@code -Dlogback.configurationFile} names a file, or {@code logback.xml} or {@code logback-test.xml}
 * is on the class path: INFO and worse, to standard output.
 *
 * <p>In code and not in a file: reading the file takes more classes than logging does, and a third of a second of a start on a
 * small machine.
 */
public final class LogSetup extends ContextAwareBase implements Configurator {
    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (isConfiguredByFile()) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        setLevel(context, Logger.ROOT_LOGGER_NAME, Level.INFO);
        setLevel(context, "com.hazelcast", Level.WARN);
        // What a node that joins or dies interrupts is repeated, and was logged with a page of stack each time.
        setLevel(context, "com.hazelcast.internal.partition.operation", Level.ERROR);
        setLevel(context, "com.hazelcast.spi.impl.operationservice", Level.ERROR);
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(standardOutput(context));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static boolean isConfiguredByFile() {
        ClassLoader loader = LogSetup.class.getClassLoader();
        return System.getProperty("logback.configurationFile") != null
                || loader.getResource("logback-test.xml") != null
                || loader.getResource("logback.xml") != null;
    }

    private static void setLevel(LoggerContext context, String logger, Level level) {
        context.getLogger(logger).setLevel(level);
    }

    private static ConsoleAppender<ILoggingEvent> standardOutput(LoggerContext context) {
        LogLayout layout = new LogLayout(ZoneId.systemDefault());
        layout.setContext(context);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setLayout(layout);
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setName("OUT");
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }
}
