package dev.faultline.cli;

import dev.faultline.checkers.explain.Explainer;
import dev.faultline.checkers.explain.Explanation;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.linear.Budget;
import dev.faultline.checkers.linear.KeyBy;
import dev.faultline.checkers.linear.Linearizability;
import dev.faultline.checkers.linear.LinearizabilityWitness;
import dev.faultline.checkers.model.Model;
import dev.faultline.checkers.sequential.Sequential;
import dev.faultline.checkers.txn.ListAppendChecker;
import dev.faultline.checkers.verdict.Checker;
import dev.faultline.checkers.verdict.Finding;
import dev.faultline.harness.time.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How one file is judged, and what that took. */
final class FileCheck {
    private final Function<Budget, Checker> checker;
    private final @Nullable BiFunction<History, LinearizabilityWitness, Explanation> explainer;
    private final Budget budget;
    private final @Nullable Duration limit;
    private final Set<String> ignored;
    private final Clock clock = Clock.system();

    private FileCheck(
            Function<Budget, Checker> checker,
            @Nullable BiFunction<History, LinearizabilityWitness, Explanation> explainer,
            Budget budget,
            @Nullable Duration limit,
            Set<String> ignored) {
        this.checker = checker;
        this.explainer = explainer;
        this.budget = budget;
        this.limit = limit;
        this.ignored = ignored;
    }

    /** Serializability of transactions over lists. */
    static FileCheck ofTransactions(Set<String> ignored) {
        return new FileCheck(budget -> new ListAppendChecker(), null, Budget.DEFAULT, null, ignored);
    }

    /**
     * Linearizability, or sequential consistency, of an object.
     *
     * @param limit after which a search gives up; null for none
     */
    static FileCheck of(
            Model<?> model,
            KeyBy keyBy,
            String algorithm,
            Budget budget,
            @Nullable Duration limit,
            Set<String> ignored,
            boolean sequential) {
        return typed(model, keyBy, algorithm, budget, limit, ignored, sequential);
    }

    private static <S extends Model<S>> FileCheck typed(
            Model<?> anyModel,
            KeyBy keyBy,
            String algorithm,
            Budget budget,
            @Nullable Duration limit,
            Set<String> ignored,
            boolean sequential) {
        @SuppressWarnings("unchecked") // a model is a model of itself
        S model = (S) anyModel;
        Linearizability<S> linearizability =
                Linearizability.of(model).keyBy(keyBy).algorithm(algorithm);
        Explainer<S> explainer = Explainer.of(model).checker(linearizability.budget(budget));
        return new FileCheck(
                within ->
                        sequential ? Sequential.of(model).keyBy(keyBy).budget(within) : linearizability.budget(within),
                explainer::explain,
                budget,
                limit,
                ignored);
    }

    /**
     * Reads and judges a file.
     *
     * @throws IOException when it cannot be read, or is no history
     */
    CheckedFile check(Path file) throws IOException {
        Heap.forgetPeak();
        long began = clock.nanos();
        History history = History.read(file, ignored);
        long parsed = clock.nanos();
        Finding finding;
        try (Ticking ticking = new Ticking(file)) {
            finding = checker.apply(budget.deadline(() -> {
                        long nanos = clock.nanos() - parsed;
                        ticking.tick(nanos);
                        return limit != null && nanos > limit.toNanos();
                    }))
                    .find(history);
        }
        return new CheckedFile(
                file, history, finding, millis(parsed - began), millis(clock.nanos() - parsed), Heap.peakBytes());
    }

    private static double millis(long nanos) {
        return Math.round(nanos / 10_000.0) / 100.0;
    }

    /** Why it is not linearizable; null where the witness is of something else. */
    @Nullable
    Explanation explain(CheckedFile checked) {
        return explainer != null && checked.witness() instanceof LinearizabilityWitness witness
                ? explainer.apply(checked.history(), witness)
                : null;
    }
}
