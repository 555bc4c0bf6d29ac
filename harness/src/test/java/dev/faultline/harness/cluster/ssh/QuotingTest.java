package dev.faultline.harness.cluster.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotingTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "plain-word_1.2/3, plain-word_1.2/3",
                "two words, 'two words'",
                "$HOME, '$HOME'",
                "it's, 'it'\\''s'",
                "-n, -n",
                "~root, '~root'",
                "a\\b, 'a\\b'"
            })
    void a_word_is_quoted_only_where_it_must_be(String word, String quoted) {
        assertThat(Quoting.word(word)).isEqualTo(quoted);
    }

    @Test
    void an_empty_word_stays_a_word() {
        assertThat(Quoting.command(List.of("printf", ""))).isEqualTo("printf ''");
    }

    @Test
    void what_no_process_can_be_given_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Quoting.word("a\0b"));
        assertThatIllegalArgumentException().isThrownBy(() -> Quoting.command(List.of()));
    }
}
