package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.model.Access;
import dev.faultline.checkers.model.HoldsOneValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The commonest violation of a register, in two operations: one needed a value that another had already replaced.
 *
 * @param writer who put the needed value last; null when nobody did
 * @param overwriter the latest operation that put another value, completed before the misfit was invoked, and was
 *     invoked after every writer of the needed value had completed
 */
record StaleRead(@Nullable Operation writer, @Nullable Operation overwriter) {

    static Optional<StaleRead> find(Violation<?> violation, HoldsOneValue model, List<Operation> core) {
        Operation misfit = violation.misfit();
        Access access = model.access(misfit);
        if (!access.needs()) {
            return Optional.empty();
        }
        List<Operation> writers = new ArrayList<>();
        for (Operation operation : violation.prefix()) {
            Access other = model.access(operation);
            if (operation.invokedRank() != misfit.invokedRank()
                    && other.puts()
                    && Objects.equals(other.put(), access.needed())) {
                writers.add(operation);
            }
        }
        Operation overwriter = null;
        int written = writers.stream().mapToInt(Operation::completedRank).max().orElse(-1);
        for (Operation operation : core) {
            Access other = model.access(operation);
            boolean replaces = other.puts() && !Objects.equals(other.put(), access.needed());
            if (replaces
                    && operation.invokedRank() > written
                    && operation.completedRank() < misfit.invokedRank()
                    && (overwriter == null || operation.invokedRank() > overwriter.invokedRank())) {
                overwriter = operation;
            }
        }
        return Optional.of(new StaleRead(writers.isEmpty() ? null : writers.get(writers.size() - 1), overwriter));
    }
}
