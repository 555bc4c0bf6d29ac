package dev.faultline.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** Commands taken apart. */
class ShellWordsTest {
    @Test
    void words_are_parted_by_space() {
        assertThat(ShellWords.of(" ./faultline  run\t--seed 1 ")).containsExactly("./faultline", "run", "--seed", "1");
        assertThat(ShellWords.of("")).isEmpty();
    }

    @Test
    void quotes_keep_space_and_other_quotes() {
        assertThat(ShellWords.of("--objective 'recovery<10s' 'a \"b\"' \"it's\""))
                .containsExactly("--objective", "recovery<10s", "a \"b\"", "it's");
        assertThat(ShellWords.of("a'b c'd ''")).containsExactly("ab cd", "");
    }

    @Test
    void a_backslash_keeps_what_follows() {
        assertThat(ShellWords.of("'it'\\''s' a\\ b \"\\$x \\n\" '\\'")).containsExactly("it's", "a b", "$x \\n", "\\");
    }

    @Test
    void an_open_quote_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ShellWords.of("run 'a"));
        assertThatIllegalArgumentException().isThrownBy(() -> ShellWords.of("run \\"));
    }
}
