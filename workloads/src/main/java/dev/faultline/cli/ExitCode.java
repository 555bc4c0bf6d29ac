package dev.faultline.cli;

import org.jspecify.annotations.Nullable;

/** What a command's end tells the shell. */
final class ExitCode {
    static final int VALID = 0;
    static final int INVALID = 1;
    static final int UNKNOWN = 2;
    static final int BAD_ARGUMENTS = 254;
    static final int CRASHED = 255;

    private ExitCode() {}

    static int of(String verdict) {
        return switch (verdict) {
            case "valid" -> VALID;
            case "invalid" -> INVALID;
            default -> UNKNOWN;
        };
    }

    /**
     * The code of a verdict of which another may have been expected, as of an assertion: 0 when it is the expected one, 2 when it
     * is unknown, else 1.
     *
     * @param expect null when nothing was said, which leaves the verdict's own code
     */
    static int of(String verdict, @Nullable String expect) {
        if (expect == null) {
            return of(verdict);
        }
        if (verdict.equals(expect)) {
            return VALID;
        }
        return of(verdict) == UNKNOWN ? UNKNOWN : INVALID;
    }

    /** The code of several verdicts: invalid outweighs unknown, and unknown outweighs valid. */
    static int worst(int a, int b) {
        return rank(a) >= rank(b) ? a : b;
    }

    private static int rank(int code) {
        return switch (code) {
            case VALID -> 0;
            case UNKNOWN -> 1;
            case INVALID -> 2;
            default -> 3;
        };
    }
}
