package dev.faultline.checkers.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.checkers.history.History;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Verdict VALID = Verdict.valid();
    private static final Verdict INVALID = Verdict.invalid(new Bad("it is bad"));
    private static final Verdict UNKNOWN = Verdict.unknown("no time");

    private record Bad(String summary) implements Witness {
        @Override
        public Map<String, Object> toData() {
            return Map.of("summary", summary);
        }
    }

    private record Says(String name, Verdict verdict) implements Checker {
        @Override
        public Verdict check(History history) {
            return verdict;
        }
    }

    @Test
    void invalidOutweighsUnknownOutweighsValid() {
        assertThat(Verdict.compose(List.of(VALID, UNKNOWN, INVALID))).isSameAs(INVALID);
        assertThat(Verdict.compose(List.of(VALID, UNKNOWN))).isEqualTo(UNKNOWN);
        assertThat(Verdict.compose(List.of(VALID, VALID))).isEqualTo(VALID);
    }

    @Test
    void everyCauseIsKeptOnce() {
        assertThat(Verdict.compose(List.of(UNKNOWN, Verdict.unknown("no memory"), UNKNOWN)))
                .isEqualTo(Verdict.unknown("no time; no memory"));
    }

    @Test
    void nothingCheckedIsNotValid() {
        assertThat(Verdict.compose(List.of())).isEqualTo(Verdict.unknown("nothing was checked"));
    }

    @Test
    void anUnknownVerdictNamesItsCause() {
        assertThatThrownBy(() -> Verdict.unknown(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theWordsAreThoseUsersSee() {
        assertThat(List.of(VALID, INVALID, UNKNOWN))
                .extracting(Verdict::word)
                .containsExactly("valid", "invalid", "unknown");
    }

    @Test
    void aJudgementKeepsEachPart() {
        Judgement judgement =
                Judgement.of(History.of(), List.of(new Says("first", VALID), new Says("second", UNKNOWN)));

        assertThat(judgement.verdict()).isEqualTo(UNKNOWN);
        assertThat(judgement.finding("first").orElseThrow().verdict()).isEqualTo(VALID);
        assertThat(judgement.with(new Finding("third", INVALID, Map.of())).verdict())
                .isEqualTo(INVALID);
    }

    @Test
    void aCheckerThatThrowsFindsUnknownAndTheOthersAreHeard() {
        Checker broken = history -> {
            throw new IllegalStateException("broken");
        };
        Judgement judgement = Judgement.of(History.of(), List.of(broken, new Says("other", INVALID)));

        assertThat(judgement.verdict()).isEqualTo(INVALID);
        assertThat(judgement.finding("checker").orElseThrow().verdict())
                .isEqualTo(Verdict.unknown("the checker checker failed: java.lang.IllegalStateException: broken"));
    }

    @Test
    void twoFindingsOfOneNameAreRefused() {
        assertThatThrownBy(() -> Judgement.of(History.of(), List.of(new Says("a", VALID), new Says("a", VALID))))
                .hasMessage("findings: two are called a");
    }
}
