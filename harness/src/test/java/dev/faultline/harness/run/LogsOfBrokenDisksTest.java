package dev.faultline.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.checkers.sanity.LogPatterns;
import dev.faultline.checkers.verdict.Valid;
import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.FaultsRecord.Window;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogsOfBrokenDisksTest {

    private static FaultsRecord faults(String kind, String shape) {
        Window window = new Window(
                "F1",
                kind,
                shape,
                "",
                List.of("n1"),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                0,
                1L,
                2L,
                3L,
                1,
                null,
                null);
        return new FaultsRecord(List.of(window), null, List.of());
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "kill, nodes, C | etcdmain: walpb: crc mismatch, false",
        "disk, lose, C | etcdmain: walpb: crc mismatch, false",
        "disk, flip, C | etcdmain: walpb: crc mismatch, true",
        "disk, truncate, fatal error: fault, true",
        "disk, flip, panic: index out of range, false",
        "disk, full, panic: no space left on device, true",
        "kill, nodes, panic: no space left on device, false",
        "membership, remove, panic: failed to find local ID aa14043cc0cdd252 in cluster 5a06e9880176fdcc, true",
        "kill, nodes, panic: failed to find local ID aa14043cc0cdd252 in cluster 5a06e9880176fdcc, false"
    })
    void a_system_may_refuse_only_the_data_that_was_damaged(String kind, String shape, String line, boolean passes) {
        LogPatterns patterns = Logs.patterns(faults(kind, shape));
        assertThat(patterns.find(Map.of("n1/etcd.log", List.of(line))).verdict() instanceof Valid)
                .isEqualTo(passes);
    }
}
