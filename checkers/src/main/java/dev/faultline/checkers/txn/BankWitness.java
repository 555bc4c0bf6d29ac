package dev.faultline.checkers.txn;

import dev.faultline.checkers.history.Edn;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.verdict.Cited;
import dev.faultline.checkers.verdict.Witness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The first read that shows wrong balances, by how much, and the transfers since the last read that was right. */
final class BankWitness implements Witness {
    private static final int NEARBY_MAX = 12;

    private final int reads;
    private final List<BankRead> wrong;
    private final BankRead first;
    private final List<Transfer> nearby;
    private final Optional<Overwritten> overwritten;

    /** A transfer whose change of an account another one may have overwritten, neither having seen the other. */
    private record Overwritten(Transfer lost, Transfer by, long account) {}

    /**
     * @param reads how many reads were answered
     * @param wrong those that are wrong, at least one, in the order in which they ended
     * @param nearby transfers that may have been under way between the last right read and the first wrong one
     */
    BankWitness(int reads, List<BankRead> wrong, List<Transfer> nearby) {
        this.reads = reads;
        this.wrong = wrong;
        this.first = wrong.get(0);
        this.overwritten = overwritten(nearby, first.excess());
        List<Transfer> told = new ArrayList<>();
        overwritten.ifPresent(pair -> told.addAll(List.of(pair.lost(), pair.by())));
        nearby.stream()
                .filter(transfer -> !told.contains(transfer))
                .limit(NEARBY_MAX - told.size())
                .forEach(told::add);
        this.nearby = List.copyOf(told);
    }

    /** The first pair that overlaps on an account and leaves what was seen once the one's change of it is lost. */
    private static Optional<Overwritten> overwritten(List<Transfer> nearby, long excess) {
        for (Transfer lost : nearby) {
            for (Transfer by : nearby) {
                if (lost.equals(by) || !lost.overlaps(by)) {
                    continue;
                }
                for (long account : List.of(lost.from(), lost.to())) {
                    boolean both = account == by.from() || account == by.to();
                    if (both && excess != 0 && lost.excessWithout(account) == excess) {
                        return Optional.of(new Overwritten(lost, by, account));
                    }
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public String summary() {
        return who(first.operation()) + " read " + first.complaint()
                + (wrong.size() == 1
                        ? ""
                        : String.format(Locale.ROOT, "; %,d of %,d reads are wrong", wrong.size(), reads));
    }

    @Override
    public List<String> story() {
        List<String> story = new ArrayList<>();
        story.add("it read " + Edn.print(first.operation().result()) + span(first.operation()));
        overwritten.ifPresent(pair -> story.add(String.format(
                Locale.ROOT,
                "%s transferred %s%s, overlapping %s which transferred %s%s: had the second overwritten what the first made of"
                        + " account %d, just that would be seen",
                who(pair.lost().operation()),
                pair.lost().words(),
                span(pair.lost().operation()),
                who(pair.by().operation()),
                pair.by().words(),
                span(pair.by().operation()),
                pair.account())));
        if (overwritten.isEmpty()) {
            story.add(
                    nearby.isEmpty()
                            ? "no transfer was under way since the last read that was right"
                            : "the transfers since the last read that was right: "
                                    + nearby.stream()
                                            .map(transfer -> transfer.words() + " by " + who(transfer.operation()))
                                            .collect(Collectors.joining("; ")));
        }
        return story;
    }

    private static String who(Operation operation) {
        return "process " + operation.process() + (operation.node() == null ? "" : " (" + operation.node() + ")");
    }

    private static String span(Operation operation) {
        return operation.invokedAt() < 0 || operation.completedAt() < 0
                ? ""
                : String.format(
                        Locale.ROOT, " (%.3f to %.3f s)", operation.invokedAt() / 1e9, operation.completedAt() / 1e9);
    }

    @Override
    public List<Cited> cited() {
        List<Cited> cited = new ArrayList<>();
        cited.add(Cited.culprit(first.operation(), "shows " + first.complaint()));
        nearby.forEach(transfer -> cited.add(
                overwritten
                                .filter(pair -> pair.lost() == transfer || pair.by() == transfer)
                                .isPresent()
                        ? Cited.culprit(transfer.operation(), "one of two transfers that overlap on an account")
                        : Cited.context(transfer.operation(), "a transfer since the last read that was right")));
        return cited;
    }

    @Override
    public Map<String, Object> toData() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("reads", reads);
        data.put("wrong", wrong.size());
        data.put("first", first.operation().toString());
        data.put("sum", first.sum());
        data.put("excess", first.excess());
        data.put("negative", first.negative());
        data.put("missing", first.missing());
        data.put("unexpected", first.unexpected());
        data.put("transfers", nearby.stream().map(Transfer::words).toList());
        return data;
    }

    @Override
    public String toString() {
        return summary() + story().stream().map(line -> "\n  " + line).collect(Collectors.joining());
    }
}
