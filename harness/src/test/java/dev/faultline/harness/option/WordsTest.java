package dev.faultline.harness.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    private static final List<String> FAULTS = List.of("partition", "kill", "pause", "slow");

    @ParameterizedTest
    @CsvSource({"partiton, partition", "KILL, kill", "kil, kill", "pausse, pause", "slo, slow", "partitions, partition"
    })
    void a_misspelt_word_is_answered_with_the_nearest(String typed, String meant) {
        assertThat(Words.unknown("--faults", "fault", typed, FAULTS))
                .hasMessageContaining("Did you mean " + meant + "?")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void a_word_like_no_other_is_answered_with_all_there_are() {
        assertThat(Words.unknown("--faults", "fault", "earthquake", FAULTS))
                .hasMessage("--faults: no fault \"earthquake\". (kill, partition, pause, slow)");
    }

    @Test
    void a_known_word_is_looked_up() {
        assertThat(Words.lookUp("--n", "number", "two", Map.of("one", 1, "two", 2)))
                .isEqualTo(2);
        assertThatThrownBy(() -> Words.lookUp("--n", "number", "tow", Map.of("one", 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_command_is_quoted_where_a_shell_would_take_it_apart() {
        assertThat(Words.inShell(List.of("./faultline", "run", "--option", "a=b", "--targets=one,all", "C#m")))
                .isEqualTo("./faultline run --option a=b --targets=one,all C#m");
        assertThat(Words.inShell(List.of("a b", "p99<=5ms", "it's", "", "#no", "$HOME", "*")))
                .isEqualTo("'a b' 'p99<=5ms' 'it'\\''s' '' '#no' '$HOME' '*'");
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', 0",
        "abc, abc, 0",
        "abc, '', 3",
        "kitten, sitting, 3",
        "flaw, lawn, 2",
        "ectd, etcd, 1",
        "slwo, slow, 1"
    })
    void the_distance_counts_insertions_deletions_substitutions_and_swaps(String a, String b, int distance) {
        assertThat(Words.distance(a, b)).isEqualTo(distance);
        assertThat(Words.distance(b, a)).isEqualTo(distance);
    }
}
