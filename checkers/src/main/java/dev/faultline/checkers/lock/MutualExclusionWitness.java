package dev.faultline.checkers.lock;

import dev.faultline.checkers.history.Edn;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.verdict.Cited;
import dev.faultline.checkers.verdict.Witness;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Two holders of one lock whose effects are in the wrong order.
 *
 * @param lock its name
 * @param older the operation under the older token, which came too late
 * @param newer the operation under the newer token, which was over before {@code older} began
 * @param olderHold what is known of the holder with the older token; empty when no acquisition yielded that token
 * @param newerHold the same for the newer one
 * @param leaseMillis for how long the lock is held unless renewed
 */
public record MutualExclusionWitness(
        String lock,
        Operation older,
        Operation newer,
        Optional<Holder> olderHold,
        Optional<Holder> newerHold,
        long leaseMillis)
        implements Witness {

    /**
     * One holder up to the violation.
     *
     * @param acquired how it got the lock
     * @param renewedAt when its lease was last known to be granted or renewed, in nanoseconds since the start of the test
     * @param silentFrom when what it did before the violation was over, in the same nanoseconds; at {@code silentTo} it went on
     */
    public record Holder(Operation acquired, long renewedAt, long silentFrom, long silentTo) {

        static Holder of(Hold hold, Operation last) {
            long from = hold.acquired().completedAt();
            long to = from;
            // What is told is its longest silence: a holder that went on after one may have done more than one thing
            // too late.
            long end = hold.acquired().completedAt();
            for (Operation operation : hold.operations()) {
                if (operation.invokedRank() > last.invokedRank()) {
                    break;
                }
                if (operation.invokedAt() - end > to - from) {
                    from = end;
                    to = operation.invokedAt();
                }
                end = operation.completedAt();
            }
            return new Holder(hold.acquired(), hold.renewedNanos(last.invokedAt()), from, to);
        }
    }

    static MutualExclusionWitness of(LockHistory lock, MutualExclusion.Inversion inversion, long leaseMillis) {
        Effect older = Objects.requireNonNull(inversion.older());
        Effect newer = Objects.requireNonNull(inversion.newer());
        return new MutualExclusionWitness(
                lock.lock(),
                older.operation(),
                newer.operation(),
                lock.hold(older.token()).map(hold -> Holder.of(hold, older.operation())),
                lock.hold(newer.token()).map(hold -> Holder.of(hold, newer.operation())),
                leaseMillis);
    }

    @Override
    public String summary() {
        return "lock " + lock + " did not exclude: " + plain(older) + ", "
                + (older.invokedRank() < newer.completedRank() ? "while " : "after ") + plain(newer)
                + (older.invokedRank() < newer.completedRank() ? " had the same token" : " had completed");
    }

    /** What each holder did, one sentence each. */
    @Override
    public List<String> story() {
        return Stream.of(
                        Stream.of(plain(older) + " from " + seconds(older.invokedAt()) + " to "
                                + seconds(older.completedAt()) + " s"),
                        olderHold.stream().flatMap(this::expired),
                        Stream.of("but " + plain(newer) + " had completed at " + seconds(newer.completedAt()) + " s"),
                        newerHold.stream()
                                .filter(holder -> holder.acquired().invokedRank() != newer.invokedRank())
                                .map(holder -> obtained(holder)))
                .flatMap(sentence -> sentence)
                .toList();
    }

    @Override
    public List<Cited> cited() {
        return Stream.of(
                        Stream.of(Cited.culprit(older, "came too late")),
                        olderHold.stream()
                                .filter(holder -> holder.acquired().invokedRank() != older.invokedRank())
                                .map(holder -> Cited.context(holder.acquired(), "its holder's acquisition")),
                        newerHold.stream()
                                .filter(holder -> holder.acquired().invokedRank() != newer.invokedRank())
                                .map(holder -> Cited.context(holder.acquired(), "the newer holder's acquisition")),
                        Stream.of(Cited.context(newer, "was over by then")))
                .flatMap(cited -> cited)
                .toList();
    }

    private Stream<String> expired(Holder holder) {
        Stream<String> held = Stream.of(obtained(holder) + "; its lease of " + seconds(leaseMillis * 1_000_000)
                + " s was last renewed at " + seconds(holder.renewedAt()) + " s, "
                + seconds(older.invokedAt() - holder.renewedAt()) + " s before that");
        boolean stalled = holder.silentTo() - holder.silentFrom() > leaseMillis * 1_000_000;
        return stalled
                ? Stream.concat(
                        held,
                        Stream.of("it did nothing from " + seconds(holder.silentFrom()) + " to "
                                + seconds(holder.silentTo()) + " s, longer than its lease"))
                : held;
    }

    private static String obtained(Holder holder) {
        Operation acquired = holder.acquired();
        return who(acquired) + " held the lock from " + seconds(acquired.completedAt()) + " s with token "
                + LockHistory.token(acquired);
    }

    private static String who(Operation operation) {
        return "process " + operation.process() + (operation.node() == null ? "" : " (" + operation.node() + ")");
    }

    /** {@code process 3 (n1) write 7 under token 12}. */
    private static String plain(Operation operation) {
        long token = LockHistory.token(operation);
        String what = switch (operation.function()) {
            case "acquire" -> "acquire";
            case "read" -> token == Effect.NOBODY ? "read nothing" : "read what was written";
            default -> operation.function() + " " + written(operation);
        };
        return who(operation) + " " + what + (token == Effect.NOBODY ? "" : " under token " + token);
    }

    private static String written(Operation write) {
        return write.value() instanceof List<?> keyed && keyed.get(1) instanceof List<?> pair
                ? Edn.print(pair.get(1))
                : Edn.print(write.value());
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / 1e9);
    }

    @Override
    public String toString() {
        return summary() + story().stream().map(s -> "\n  " + s).collect(Collectors.joining());
    }

    @Override
    public Map<String, Object> toData() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("lock", lock);
        data.put("older", data(older));
        data.put("newer", data(newer));
        olderHold.ifPresent(holder -> data.put("olderHolder", data(holder)));
        newerHold.ifPresent(holder -> data.put("newerHolder", data(holder)));
        data.put("leaseMillis", leaseMillis);
        return data;
    }

    private static Map<String, Object> data(Holder holder) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("acquired", data(holder.acquired()));
        data.put("renewedAt", holder.renewedAt());
        data.put("silentFrom", holder.silentFrom());
        data.put("silentTo", holder.silentTo());
        return data;
    }

    private static Map<String, Object> data(Operation operation) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("process", operation.process().toString());
        data.put("function", operation.function());
        data.put("value", Edn.print(operation.value()));
        data.put("invokedRank", operation.invokedRank());
        data.put("invokedAt", operation.invokedAt());
        data.put("completedAt", operation.completedAt());
        return data;
    }
}
