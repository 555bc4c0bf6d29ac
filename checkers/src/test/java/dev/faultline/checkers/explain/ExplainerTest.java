package dev.faultline.checkers.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.linear.LinearizabilityWitness;
import dev.faultline.checkers.linear.LinearizabilityWitness.Placed;
import dev.faultline.checkers.linear.RandomHistories;
import dev.faultline.checkers.model.CasRegister;
import dev.faultline.checkers.model.Model;
import dev.faultline.checkers.model.Mutex;
import dev.faultline.checkers.model.Step;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an explanation claims holds, by an oracle that tries every order. More histories with -Dfaultline.oracle.histories=N. */
class ExplainerTest {
    private static final int INVALID_HISTORIES = Integer.getInteger("faultline.oracle.histories", 1_000);

    @Test
    void prefixCoreAndOrdersOfCompareAndSetRegistersAreWhatTheySay() {
        explainInvalid(new CasRegister(), RandomHistories::casRegister);
    }

    @Test
    void prefixCoreAndOrdersOfMutexesAreWhatTheySay() {
        explainInvalid(new Mutex(), RandomHistories::mutex);
    }

    private static <S extends Model<S>> void explainInvalid(
            S model, BiFunction<RandomHistories, Long, History> generate) {
        Random shapes = new Random(5);
        int explained = 0;
        for (long seed = 0; explained < INVALID_HISTORIES; seed++) {
            History history = generate.apply(shape(shapes), seed);
            boolean possible = !EveryOrder.ends(history.judged(), model).isEmpty();
            Optional<Explanation> explanation = Explainer.of(model).explain(history);
            assertThat(explanation.isEmpty()).as("seed %d", seed).isEqualTo(possible);
            if (explanation.isPresent()) {
                explained++;
                requireShortestPrefix(explanation.get().witness(), history.judged(), model);
                requireMinimalCore(explanation.get().witness(), model);
                requireAllFinalPaths(explanation.get(), model);
            }
        }
    }

    private static RandomHistories shape(Random random) {
        double[] rates = {0, 0.1, 0.4};
        return new RandomHistories(
                2 + random.nextInt(4),
                4 + random.nextInt(9),
                random.nextInt(3) == 0 ? 0 : 2 + random.nextInt(2),
                rates[random.nextInt(3)],
                rates[1 + random.nextInt(2)]);
    }

    private static <S extends Model<S>> void requireShortestPrefix(
            LinearizabilityWitness witness, List<Operation> operations, S model) {
        int end = witness.misfit().completedRank();
        assertThat(witness.shortest()).isTrue();
        assertThat(EveryOrder.ends(cut(operations, end), model)).isEmpty();
        assertThat(EveryOrder.ends(cut(operations, end - 1), model)).isNotEmpty();
        assertThat(witness.prefix()).isEqualTo(cut(operations, end));
    }

    private static List<Operation> cut(List<Operation> operations, int rank) {
        return operations.stream()
                .filter(operation -> operation.invokedRank() <= rank)
                .map(operation ->
                        operation.completedRank() <= rank || !operation.isOk() ? operation : operation.crashed())
                .map(operation -> operation.isOk() ? operation : operation.crashed())
                .toList();
    }

    private static <S extends Model<S>> void requireMinimalCore(LinearizabilityWitness witness, S model) {
        assertThat(witness.minimal()).isTrue();
        assertThat(EveryOrder.ends(known(witness, null), model)).isEmpty();
        for (Operation forgotten : witness.core()) {
            assertThat(EveryOrder.ends(known(witness, forgotten), model)).isNotEmpty();
        }
    }

    private static List<Operation> known(LinearizabilityWitness witness, @Nullable Operation forgotten) {
        Set<Operation> core = new HashSet<>(witness.core());
        return witness.prefix().stream()
                .map(operation ->
                        core.contains(operation) && !operation.equals(forgotten) ? operation : operation.crashed())
                .toList();
    }

    /** Each order is one, ends where it says, and together they end in every state that there is, if those are few. */
    private static <S extends Model<S>> void requireAllFinalPaths(Explanation explanation, S model) {
        Operation misfit = explanation.misfit();
        List<Operation> before = explanation.witness().prefix().stream()
                .filter(operation -> !operation.equals(misfit))
                .toList();
        Set<String> told = new HashSet<>();
        for (FinalPath path : explanation.finalPaths()) {
            assertThat(told.add(path.state())).isTrue();
            assertThat(path.skipped()).isZero();
            replay(path, before, misfit, model);
        }
        Set<String> possible =
                EveryOrder.ends(before, model).stream().map(Model::describe).collect(Collectors.toSet());
        assertThat(possible).containsAll(told);
        assertThat(told).hasSize(Math.min(possible.size(), Frontier.PATHS_MAX));
    }

    private static <S extends Model<S>> void replay(FinalPath path, List<Operation> before, Operation misfit, S model) {
        Set<Operation> left = new HashSet<>(before);
        S state = model;
        int latestInvocation = -1;
        for (Placed placed : path.placed()) {
            assertThat(left.remove(placed.operation())).isTrue();
            assertThat(placed.operation().completedRank()).isGreaterThan(latestInvocation);
            latestInvocation = Math.max(latestInvocation, placed.operation().invokedRank());
            state = ((Step.Next<S>) state.step(placed.operation())).state();
            assertThat(placed.stateAfter()).isEqualTo(state.describe());
        }
        assertThat(left).noneMatch(Operation::isOk);
        assertThat(state.step(misfit))
                .isInstanceOfSatisfying(
                        Step.Illegal.class,
                        illegal -> assertThat(illegal.message()).isEqualTo(path.deadEnd()));
    }
}
