package dev.faultline.harness.run;

import dev.faultline.checkers.history.History;
import dev.faultline.checkers.verdict.Invalid;
import dev.faultline.checkers.verdict.Valid;
import dev.faultline.checkers.verdict.Verdict;
import dev.faultline.harness.client.Workload;
import dev.faultline.harness.measure.SideModel;
import dev.faultline.harness.option.Options;
import dev.faultline.harness.store.FaultsRecord.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether what one side of a partition answered is linearizable. It is where the whole history is; where that is not, the reads that
 * the side answered are judged with all mutations and no other reads. Other models are not checked.
 */
final class SideModels implements SideModel {
    static final String LINEARIZABLE = "linearizable";

    /** Longer histories take too long to be judged once more for every side. */
    private static final int MOST_EVENTS = 200_000;

    private static final int MOST_SIDES = 40;

    private final History history;
    private final Workload<?> workload;
    private final Options options;
    private final Verdict whole;
    private int checked;

    /** @param whole the verdict of the workload's checker on the whole history */
    SideModels(History history, Workload<?> workload, Options options, Verdict whole) {
        this.history = history;
        this.workload = workload;
        this.options = options;
        this.whole = whole;
    }

    @Override
    public @Nullable String of(Window fault, List<String> side) {
        if (!workload.checker(options).name().equals(LINEARIZABLE)) {
            return null;
        }
        if (whole instanceof Valid) {
            return LINEARIZABLE;
        }
        if (!(whole instanceof Invalid) || history.size() > MOST_EVENTS || checked++ >= MOST_SIDES) {
            return null;
        }
        Verdict verdict = workload.checker(options).check(Narrowing.toSide(history, fault, side, workload.reads()));
        if (verdict instanceof Valid) {
            return LINEARIZABLE;
        }
        return verdict instanceof Invalid ? "not " + LINEARIZABLE : null;
    }
}
