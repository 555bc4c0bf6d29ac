package dev.faultline.harness.junit;

import dev.faultline.checkers.history.History;

/**
 * Assertions in AssertJ's way; to be imported beside AssertJ's own:
 *
 * <pre>{@code
 * assertThat(run).isValid().everyFaultProved().recoversWithin(ofSeconds(10));
 * assertThat(run).isInvalid().because("linearizable");
 * assertThat(History.read(Path.of("history.edn"))).perKey().isLinearizable(new CasRegister());
 * }</pre>
 */
public final class ChaosAssertions {
    private ChaosAssertions() {}

    /** Of a run. */
    public static ChaosRunAssert assertThat(ChaosRun actual) {
        return new ChaosRunAssert(actual);
    }

    /** Of a history, wherever it was recorded; no cluster is needed. */
    public static HistoryAssert assertThat(History actual) {
        return new HistoryAssert(actual, false);
    }
}
