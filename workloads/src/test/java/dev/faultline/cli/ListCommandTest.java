package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.fault.catalogue.Faults;
import org.junit.jupiter.api.Test;

class ListCommandTest {

    @Test
    void everything_that_can_be_chosen_has_a_line() {
        Terminal.Ended ended = Terminal.run("list");
        assertThat(ended.code()).isZero();
        assertThat(ended.out())
                .contains("systems", "workloads", "faults", "models")
                .anySatisfy(line -> assertThat(line).contains("reads=linearizable, serializable"))
                .anySatisfy(line -> assertThat(line).contains("cas-register"));
        for (String name : Faults.names()) {
            assertThat(ended.out()).anySatisfy(line -> assertThat(line).startsWith("  " + name + " "));
        }
        for (String name : Catalogue.SYSTEMS.keySet()) {
            assertThat(ended.out())
                    .anySatisfy(line ->
                            assertThat(line).startsWith("  " + name + " ").contains("faults: "));
        }
    }

    @Test
    void shells_can_complete_every_command() {
        Terminal.Ended ended = Terminal.run("generate-completion");
        assertThat(ended.code()).isZero();
        assertThat(String.join("\n", ended.out())).contains("nightly", "--fault-limit", "complete ");
    }
}
