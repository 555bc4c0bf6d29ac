package dev.faultline.harness.report;

import java.util.Locale;

/** How a call ended. */
enum Outcome {
    OK,
    /** It definitely did not happen. */
    FAIL,
    /** It may or may not have happened. */
    INFO;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
