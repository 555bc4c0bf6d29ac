package dev.faultline.checkers.sanity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.checkers.verdict.Finding;
import dev.faultline.checkers.verdict.Invalid;
import dev.faultline.checkers.verdict.Valid;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogPatternsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "panic: runtime error: invalid memory address or nil pointer dereference",
                "2026-11-22 10:00:01.123 panic: tocommit(4) is out of range",
                "fatal error: concurrent map writes",
                "{\"level\":\"panic\",\"ts\":\"2026-11-22T10:00:00Z\",\"msg\":\"failed to apply\"}",
                "{\"level\":\"fatal\",\"caller\":\"etcdmain/etcd.go:204\",\"msg\":\"discovery failed\"}",
                "2026-11-22 18:23:02.391921 C | etcdserver: open wal error: invalid argument",
                "level=fatal msg=\"cannot open wal\"",
                "[2026-11-22 10:00:00,123] FATAL [KafkaServer id=1] Fatal error during startup (kafka.server)",
                "2026-11-22 10:00:00 UTC [12] PANIC:  could not locate a valid checkpoint record",
                "2026-11-22 10:00:00 UTC [12] FATAL:  pre-existing shared memory block (key 1) is still in use",
                "# A fatal error has been detected by the Java Runtime Environment:",
                "Exception in thread \"main\" java.lang.OutOfMemoryError: Java heap space",
                "thread 'main' panicked at src/main.rs:4:5",
                "{\"level\":\"error\",\"msg\":\"found hash mismatch\"}",
                "found data inconsistency with peers",
                "ERROR Found a corrupted index file due to requirement failed",
                "walpb: crc mismatch",
                "The log is corrupted, truncating",
            })
    void aDyingProcessOrDamagedDataAlarms(String line) {
        assertThat(LogPatterns.DEFAULT.alarms(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "starting: /usr/bin/server --panic --fatal-warnings=false --allow-corrupt-wal",
                "  --panic-on-oom    panic when out of memory",
                "{\"level\":\"info\",\"msg\":\"starting etcd\",\"initial-corrupt-check\":false,\"panic\":false}",
                "{\"level\":\"info\",\"msg\":\"initial corruption checking passed; no corruption\"}",
                "{\"level\":\"info\",\"msg\":\"checking for data corruption\"}",
                "2026-11-22 18:23:02.391921 E | etcdserver: plan C | etcdserver: is no level",
                "no data corruption found",
                "0 non-fatal errors, see /var/log/fatal.log",
                "verified: no checksum mismatch in 300 blocks",
                "INFO the word PANICKY is no level",
                "user said: don't panic",
                "2026-11-22 10:00:00 UTC [12] FATAL:  the database system is starting up",
                "2026-11-22 10:00:00 UTC [12] FATAL:  terminating connection due to unexpected postmaster exit",
                "2026-11-22 10:00:00 UTC [12] FATAL:  connection to client lost",
                "{\"level\":\"warn\",\"msg\":\"lost leader\",\"panicked\":0}",
            })
    void theMereWordDoesNot(String line) {
        assertThat(LogPatterns.DEFAULT.alarms(line)).isFalse();
    }

    @Test
    void aSystemCanAddAlarmsAndIgnoreOthers() {
        LogPatterns postgres =
                LogPatterns.DEFAULT.ignore("FATAL:  role does not exist").alarm("split brain");

        assertThat(LogPatterns.DEFAULT.alarms("FATAL:  role does not exist")).isTrue();
        assertThat(postgres.alarms("FATAL:  role does not exist")).isFalse();
        assertThat(postgres.alarms("FATAL:  could not write lock file")).isTrue();
        assertThat(postgres.alarms("split brain detected")).isTrue();
    }

    @Test
    void anAlarmIsNamedWithNodeAndLine() {
        Finding finding = LogPatterns.DEFAULT.find(
                Map.of("n2", List.of("all is well", "panic: <script>"), "n1", List.of("calm")));

        assertThat(finding.details()).containsEntry("nodes", 2).containsEntry("lines", 3L);
        LogPatterns.Alarms alarms = (LogPatterns.Alarms) ((Invalid) finding.verdict()).witness();
        assertThat(alarms.lines()).containsExactly(new LogPatterns.Line("n2", 2, "panic: <script>"));
        assertThat(alarms.summary()).isEqualTo("n2 logged: panic: <script>");
    }

    @Test
    void aFloodIsCountedButNotKept() {
        Finding finding = LogPatterns.DEFAULT.find(Map.of("n1", Collections.nCopies(5_000, "panic: again")));

        LogPatterns.Alarms alarms = (LogPatterns.Alarms) ((Invalid) finding.verdict()).witness();
        assertThat(alarms.total()).isEqualTo(5_000);
        assertThat(alarms.lines()).hasSize(20);
        assertThat(alarms.summary()).isEqualTo("n1 logged: panic: again (and 4999 more lines)");
    }

    @Test
    void calmLogsAreValid() {
        assertThat(LogPatterns.DEFAULT.find(Map.of("n1", List.of("ready"))).verdict())
                .isInstanceOf(Valid.class);
    }
}
