package dev.faultline.harness.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    private static final List<Option> KNOWN = List.of(
            Option.oneOf("reads", "how reads are served", "linearizable", "serializable"),
            Option.number("ops-per-key", "operations on a key", 1500, 1));

    @Test
    void what_is_not_given_has_its_default() {
        Options options = Options.resolve(KNOWN, Map.of());
        assertThat(options.get("reads")).isEqualTo("linearizable");
        assertThat(options.number("ops-per-key")).isEqualTo(1500);
    }

    @Test
    void what_is_given_is_taken_and_all_are_told() {
        assertThat(Options.resolve(KNOWN, Map.of("reads", "serializable")).all())
                .isEqualTo(Map.of("reads", "serializable", "ops-per-key", "1500"));
    }

    @Test
    void an_unknown_option_is_refused_with_those_there_are() {
        assertThatThrownBy(() -> Options.resolve(KNOWN, Map.of("raeds", "serializable")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"raeds\"")
                .hasMessageContaining("ops-per-key, reads")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void a_word_that_is_not_allowed_is_refused_with_those_that_are() {
        assertThatThrownBy(() -> Options.resolve(KNOWN, Map.of("reads", "dirty")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--option reads: \"dirty\" is not allowed (linearizable, serializable)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "many", "", "99999999999999999999"})
    void a_number_out_of_range_is_refused_with_the_range(String value) {
        assertThatThrownBy(() -> Options.resolve(KNOWN, Map.of("ops-per-key", value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--option ops-per-key: \"" + value + "\" is not allowed (a whole number, 1 or more)");
    }

    @Test
    void asking_for_an_option_that_nobody_declared_is_an_error() {
        assertThatThrownBy(() -> Options.resolve(KNOWN, Map.of()).get("writes"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("writes");
    }
}
