package dev.faultline.harness.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountsTest {
    @ParameterizedTest
    @CsvSource({"60, 60000", "0, 0", "300ms, 300", "10s, 10000", "1.5s, 1500", "2m, 120000", "1h, 3600000", "0.25, 250"
    })
    void durations_have_a_unit_or_are_seconds(String text, long millis) {
        assertThat(Amounts.duration("--time-limit", text)).hasMillis(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "90s", "300ms", "1500ms", "0.25ms", "0.000001ms"})
    void a_duration_is_told_as_it_is_read(String text) {
        assertThat(Amounts.text(Amounts.duration("--time-limit", text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1 s", "s", "1d", "1e3", "ten", ".5", "9999999999"})
    void anything_else_is_no_duration(String text) {
        assertThatThrownBy(() -> Amounts.duration("--time-limit", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--time-limit: \"" + text + "\" is no duration");
    }

    @ParameterizedTest
    @CsvSource({"10, 5, 10", "2n, 5, 10", "1n, 1, 1", "1000, 5, 1000", "200n, 5, 1000"})
    void clients_are_counted_or_given_for_each_node(String text, int nodes, int clients) {
        assertThat(Amounts.clients("--concurrency", text, nodes)).isEqualTo(clients);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "n", "-1", "2.5n", "2N", "2nn", "0", "0n", "1001", "201n", "999999n", "9999999"})
    void anything_else_is_no_number_of_clients(String text) {
        assertThatThrownBy(() -> Amounts.clients("--concurrency", text, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--concurrency: ");
    }

    @ParameterizedTest
    @CsvSource({"200, 200", "0.5, 0.5", "-3, -3", "1e6, 1000000"})
    void numbers_are_printed_with_as_few_digits_as_they_need(double number, String text) {
        assertThat(Amounts.plain(number)).isEqualTo(text);
    }
}
