package dev.faultline.checkers.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an operation does to an object that holds one value: it may need the object to hold a certain value, and it may
 * put a value there.
 */
public record Access(
        boolean needs,
        @Nullable Object needed,
        boolean puts,
        @Nullable Object put) {
    /** Legal always, without effect. */
    public static final Access NOTHING = new Access(false, null, false, null);

    public static Access needing(@Nullable Object value) {
        return new Access(true, value, false, null);
    }

    public static Access putting(@Nullable Object value) {
        return new Access(false, null, true, value);
    }

    public static Access swapping(@Nullable Object from, @Nullable Object to) {
        return new Access(true, from, true, to);
    }

    /** Whether the object holds afterwards what it held before, wherever this is legal. */
    public boolean changesNothing() {
        return !puts || (needs && Objects.equals(needed, put));
    }
}
