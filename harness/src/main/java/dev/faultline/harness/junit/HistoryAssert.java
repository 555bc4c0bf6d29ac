package dev.faultline.harness.junit;

import dev.faultline.checkers.history.History;
import dev.faultline.checkers.linear.Budget;
import dev.faultline.checkers.linear.Linearizability;
import dev.faultline.checkers.model.Model;
import dev.faultline.checkers.verdict.Checker;
import dev.faultline.checkers.verdict.Invalid;
import dev.faultline.checkers.verdict.Unknown;
import dev.faultline.checkers.verdict.Verdict;
import org.assertj.core.api.AbstractAssert;

/** Assertions on a history. A check that ends undecided fails whatever was asserted, with the cause. */
public final class HistoryAssert extends AbstractAssert<HistoryAssert, History> {
    private final boolean perKey;
    private Budget budget = Budget.DEFAULT;

    HistoryAssert(History actual, boolean perKey) {
        super(actual, HistoryAssert.class);
        this.perKey = perKey;
    }

    /** Judges each key by itself: every value is {@code [key v]}. */
    public HistoryAssert perKey() {
        HistoryAssert keyed = new HistoryAssert(actual, true).under(budget);
        keyed.info.useRepresentation(info.representation());
        keyed.info.description(info.description());
        return keyed;
    }

    /** How much the search may cost, for each key anew. */
    public HistoryAssert under(Budget limit) {
        budget = limit;
        return this;
    }

    /** Its operations could have happened one at a time on the model, each between invocation and completion. */
    public <S extends Model<S>> HistoryAssert isLinearizable(S model) {
        return passes(linearizable(model));
    }

    /** No order of its operations is possible on the model. */
    public <S extends Model<S>> HistoryAssert isNotLinearizable(S model) {
        isNotNull();
        Verdict verdict = linearizable(model).check(actual);
        if (!(verdict instanceof Invalid)) {
            throw failure(
                    "%s",
                    "expected a history that is not linearizable, but it is "
                            + (verdict instanceof Unknown unknown ? "UNKNOWN: " + unknown.cause() : "VALID"));
        }
        return this;
    }

    /** A checker finds nothing wrong with it. */
    public HistoryAssert passes(Checker checker) {
        isNotNull();
        Verdict verdict = checker.check(actual);
        if (verdict instanceof Invalid invalid) {
            throw failure("%s", "INVALID  " + invalid.witness());
        }
        if (verdict instanceof Unknown unknown) {
            throw failure("%s", "UNKNOWN  " + checker.name() + ": " + unknown.cause());
        }
        return this;
    }

    private <S extends Model<S>> Checker linearizable(S model) {
        Linearizability<S> check = Linearizability.of(model).budget(budget);
        return perKey ? check.perKey() : check;
    }
}
