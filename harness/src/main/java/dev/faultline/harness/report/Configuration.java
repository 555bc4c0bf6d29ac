package dev.faultline.harness.report;

import dev.faultline.harness.store.TestRecord;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was tested, apart from the seed: runs with the same configuration are the same test, and their verdicts compare.
 *
 * @param nodes at the start
 * @param faults kinds asked for
 * @param options of system and workload, defaults included
 */
public record Configuration(
        String system, String workload, int nodes, SortedSet<String> faults, SortedMap<String, String> options) {
    public Configuration {
        faults = Collections.unmodifiableSortedSet(new TreeSet<>(faults));
        options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
    }

    /** The configuration of a stored run. */
    public static Configuration of(TestRecord test) {
        return new Configuration(
                test.system(),
                test.workload(),
                test.nodes().size(),
                new TreeSet<>(test.faults()),
                sorted(test.options()));
    }

    private static SortedMap<String, String> sorted(Map<String, String> options) {
        return new TreeMap<>(options);
    }
}
