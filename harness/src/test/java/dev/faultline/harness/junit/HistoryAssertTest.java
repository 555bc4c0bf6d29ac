package dev.faultline.harness.junit;

import static dev.faultline.harness.junit.ChaosAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.linear.Budget;
import dev.faultline.checkers.model.CasRegister;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryAssertTest {
    private static History writtenThenRead(Object read) {
        return History.of(
                Event.invoke(0, "write", List.of("a", 1L)),
                Event.ok(0, "write", List.of("a", 1L)),
                Event.invoke(1, "read", Arrays.asList("a", null)),
                Event.ok(1, "read", Arrays.asList("a", read)));
    }

    @Test
    void a_history_from_a_file_is_judged_key_by_key(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("history.edn"), """
                {:index 0, :type :invoke, :process 0, :f :write, :value ["a" 1], :time 1}
                {:index 1, :type :ok, :process 0, :f :write, :value ["a" 1], :time 2}
                {:index 2, :type :invoke, :process 0, :f :read, :value ["b" nil], :time 3}
                {:index 3, :type :ok, :process 0, :f :read, :value ["b" nil], :time 4}
                """);
        assertThat(History.read(file)).perKey().isLinearizable(CasRegister.ofNothing());
    }

    @Test
    void a_violation_is_told_with_its_witness() {
        assertThat(writtenThenRead(1L)).perKey().isLinearizable(new CasRegister());
        assertThat(writtenThenRead(2L)).perKey().isNotLinearizable(new CasRegister());
        assertThatThrownBy(() -> assertThat(writtenThenRead(2L)).perKey().isLinearizable(new CasRegister()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("INVALID  key \"a\" is not linearizable")
                .hasMessageContaining("but nothing had written 2");
        assertThatThrownBy(() -> assertThat(writtenThenRead(1L)).perKey().isNotLinearizable(new CasRegister()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("it is VALID");
    }

    @Test
    void a_check_that_ends_undecided_passes_nothing() {
        History flat = History.of(Event.invoke(0, "write", 1L), Event.ok(0, "write", 1L));
        assertThat(flat).isLinearizable(new CasRegister());
        assertThatThrownBy(() -> assertThat(flat).as("no keys").perKey().isLinearizable(new CasRegister()))
                .hasMessageContaining("[no keys]")
                .hasMessageContaining("UNKNOWN  linearizable: ")
                .hasMessageContaining("expected a value [key v]");
        assertThatThrownBy(() -> assertThat(flat).perKey().isNotLinearizable(new CasRegister()))
                .hasMessageContaining("it is UNKNOWN: ");
        assertThatThrownBy(
                        () -> assertThat(flat).under(Budget.steps(1)).perKey().isLinearizable(new CasRegister()))
                .hasMessageContaining("UNKNOWN");
    }
}
