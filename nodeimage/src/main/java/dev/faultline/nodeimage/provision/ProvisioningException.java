package dev.faultline.nodeimage.provision;

import java.util.List;

/** The machine cannot be made ready. The message is one line for the user: what is missing, and what to run. */
public final class ProvisioningException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> output;

    ProvisioningException(String message) {
        this(message, List.of());
    }

    ProvisioningException(String message, List<String> output) {
        super(message);
        this.output = List.copyOf(output);
    }

    /** {@code what} failed because {@code command} did. */
    static ProvisioningException of(String what, Command command, Result result) {
        String how = result.exit() == Result.TIMED_OUT
                ? "did not finish within " + command.limit().toSeconds() + " s"
                : "ended with exit code " + result.exit();
        return new ProvisioningException("%s: %s %s".formatted(what, brief(command), how), result.lastLines(12));
    }

    private static String brief(Command command) {
        String text = command.toString();
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }

    /** The last lines of the command that failed; empty if none did. */
    public List<String> output() {
        return output;
    }
}
