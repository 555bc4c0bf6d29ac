package dev.faultline.checkers.verdict;

/**
 * Nothing can be said.
 *
 * @param cause why, in words fit for one line; never blank
 */
public record Unknown(String cause) implements Verdict {
    public Unknown {
        if (cause.isBlank()) {
            throw new IllegalArgumentException("cause: an unknown verdict names its cause");
        }
    }
}
