package dev.faultline.checkers.collections;

import dev.faultline.checkers.collections.TaskWitness.Breach;
import dev.faultline.checkers.collections.TaskWitness.Kind;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.MalformedOperation;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.verdict.Checker;
import dev.faultline.checkers.verdict.Finding;
import dev.faultline.checkers.verdict.Losses;
import dev.faultline.checkers.verdict.TellsLosses;
import dev.faultline.checkers.verdict.Unknown;
import dev.faultline.checkers.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that are handed in and carried out by the system: {@code submit id} and {@code list} of all tasks, each as
 * {@code [id state effects node]}. Final are the lists that began after the last submission was acknowledged. Every acknowledged task
 * must have taken effect exactly once in the end. INVALID is
 *
 * <ul>
 *   <li><em>lost</em>: acknowledged, and in none of the final lists.
 *   <li><em>never done</em>: acknowledged, in some final lists, and in none of them {@code done} with an effect.
 *   <li><em>more than once</em>: any list counts more than one effect of it.
 *   <li><em>unasked</em>: any list has it, although nobody had asked for it when that list ended, or only submissions that failed.
 * </ul>
 *
 * <p>A submission of unknown outcome may have happened or not. Without a final list nothing can be lost or kept: UNKNOWN. Linear in
 * the number of tasks that were listed.
 */
public final class TaskChecker implements Checker, TellsLosses {

    @Override
    public String name() {
        return "tasks";
    }

    @Override
    public String claim() {
        return "every acknowledged task took effect exactly once";
    }

    @Override
    public Verdict check(History history) {
        return find(history).verdict();
    }

    @Override
    public Finding find(History history) {
        try {
            return new Judged(history.judged()).finding(name());
        } catch (MalformedOperation e) {
            return new Finding(name(), new Unknown(String.valueOf(e.getMessage())), Map.of());
        }
    }

    @Override
    public Optional<Losses> losses(History history) {
        try {
            return new Judged(history.judged()).losses();
        } catch (MalformedOperation e) {
            return Optional.empty();
        }
    }

    /** What is known of a task: who asked for it first, the first acknowledgement, and what lists said of it. */
    private static final class Known {
        int askedRank = Integer.MAX_VALUE;

        @Nullable
        Operation acknowledged;

        boolean listed;
        boolean done;
        boolean breached;
    }

    /** One history, judged. */
    private static final class Judged {
        private final Map<@Nullable Object, Known> tasks = new LinkedHashMap<>();
        private final List<Operation> acknowledged = new ArrayList<>();
        private final List<Operation> finals = new ArrayList<>();
        private final List<Breach> breaches = new ArrayList<>();

        Judged(List<Operation> operations) {
            List<Operation> lists = new ArrayList<>();
            int lastAcknowledged = -1;
            for (Operation operation : operations) {
                if (operation.function().equals("submit")) {
                    submitted(operation);
                    lastAcknowledged = Math.max(lastAcknowledged, operation.isOk() ? operation.completedRank() : -1);
                } else if (!operation.function().equals("list")) {
                    throw new MalformedOperation(operation + ": expected submit or list");
                } else if (operation.isOk()) {
                    lists.add(operation);
                }
            }
            lists.sort(Comparator.comparingInt(Operation::completedRank));
            for (Operation list : lists) {
                boolean isFinal = list.invokedRank() > lastAcknowledged;
                if (isFinal) {
                    finals.add(list);
                }
                listed(list, isFinal);
            }
            settle();
        }

        private void submitted(Operation submission) {
            Known task = tasks.computeIfAbsent(submission.argument(), id -> new Known());
            task.askedRank = Math.min(task.askedRank, submission.invokedRank());
            Operation before = task.acknowledged;
            if (submission.isOk() && (before == null || submission.completedRank() < before.completedRank())) {
                task.acknowledged = submission;
            }
        }

        private void listed(Operation list, boolean isFinal) {
            for (Object entry : TaskWitness.entries(list)) {
                if (!(entry instanceof List<?> row && row.size() == 4 && row.get(2) instanceof Long effects)) {
                    throw new MalformedOperation(list + ": expected tasks as [id state effects node]");
                }
                Known task = tasks.computeIfAbsent(row.get(0), id -> new Known());
                if (task.askedRank > list.completedRank()) {
                    breach(Kind.UNASKED, row.get(0), task, list);
                } else if (effects > 1) {
                    breach(Kind.MORE_THAN_ONCE, row.get(0), task, list);
                }
                task.listed |= isFinal;
                task.done |= isFinal && effects > 0 && "done".equals(row.get(1));
            }
        }

        private void breach(Kind kind, @Nullable Object id, Known task, Operation operation) {
            if (!task.breached) {
                breaches.add(new Breach(kind, id, operation));
            }
            task.breached = true;
        }

        private void settle() {
            tasks.forEach((id, task) -> {
                Operation submission = task.acknowledged;
                if (submission != null) {
                    acknowledged.add(submission);
                    if (!finals.isEmpty() && !task.done) {
                        breach(task.listed ? Kind.NEVER_DONE : Kind.LOST, id, task, submission);
                    }
                }
            });
        }

        Finding finding(String checker) {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("acknowledged", acknowledged.size());
            for (Kind kind : Kind.values()) {
                details.put(
                        kind.words(),
                        breaches.stream().filter(b -> b.kind() == kind).count());
            }
            details.put(
                    "done though unacknowledged",
                    tasks.values().stream()
                            .filter(task -> task.done && task.acknowledged == null && !task.breached)
                            .count());
            details.put("final lists", finals.size());
            return new Finding(checker, verdict(), details);
        }

        private Verdict verdict() {
            if (!breaches.isEmpty()) {
                return Verdict.invalid(new TaskWitness(acknowledged.size(), breaches, finals));
            }
            return finals.isEmpty()
                    ? Verdict.unknown("no list was answered after the last submission had been acknowledged")
                    : Verdict.valid();
        }

        /** A task that is not done in the end is lost to who submitted it, whether it is listed or not. */
        Optional<Losses> losses() {
            return finals.isEmpty() || acknowledged.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Losses(
                            acknowledged,
                            tasks.values().stream()
                                    .filter(task -> !task.done)
                                    .map(task -> task.acknowledged)
                                    .filter(Objects::nonNull)
                                    .toList()));
        }
    }
}
