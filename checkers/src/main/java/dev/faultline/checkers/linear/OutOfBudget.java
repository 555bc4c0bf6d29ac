package dev.faultline.checkers.linear;

/** A search has to end without an answer; the message is the cause. */
final class OutOfBudget extends Exception {
    private static final long serialVersionUID = 1L;

    private final Cause kind;

    OutOfBudget(Cause kind, String cause) {
        super(cause, null, false, false);
        this.kind = kind;
    }

    Cause kind() {
        return kind;
    }

    String cause() {
        return String.valueOf(getMessage());
    }
}
