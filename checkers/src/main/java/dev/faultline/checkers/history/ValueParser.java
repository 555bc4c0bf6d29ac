package dev.faultline.checkers.history;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads values one after another, whatever the notation. */
interface ValueParser {
    /** Skips what stands between values; returns the next byte, not consumed, or {@link ByteSource#END}. */
    int skipBlank() throws IOException;

    /**
     * The next value, normal in the sense of {@link Edn}.
     *
     * @throws HistoryFormatException where there is none
     */
    @Nullable
    Object value() throws IOException;

    /** Forgets a value that was begun. */
    void restart();

    /**
     * The map of Jepsen's keys that describes an event.
     *
     * @throws IllegalArgumentException when the value is no event
     */
    Map<?, ?> event(@Nullable Object value);

    /** Says that a value is no event. */
    static IllegalArgumentException noEvent(@Nullable Object value) {
        return new IllegalArgumentException(
                "expected an event {:type ..., :process ...}, not " + ByteSource.shown(Edn.print(value)));
    }
}
