package dev.faultline.checkers.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.model.CasRegister;
import dev.faultline.checkers.model.KeyValue;
import dev.faultline.checkers.model.Model;
import dev.faultline.checkers.model.Mutex;
import dev.faultline.checkers.model.Register;
import dev.faultline.checkers.model.Step;
import dev.faultline.checkers.verdict.Invalid;
import dev.faultline.checkers.verdict.Unknown;
import dev.faultline.checkers.verdict.Valid;
import dev.faultline.checkers.verdict.Verdict;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SearchAgreesWithBruteForceTest {
    private static final int HISTORIES = 20_000;

    @Test
    void onRegisters() {
        Tally tally = new Tally();
        compare(tally, new Register(), null, BruteForce::register, RandomHistories::register);
        tally.requireBothVerdicts();
    }

    @Test
    void onCompareAndSetRegisters() {
        Tally tally = new Tally();
        compare(tally, new CasRegister(), null, BruteForce::register, RandomHistories::casRegister);
        tally.requireBothVerdicts();
    }

    @Test
    void onCompareAndSetRegistersThatBeginWithAValue() {
        Tally tally = new Tally();
        compare(tally, new CasRegister(1L), 1L, BruteForce::register, RandomHistories::casRegister);
        tally.requireBothVerdicts();
    }

    @Test
    void onMutexes() {
        Tally tally = new Tally();
        compare(tally, new Mutex(), false, BruteForce::mutex, RandomHistories::mutex);
        tally.requireBothVerdicts();
    }

    @Test
    void onTextsThatGrow() {
        Tally tally = new Tally();
        compare(tally, new KeyValue(), "", PlainObjects::keyValue, RandomHistories::text);
        tally.requireBothVerdicts();
    }

    @Test
    void onListsThatGrow() {
        Tally tally = new Tally();
        compare(tally, new KeyValue(), "", PlainObjects::keyValue, RandomHistories::list);
        tally.requireBothVerdicts();
    }

    /** The same without knowing that the model holds one value: no crashed operation is left out. */
    @Test
    void onModelsOfWhichNothingIsKnown() {
        Tally tally = new Tally();
        compare(tally, new Opaque(new CasRegister()), null, BruteForce::register, RandomHistories::casRegister);
        tally.requireBothVerdicts();
    }

    private static <S extends Model<S>> void compare(
            Tally tally,
            S model,
            @Nullable Object initial,
            BruteForce.Specification specification,
            BiFunction<RandomHistories, Long, History> generate) {
        Random shapes = new Random(20261122);
        for (long seed = 0; seed < HISTORIES; seed++) {
            History history = generate.apply(shape(shapes), seed);
            List<Operation> operations = history.judged();
            boolean expected = BruteForce.isLinearizable(operations, initial, specification);
            Verdict verdict = Linearizability.of(model).check(history);
            if (verdict instanceof Unknown unknown) {
                throw new AssertionError("seed " + seed + " undecided: " + unknown.cause());
            }
            if (verdict instanceof Valid != expected) {
                throw new AssertionError("seed " + seed + " should be " + (expected ? "valid" : "invalid") + ":\n"
                        + String.join(
                                "\n",
                                history.events().stream().map(Object::toString).toList()));
            }
            if (verdict instanceof Valid valid) {
                replay(model, operations, valid.linearization());
            } else if (verdict instanceof Invalid invalid) {
                checkWitness((LinearizabilityWitness) invalid.witness(), operations, initial, specification);
            }
            tally.add(verdict);
        }
    }

    private static RandomHistories shape(Random random) {
        double[] rates = {0, 0.1, 0.4};
        return new RandomHistories(
                2 + random.nextInt(4),
                3 + random.nextInt(6),
                random.nextInt(3) == 0 ? 0 : 2 + random.nextInt(2),
                rates[random.nextInt(3)],
                rates[random.nextInt(3)]);
    }

    /** Every ok operation once, each legal after the last, none before one that had ended when it began. */
    static <S extends Model<S>> void replay(S model, List<Operation> operations, List<Operation> order) {
        Set<Operation> left = new HashSet<>(operations);
        S state = model;
        int latestInvocation = -1;
        for (Operation operation : order) {
            assertThat(left.remove(operation)).isTrue();
            assertThat(operation.completedRank()).isGreaterThan(latestInvocation);
            latestInvocation = Math.max(latestInvocation, operation.invokedRank());
            state = ((Step.Next<S>) state.step(operation)).state();
        }
        assertThat(left).noneMatch(Operation::isOk);
    }

    /** The core alone is impossible, and possible as soon as any one completion of it is forgotten. */
    private static void checkWitness(
            LinearizabilityWitness witness,
            List<Operation> operations,
            @Nullable Object initial,
            BruteForce.Specification specification) {
        assertThat(witness.minimal()).isTrue();
        assertThat(witness.core()).contains(witness.misfit());
        int end = witness.misfit().completedRank();
        assertThat(isPossible(operations, end, witness.core(), null, initial, specification))
                .isFalse();
        for (Operation forgotten : witness.core()) {
            assertThat(isPossible(operations, end, witness.core(), forgotten, initial, specification))
                    .isTrue();
        }
        List<Operation> before = operations.stream()
                .filter(operation -> operation.isOk() && operation.completedRank() < end)
                .toList();
        assertThat(isPossible(operations, end - 1, before, null, initial, specification))
                .isTrue();
    }

    private static boolean isPossible(
            List<Operation> operations,
            int end,
            List<Operation> known,
            @Nullable Operation forgotten,
            @Nullable Object initial,
            BruteForce.Specification specification) {
        List<Operation> weaker = operations.stream()
                .filter(operation -> operation.invokedRank() < end)
                .map(operation ->
                        known.contains(operation) && !operation.equals(forgotten) ? operation : operation.crashed())
                .toList();
        return BruteForce.isLinearizable(weaker, initial, specification);
    }

    private static final class Tally {
        private int valid;
        private int invalid;

        void add(Verdict verdict) {
            if (verdict instanceof Valid) {
                valid++;
            } else {
                invalid++;
            }
        }

        /** An oracle that sees one verdict only would prove nothing. */
        void requireBothVerdicts() {
            assertThat(valid).isGreaterThan(HISTORIES / 10);
            assertThat(invalid).isGreaterThan(HISTORIES / 10);
        }
    }

    private record Opaque(CasRegister register) implements Model<Opaque> {
        @Override
        public Step<Opaque> step(Operation operation) {
            return register.step(operation) instanceof Step.Next<CasRegister> next
                    ? to(new Opaque(next.state()))
                    : illegal("no");
        }
    }
}
