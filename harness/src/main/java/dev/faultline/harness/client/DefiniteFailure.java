package dev.faultline.harness.client;

/**
 * Nothing happened and nothing will: the operation was refused before it could have an effect. To be thrown only on the word of
 * the system itself, never for what the transport says.
 */
public class DefiniteFailure extends Exception {
    private static final long serialVersionUID = 1;

    public DefiniteFailure(String message) {
        super(message);
    }

    public DefiniteFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
