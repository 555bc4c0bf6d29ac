package dev.faultline.checkers.linear;

/** A search has to end without an answer; the message is the cause. */
final class OutOfBudget extends Exception {
    private static final long serialVersionUID = 1L;

    OutOfBudget(String cause) {
        super(cause, null, false, false);
    }

    String cause() {
        return String.valueOf(getMessage());
    }
}
