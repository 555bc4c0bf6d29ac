package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitCodeTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
                    valid,   -,       0
                    invalid, -,       1
                    unknown, -,       2
                    valid,   valid,   0
                    invalid, invalid, 0
                    unknown, unknown, 0
                    valid,   invalid, 1
                    invalid, valid,   1
                    unknown, invalid, 2
                    valid,   unknown, 1
                    """)
    void an_expected_verdict_is_a_success_and_any_other_is_not(String verdict, String expect, int code) {
        assertThat(ExitCode.of(verdict, expect)).isEqualTo(code);
    }
}
