package dev.faultline.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What has become of a failure. */
class FailureTest {
    private record Told(int at, char test, char verdict) {}

    /** Of runs from the oldest to the newest, F for one that failed, p for one that did not, - for one without a verdict. */
    private static String among(String runs) {
        List<Told> newestFirst = new ArrayList<>();
        for (int i = 0; i < runs.length(); i++) {
            newestFirst.add(0, new Told(i, 'a', runs.charAt(i)));
        }
        Map<Told, Failure> states =
                Failure.among(newestFirst, Told::test, run -> run.verdict() != '-', run -> run.verdict() == 'F');
        return newestFirst.stream()
                .map(run -> states.containsKey(run) ? states.get(run).word().substring(0, 1) : ".")
                .collect(Collectors.collectingAndThen(
                        Collectors.joining(),
                        s -> new StringBuilder(s).reverse().toString()));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "F, n",
        "pF, .n",
        "ppFF, ..oo",
        "FFF, ooo",
        "Fp, r.",
        "FpF, r.n",
        "FFpFF, rr.oo",
        "pp, ..",
        "F-, n.",
        "F-F, o.o"
    })
    void is_told_by_the_runs_before_and_after(String runs, String told) {
        assertThat(among(runs)).isEqualTo(told);
    }

    @Test
    void other_tests_do_not_count() {
        Told failed = new Told(0, 'a', 'F');
        assertThat(Failure.among(
                        List.of(new Told(1, 'b', 'p'), failed), Told::test, run -> true, run -> run.verdict() == 'F'))
                .containsExactly(Map.entry(failed, Failure.NEW));
    }

    @Test
    void two_nights_compare() {
        assertThat(Failure.of(false, true)).contains(Failure.NEW);
        assertThat(Failure.of(true, true)).contains(Failure.ONGOING);
        assertThat(Failure.of(true, false)).contains(Failure.RESOLVED);
        assertThat(Failure.of(false, false)).isEmpty();
    }

    @Test
    void a_configuration_is_the_test_without_its_seed() {
        assertThat(Configuration.of(SyntheticRun.test("serializable", null)))
                .isEqualTo(Configuration.of(SyntheticRun.test("serializable", "invalid")))
                .isNotEqualTo(Configuration.of(SyntheticRun.test("linearizable", null)));
    }
}
