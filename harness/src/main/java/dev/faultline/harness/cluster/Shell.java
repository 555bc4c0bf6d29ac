package dev.faultline.harness.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Commands and files on one node. Safe for use by many threads. A connection fault is retried with back-off; a command that ran
 * is never run again.
 *
 * <p>All methods throw {@link ShellException} when the node cannot be reached or a transfer fails.
 */
public interface Shell {

    /** Long enough for any small command on a healthy node. */
    Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * Runs one command, each argument passed as it is, whatever characters it holds. A command that exceeds the time-out is
     * killed on the node and ends with exit code 124.
     */
    Result exec(Duration timeout, List<String> command);

    /** Runs one command within {@link #PATIENCE}. */
    default Result exec(String... command) {
        return exec(PATIENCE, List.of(command));
    }

    /** Runs a script by {@code sh -c}, for pipes and loops; whatever it is given from outside must come quoted. */
    default Result script(String script) {
        return exec(PATIENCE, List.of("sh", "-c", script));
    }

    /**
     * Starts a process that outlives the connection, its output appended to {@code log}, and returns its process id.
     */
    long daemon(String log, List<String> command);

    /** Writes a file, with permissions such as {@code 0644}; parent directories are made. */
    void upload(byte[] content, String path, int permissions);

    /** Copies a file from the node. */
    void download(String path, Path to);

    /**
     * What a command left behind.
     *
     * @param exit its exit code; 124 when it was killed at its time-out
     */
    record Result(int exit, String out, String err) {

        public boolean ok() {
            return exit == 0;
        }

        /** The output of a command that must not fail, without the final line break. */
        public String orThrow() {
            if (!ok()) {
                throw new ShellException("exit code " + exit + ": " + (err.isBlank() ? out : err).strip(), null);
            }
            return out.stripTrailing();
        }
    }
}
