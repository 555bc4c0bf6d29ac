package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.model.Access;
import dev.faultline.checkers.model.HoldsOneValue;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How far behind a register's misfit was: what is known of the value it needed and of the newer one.
 *
 * @param needed the value it needed
 * @param writer who wrote that value, the latest if several did; null when nobody did
 * @param newer the earliest operation that had completed before the misfit began and proves that another value had
 *     replaced the needed one for good: what shows best how late the misfit was; null when it takes several operations
 *     to prove that
 * @param newerByItsWriter whether {@code newer} proves it because the value it saw was written after the needed one; else
 *     because it began itself after the needed one was there
 * @param lastAcknowledged the write that had completed last before the misfit began; null when none had
 */
public record Staleness(
        @Nullable Object needed,
        @Nullable Operation writer,
        @Nullable Operation newer,
        boolean newerByItsWriter,
        @Nullable Operation lastAcknowledged) {

    static @Nullable Staleness find(Violation<?> violation, HoldsOneValue model) {
        Access misfit = model.access(violation.misfit());
        return misfit.needs() && model.isWritten() ? new Finder(violation, model, misfit.needed()).find() : null;
    }

    private record Finder(
            Violation<?> violation,
            HoldsOneValue model,
            @Nullable Object needed) {

        Staleness find() {
            Operation misfit = violation.misfit();
            List<Operation> writers = writers(needed);
            int settled = settled(writers);
            Operation writer = writers.stream()
                    .max(Comparator.comparingInt(Operation::invokedRank))
                    .orElse(null);
            List<Operation> before = violation.prefix().stream()
                    .filter(operation -> operation.completedRank() < misfit.invokedRank())
                    .sorted(Comparator.comparingInt(Operation::completedRank))
                    .toList();
            Operation acknowledged = before.stream()
                    .filter(this::writes)
                    .reduce((earlier, later) -> later)
                    .orElse(null);
            Operation write = first(before, operation -> writes(operation) && proves(operation, settled));
            Operation direct = write != null ? write : first(before, operation -> proves(operation, settled));
            Operation byWriter =
                    direct != null ? null : first(before, operation -> provesByItsWriter(operation, settled));
            return new Staleness(needed, writer, direct != null ? direct : byWriter, byWriter != null, acknowledged);
        }

        private static @Nullable Operation first(List<Operation> operations, Predicate<Operation> wanted) {
            return operations.stream().filter(wanted).findFirst().orElse(null);
        }

        private boolean writes(Operation operation) {
            return model.access(operation).puts();
        }

        private List<Operation> writers(@Nullable Object value) {
            return violation.prefix().stream()
                    .filter(operation ->
                            operation.invokedRank() != violation.misfit().invokedRank())
                    .filter(operation -> {
                        Access access = model.access(operation);
                        return !access.changesNothing() && Objects.equals(access.put(), value);
                    })
                    .toList();
        }

        /** The rank by which every write of the needed value had taken effect: it ended, or the value was seen. */
        private int settled(List<Operation> writers) {
            int ended =
                    writers.stream().mapToInt(Operation::completedRank).max().orElse(-1);
            if (writers.size() != 1 || Objects.equals(model.held(), needed)) {
                return ended;
            }
            int seen = violation.prefix().stream()
                    .filter(operation -> model.access(operation).needs()
                            && Objects.equals(model.access(operation).needed(), needed))
                    .mapToInt(Operation::completedRank)
                    .min()
                    .orElse(ended);
            return Math.min(ended, seen);
        }

        private boolean proves(Operation operation, int settled) {
            Access access = model.access(operation);
            boolean other = access.puts()
                    ? !Objects.equals(access.put(), needed)
                    : access.needs() && !Objects.equals(access.needed(), needed);
            return other && operation.invokedRank() > settled;
        }

        private boolean provesByItsWriter(Operation operation, int settled) {
            Access access = model.access(operation);
            if (!access.needs() || access.puts() || Objects.equals(access.needed(), needed)) {
                return false;
            }
            int written = writers(access.needed()).stream()
                    .mapToInt(Operation::invokedRank)
                    .min()
                    .orElse(-1);
            return written > settled && !Objects.equals(access.needed(), model.held());
        }
    }
}
