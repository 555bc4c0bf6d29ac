package dev.faultline.harness.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.faultline.checkers.history.Outcome;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the script needs: the cells of the time axis for the readout, and the violated key's operations for the lanes. */
final class PageData {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Letters for what all operations did; of too many each is told in {@value #SHORT_WORDS}. */
    private static final int MOST_WORDS = 150_000;

    private static final int SHORT_WORDS = 32;

    private PageData() {}

    static String json(RunData run, Tally tally, List<FaultSpan> faults, ViolationBlock.@Nullable Picture picture) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("end", tally.axis.cellsEnd() / 1e9);
        data.put("cell", tally.axis.cell() / 1e9);
        data.put("violation", violation(run, picture));
        data.put("cells", cells(tally));
        List<Object> bands = new ArrayList<>();
        faults.forEach(f -> bands.add(List.of(Shown.cut(f.title(), 60), f.from() / 1e9, f.to() / 1e9)));
        data.put("faults", bands);
        if (picture != null) {
            data.put("key", key(run, picture.witness(), picture.lanes()));
        }
        try {
            return forScriptBlock(JSON.writeValueAsString(data));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** When the violation was complete, in seconds. */
    private static @Nullable Double violation(RunData run, ViolationBlock.@Nullable Picture picture) {
        if (picture != null) {
            return picture.witness().at() / 1e9;
        }
        List<Long> violations = TimeStack.violations(run);
        return violations.isEmpty() ? null : Double.valueOf(violations.get(0) / 1e9);
    }

    /** JSON that no parser of HTML can leave, or mistake for a line's end. */
    static String forScriptBlock(String json) {
        return json.replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    /** Per cell: ok reads, ok mutations, fail, info, and p50 and p99 in milliseconds. */
    private static List<double[]> cells(Tally tally) {
        List<double[]> cells = new ArrayList<>();
        int ok = Outcome.OK.ordinal();
        int fail = Outcome.FAIL.ordinal();
        int info = Outcome.INFO.ordinal();
        for (int c = 0; c < tally.axis.cells(); c++) {
            cells.add(new double[] {
                tally.reads[ok][c],
                tally.mutations[ok][c],
                tally.reads[fail][c] + tally.mutations[fail][c],
                tally.reads[info][c] + tally.mutations[info][c],
                Math.round(tally.p50[c] / 1e4) / 100.0,
                Math.round(tally.p99[c] / 1e4) / 100.0
            });
        }
        return cells;
    }

    /** To the microsecond, which is below a pixel in any window that the script allows. */
    private static double seconds(long nanos) {
        return Math.round(nanos / 1e3) / 1e6;
    }

    private static Map<String, Object> key(RunData run, Witness witness, KeyLanes lanes) {
        List<Object> ops = new ArrayList<>();
        int words = Math.max(SHORT_WORDS, MOST_WORDS / Math.max(1, lanes.calls().size()));
        for (Call call : lanes.calls()) {
            long took = call.drawnUntil(run.timeoutNanos()) - call.invokedAt();
            ops.add(List.of(
                    lanes.lanes().indexOf(lanes.laneOf(call, run)),
                    call.process(),
                    call.label(),
                    call.words().length() > words ? call.words().substring(0, words) + "…" : call.words(),
                    call.outcome().ordinal(),
                    call.reads() ? 0 : 1,
                    call.index() == witness.culprit().index() ? 1 : 0,
                    seconds(call.invokedAt()),
                    seconds(took)));
        }
        Map<String, Object> key = new LinkedHashMap<>();
        key.put("life", new double[] {lanes.lifeFrom() / 1e9, lanes.lifeTo(run.timeoutNanos()) / 1e9});
        key.put("window", new double[] {lanes.from() / 1e9, (lanes.to() - lanes.from()) / 1e9});
        key.put(
                "nodes",
                lanes.lanes().stream().map(l -> Shown.cut(l.node(), 20)).toList());
        key.put("ops", ops);
        return key;
    }
}
