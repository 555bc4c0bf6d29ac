package dev.faultline.checkers.history;

/** An operation whose value has not the shape its function needs. Checkers answer UNKNOWN and name it. */
public final class MalformedOperation extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public MalformedOperation(String message) {
        super(message);
    }
}
