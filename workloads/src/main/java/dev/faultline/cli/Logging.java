package dev.faultline.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.LogManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Where log lines go: into the run's folder, never between the lines that a user reads. */
final class Logging {
    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z', UTC} %-5level %logger{20} - %msg%n";
    private static @Nullable Path file;

    private Logging() {}

    /** Nothing on the terminal. */
    static void quiet() {
        LogManager.getLogManager().reset(); // what drivers log by java.util.logging
        Logger root = root();
        root.detachAndStopAllAppenders();
        root.setLevel(Level.OFF);
    }

    /** From now on log lines go to this file. */
    static void to(Path path) {
        file = path;
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setContext(context);
        appender.setFile(path.toString());
        appender.setEncoder(encoder);
        appender.start();
        Logger root = root();
        root.detachAndStopAllAppenders();
        root.addAppender(appender);
        root.setLevel(Level.WARN);
        context.getLogger("dev.faultline").setLevel(Level.INFO);
    }

    static Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /** Keeps the whole of an exception of which the user was shown one line. */
    static void keep(Throwable e) {
        LoggerFactory.getLogger(Main.class).error("the command ended in an error", e);
    }

    private static Logger root() {
        return ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
