package dev.faultline.nodeimage.provision;

/**
 * What the doctor found in one place.
 *
 * @param name what was looked at
 * @param state how it stands
 * @param seen what was seen there
 * @param advice what to do about it; empty if nothing has to be done
 */
public record Finding(String name, State state, String seen, String advice) {

    /** How it stands: as wanted, usable with a loss that is named, or in the way of a run. */
    public enum State {
        OK,
        WARNING,
        MISSING
    }

    public Finding {
        if (state == State.OK != advice.isEmpty()) {
            throw new IllegalArgumentException("advice: given exactly when something is wrong, but " + name + " is "
                    + state + " with \"" + advice + "\"");
        }
    }

    static Finding ok(String name, String seen) {
        return new Finding(name, State.OK, seen, "");
    }

    static Finding warning(String name, String seen, String advice) {
        return new Finding(name, State.WARNING, seen, advice);
    }

    static Finding missing(String name, String seen, String advice) {
        return new Finding(name, State.MISSING, seen, advice);
    }
}
