package dev.faultline.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.node.Bug;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrialLineTest {
    @Test
    void a_line_is_a_bug_or_a_correct_configuration_with_the_options_of_run() {
        List<TrialLine> lines = TrialLine.read("mine.txt", """
                # what follows is tried
                bug stale-leader-read --workload register --faults partition

                correct --workload set
                """);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).bug()).contains(Bug.STALE_LEADER_READ);
        assertThat(lines.get(0).valueOf("--faults")).isEqualTo("partition");
        assertThat(lines.get(0).valueOf("--targets")).isEmpty();
        assertThat(lines.get(0).sound())
                .containsExactly("--system", "single-leader", "--workload", "register", "--faults", "partition");
        assertThat(lines.get(0).planted())
                .startsWith(lines.get(0).sound().toArray(String[]::new))
                .endsWith("--option", "bug=stale-leader-read");
        assertThat(lines.get(0).faults()).isEqualTo("partition");
        assertThat(lines.get(1).bug()).isEmpty();
        assertThat(lines.get(1).planted()).isEqualTo(lines.get(1).sound());
    }

    @Test
    void a_line_is_known_by_its_options_and_its_faults() {
        List<TrialLine> lines = TrialLine.read("mine.txt", """
                correct --workload set --faults kill,loss --time-limit 90
                correct --workload set --option reads=lease --option snapshot-entries=9 --schedule @torn
                """);
        assertThat(lines)
                .map(TrialLine::name)
                .containsExactly("as it is by default", "reads=lease, snapshot-entries=9");
        assertThat(lines).map(TrialLine::faults).containsExactly("kill, loss", "schedule torn");
    }

    @Test
    void every_bug_has_a_line_of_its_own_and_the_workload_that_must_see_it() {
        List<TrialLine> bugs = TrialLine.standard().stream()
                .filter(line -> line.bug().isPresent())
                .toList();
        assertThat(bugs)
                .map(TrialLine::bug)
                .map(Optional::orElseThrow)
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(Bug.values()));
        assertThat(bugs)
                .allSatisfy(line -> assertThat(line.valueOf("--workload"))
                        .isEqualTo(line.bug().orElseThrow().workload()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bugs stale-leader-read --workload register | mine.txt:2: begins with bug or correct, not with \"bugs\"",
                "bug stale-leader-raed --workload register  | mine.txt:2: bug: no bug \"stale-leader-raed\". Did you mean stale-leader-read?",
                "bug                                        | mine.txt:2: bug: no bug \"\".",
                "correct --workload register --faults       | mine.txt:2: --faults has no value",
                "correct workload register                  | mine.txt:2: \"workload\" is no option (--name)",
                "correct --faults kill                      | mine.txt:2: --workload is missing",
            })
    void what_is_wrong_is_told_with_its_line_and_its_word(String line, String complaint) {
        assertThatThrownBy(() -> TrialLine.read("mine.txt", "correct --workload set\n" + line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(complaint)
                .message()
                .doesNotContain("\n");
    }
}
