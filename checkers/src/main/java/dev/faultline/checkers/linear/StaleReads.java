package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.model.Access;
import dev.faultline.checkers.model.HoldsOneValue;
import dev.faultline.checkers.model.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * How stale the reads of a register were that is not linearizable (Golab, Li and Shah, PODC 2011).
 *
 * @param versions the least number of versions that reads may lag behind for the history to be explained: it is k-atomic for one
 *     more; empty when the budget did not tell, or no number helps
 * @param nanos the least time by which reads must be taken to have begun earlier, to within a microsecond and rounded up; empty
 *     when times were not recorded, the budget did not tell, or no time helps
 */
record StaleReads(OptionalInt versions, OptionalLong nanos) {
    /** Of longer histories nothing is told: it takes some twenty questions. */
    private static final int OPERATIONS_MAX = 20_000;

    private static final int VERSIONS_MAX = 64;
    private static final long NANOS_TOLD = 1_000;

    /** What is told beside a verdict may not cost more than the verdict. */
    private static final long STEPS_IN_ALL = 50_000;

    private static final long BYTES_PER_QUESTION = 128 << 20;

    /** Null for a model that reads and writes no single value, and for a long history. */
    static <S extends Model<S>> @Nullable StaleReads of(List<Operation> operations, Decider<S> decider) {
        if (!(decider.model() instanceof HoldsOneValue holder)
                || !holder.isWritten()
                || operations.size() > OPERATIONS_MAX) {
            return null;
        }
        Budget budget = decider.budget();
        Budget small = budget.bytes(Math.min(budget.bytes(), BYTES_PER_QUESTION));
        return new StaleReads(
                versions(operations, holder, new Purse(small)), nanos(operations, holder, decider, new Purse(small)));
    }

    /** Empty when nothing is known. */
    String told() {
        List<String> parts = new ArrayList<>();
        versions.ifPresent(count -> parts.add(count + (count == 1 ? " version" : " versions")));
        nanos.ifPresent(time -> parts.add(String.format(Locale.ROOT, "%.6f s", time / 1e9)));
        return parts.isEmpty() ? "" : "reads were up to " + String.join(" / ", parts) + " stale";
    }

    private static OptionalInt versions(List<Operation> operations, HoldsOneValue holder, Purse purse) {
        long least = least(1, VERSIONS_MAX, lag -> {
            Problem lagging = Preparation.prepare(operations, Recent.of(holder, (int) lag + 1));
            return purse.answer(budget -> new Portfolio(lagging, budget).run());
        });
        return purse.isEmpty() || least < 0 ? OptionalInt.empty() : OptionalInt.of((int) least);
    }

    /** Pays for questions; one that is not answered makes the answer to all of them unknown. */
    private static final class Purse {
        private final Budget budget;
        private long left = STEPS_IN_ALL;

        Purse(Budget budget) {
            this.budget = budget;
        }

        boolean answer(Function<Budget, Search.Result> question) {
            if (isEmpty()) {
                return true; // any answer ends the asking soonest
            }
            Search.Result result = question.apply(budget.atMost(left));
            left = result instanceof Search.Exhausted ? 0 : left - Math.min(left, result.steps());
            return result instanceof Search.Found;
        }

        boolean isEmpty() {
            return left == 0;
        }
    }

    private static <S extends Model<S>> OptionalLong nanos(
            List<Operation> operations, HoldsOneValue holder, Decider<S> decider, Purse purse) {
        long last = 0;
        for (Operation operation : operations) {
            if (operation.invokedAt() < 0 || (operation.isOk() && operation.completedAt() < operation.invokedAt())) {
                return OptionalLong.empty();
            }
            last = Math.max(last, Math.max(operation.invokedAt(), operation.completedAt()));
        }
        long least = least(1, last / NANOS_TOLD + 1, units -> {
            List<Operation> earlier = EarlierReads.by(units * NANOS_TOLD, operations, holder);
            return purse.answer(budget -> decider.decide(earlier, budget).result());
        });
        return purse.isEmpty() || least < 0 ? OptionalLong.empty() : OptionalLong.of(least * NANOS_TOLD);
    }

    /** The least number from one to another that suffices, where every greater one does too; -1 when none is found. */
    private static long least(long from, long to, LongPredicate suffices) {
        long tooLittle = from - 1;
        long enough = from;
        while (!suffices.test(enough)) {
            if (enough == to) {
                return -1;
            }
            tooLittle = enough;
            enough = Math.min(to, 2 * enough);
        }
        while (enough - tooLittle > 1) {
            long middle = tooLittle + (enough - tooLittle) / 2;
            if (suffices.test(middle)) {
                enough = middle;
            } else {
                tooLittle = middle;
            }
        }
        return enough;
    }

    static boolean isRead(Operation operation, HoldsOneValue holder) {
        Access access = holder.access(operation);
        return operation.isOk() && access.needs() && !access.puts();
    }
}
