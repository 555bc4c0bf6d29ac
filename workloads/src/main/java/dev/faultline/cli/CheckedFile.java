package dev.faultline.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.verdict.Finding;
import dev.faultline.checkers.verdict.Invalid;
import dev.faultline.checkers.verdict.Unknown;
import dev.faultline.checkers.verdict.Witness;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file that was judged.
 *
 * @param peakBytes the most of the heap that was in use meanwhile, garbage included
 */
record CheckedFile(
        Path file, History history, Finding finding, double parseMillis, double checkMillis, long peakBytes) {
    private static final JsonMapper JSON = new JsonMapper();

    /** What people read. */
    String line() {
        String cause = cause();
        return String.format(
                Locale.ROOT,
                "%s  %s  %d operations  %.1f ms%s",
                file,
                finding.verdict().word(),
                operations(),
                parseMillis + checkMillis,
                cause == null ? "" : "  " + cause);
    }

    /** What machines read. */
    String json() throws JsonProcessingException {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("file", file.toString());
        row.put("verdict", finding.verdict().word());
        row.put("cause", cause());
        row.put("operations", operations());
        row.put("parseMillis", parseMillis);
        row.put("checkMillis", checkMillis);
        row.put("peakBytes", peakBytes);
        row.put("algorithm", finding.details().get("algorithm"));
        Witness witness = witness();
        row.put("witness", witness == null ? null : witness.toData());
        return JSON.writeValueAsString(row);
    }

    private int operations() {
        return history.operations().size();
    }

    /** Why it is invalid; null when it is not. */
    @Nullable
    Witness witness() {
        return finding.verdict() instanceof Invalid invalid ? invalid.witness() : null;
    }

    private @Nullable String cause() {
        Witness witness = witness();
        if (witness != null) {
            return witness.summary();
        }
        return finding.verdict() instanceof Unknown unknown ? unknown.cause() : null;
    }
}
