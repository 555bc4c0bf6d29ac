package dev.faultline.cli;

import dev.faultline.checkers.generate.GeneratedHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A history to be timed.
 *
 * @param targetMillis what the check is meant to take at most, warm; 0 when nothing is said
 */
record BenchCase(GeneratedHistory history, double targetMillis) {

    /** {@code register, small values, 10k x 20 clients, 1 % crashed, late violation}. */
    String name() {
        StringBuilder name = new StringBuilder(history.object());
        name.append(history.uniqueValues() ? " unique " : " small ");
        int operations = history.operations();
        name.append(operations % 1000 == 0 ? operations / 1000 + "k" : Integer.toString(operations));
        name.append(String.format(Locale.ROOT, "x%d", history.concurrency()));
        name.append(history.keys() > 1 ? " " + history.keys() + " keys" : "");
        name.append(history.crashRate() > 0 ? " crash" : "");
        name.append(history.violation() ? " late" : " ok");
        return name.toString();
    }

    /** The verdict that it has by construction. */
    String verdict() {
        return history.violation() ? "invalid" : "valid";
    }

    /** The table: cases with a target. */
    static List<BenchCase> table() {
        GeneratedHistory register = GeneratedHistory.of("register", 10_000).smallValues();
        GeneratedHistory cas = GeneratedHistory.of("cas-register", 10_000).smallValues();
        List<BenchCase> cases = new ArrayList<>();
        cases.add(new BenchCase(register.concurrency(20), 50));
        cases.add(new BenchCase(register.concurrency(20).withViolation(), 1000));
        cases.add(new BenchCase(
                GeneratedHistory.of("register", 1000)
                        .smallValues()
                        .crashRate(0.01)
                        .withViolation(),
                20));
        cases.add(new BenchCase(
                GeneratedHistory.of("register", 100_000).smallValues().crashRate(0.01), 200));
        cases.add(new BenchCase(cas.crashRate(0.01).withViolation(), 1000));
        cases.add(new BenchCase(GeneratedHistory.of("cas-register", 100_000), 600));
        cases.add(new BenchCase(GeneratedHistory.of("cas-register", 100_000).concurrency(16), 4000));
        cases.add(
                new BenchCase(GeneratedHistory.of("kv", 10_000).concurrency(50).keys(10), 20));
        cases.add(new BenchCase(GeneratedHistory.of("register", 1_000_000), 1000));
        cases.add(new BenchCase(GeneratedHistory.of("fifo-queue", 1_000_000), 150));
        cases.add(new BenchCase(GeneratedHistory.of("set", 1_000_000), 100));
        cases.add(new BenchCase(GeneratedHistory.of("stack", 1_000_000), 800));
        cases.add(new BenchCase(GeneratedHistory.of("counter", 1_000_000), 0));
        return cases;
    }

    /** The grid: registers of all kinds, to see what is decided in the time. */
    static List<BenchCase> grid() {
        List<BenchCase> cases = new ArrayList<>();
        for (int operations : new int[] {1000, 10_000}) {
            for (int clients : new int[] {5, 10, 20}) {
                addAll(cases, GeneratedHistory.of("register", operations).concurrency(clients));
            }
        }
        GeneratedHistory large = GeneratedHistory.of("register", 100_000);
        for (int clients : new int[] {10, 20, 50}) {
            cases.add(new BenchCase(large.concurrency(clients), 0));
            cases.add(new BenchCase(large.concurrency(clients).withViolation(), 0));
        }
        for (int operations : new int[] {1000, 10_000}) {
            cases.add(new BenchCase(
                    GeneratedHistory.of("register", operations).concurrency(50).smallValues(), 0));
        }
        cases.addAll(beyond());
        return cases;
    }

    /** Where nothing is promised. */
    private static List<BenchCase> beyond() {
        List<BenchCase> cases = new ArrayList<>();
        addAll(cases, GeneratedHistory.of("cas-register", 10_000).concurrency(20));
        GeneratedHistory wide = GeneratedHistory.of("register", 10_000).concurrency(50);
        cases.add(new BenchCase(wide.smallValues().withViolation(), 0));
        cases.add(new BenchCase(wide.smallValues().crashRate(0.01), 0));
        cases.add(new BenchCase(wide.smallValues().crashRate(0.01).withViolation(), 0));
        return cases;
    }

    private static void addAll(List<BenchCase> cases, GeneratedHistory unique) {
        for (GeneratedHistory values : List.of(unique, unique.smallValues())) {
            for (GeneratedHistory crashes : List.of(values, values.crashRate(0.01))) {
                cases.add(new BenchCase(crashes, 0));
                cases.add(new BenchCase(crashes.withViolation(), 0));
            }
        }
    }
}
