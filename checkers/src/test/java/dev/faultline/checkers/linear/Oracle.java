package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.model.CasRegister;
import dev.faultline.checkers.model.Model;
import dev.faultline.checkers.model.Mutex;
import dev.faultline.checkers.model.Register;
import dev.faultline.checkers.model.Step;
import dev.faultline.checkers.verdict.Checker;
import dev.faultline.checkers.verdict.Invalid;
import dev.faultline.checkers.verdict.Valid;
import dev.faultline.checkers.verdict.Verdict;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Small seeded histories of one kind of object, and what trying every order says of them.
 *
 * @param model the object in its initial state
 * @param initial the same in the specification's words
 * @param unique whether every value is written once
 */
record Oracle<S extends Model<S>>(
        S model,
        @Nullable Object initial,
        boolean unique,
        BruteForce.Specification specification,
        BiFunction<RandomHistories, Long, History> generate) {

    static Oracle<Register> registers(boolean unique) {
        return new Oracle<>(new Register(), null, unique, BruteForce::register, RandomHistories::register);
    }

    static Oracle<CasRegister> casRegisters(boolean unique) {
        return new Oracle<>(new CasRegister(), null, unique, BruteForce::register, RandomHistories::casRegister);
    }

    static Oracle<CasRegister> casRegistersHolding(long value, boolean unique) {
        return new Oracle<>(new CasRegister(value), value, unique, BruteForce::register, RandomHistories::casRegister);
    }

    /** Most calls crash, and few values are left to them: what was used of each counts. */
    static Oracle<CasRegister> crashing() {
        return new Oracle<>(
                new CasRegister(0L),
                0L,
                false,
                BruteForce::register,
                (shape, seed) -> new RandomHistories(3, 12, 2, 0.8, shape.lieRate() / 2).casRegister(seed));
    }

    /** Without lies: crashed writes often put what is there already. */
    static Oracle<CasRegister> overwriting() {
        return new Oracle<>(
                new CasRegister(0L),
                0L,
                false,
                BruteForce::register,
                (shape, seed) -> new RandomHistories(4, 8, 3, 0.4, 0).casRegister(seed));
    }

    static Oracle<Mutex> mutexes() {
        return new Oracle<>(new Mutex(), false, false, BruteForce::mutex, RandomHistories::mutex);
    }

    /** The history of that seed: its shape too is drawn from it. */
    History history(long seed) {
        Random random = new Random(seed * 31 + 20261122);
        double[] rates = {0, 0.1, 0.4};
        RandomHistories shape = new RandomHistories(
                2 + random.nextInt(4),
                3 + random.nextInt(6),
                unique ? 0 : 2 + random.nextInt(2),
                rates[random.nextInt(3)],
                rates[random.nextInt(3)]);
        return generate.apply(shape, seed);
    }

    /** What is wrong about a checker's answer; empty when nothing is. */
    Optional<String> objection(History history, Checker checker) {
        List<Operation> operations = history.judged();
        boolean expected = BruteForce.isLinearizable(operations, initial, specification);
        Verdict verdict = checker.check(history);
        if (verdict instanceof Valid valid) {
            return expected ? replay(operations, valid.linearization()) : Optional.of("valid, and should be invalid");
        } else if (verdict instanceof Invalid) {
            return expected ? Optional.of("invalid, and should be valid") : Optional.empty();
        }
        return Optional.of("undecided: " + verdict);
    }

    /** Every ok operation once, each legal after the last, none before one that had ended when it began. */
    Optional<String> replay(List<Operation> operations, List<Operation> order) {
        Set<Operation> left = new HashSet<>(operations);
        S state = model;
        int latestInvocation = -1;
        for (Operation operation : order) {
            if (!left.remove(operation) || operation.completedRank() < latestInvocation) {
                return Optional.of(operation + " is twice in the order, or too late");
            }
            latestInvocation = Math.max(latestInvocation, operation.invokedRank());
            if (!(state.step(operation) instanceof Step.Next<S> next)) {
                return Optional.of(operation + " is not legal where the order has it");
            }
            state = next.state();
        }
        return left.stream().noneMatch(Operation::isOk) ? Optional.empty() : Optional.of("the order lacks " + left);
    }
}
