package dev.faultline.checkers.model;

import dev.faultline.checkers.history.Edn;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a model says of an operation: it leads to a next state, or it cannot happen here. */
public sealed interface Step<S> {

    /** The operation can happen and leaves the object in that state. */
    record Next<S>(S state) implements Step<S> {}

    /**
     * The operation cannot happen in this state. The words are put together only when someone reads them, since a
     * search meets far more dead ends than it shows; {@code %s} stands for arguments, shown as EDN.
     */
    record Illegal<S>(String format, List<@Nullable Object> arguments) implements Step<S> {
        public Illegal {
            arguments = Collections.unmodifiableList(Arrays.asList(arguments.toArray()));
        }

        public String message() {
            return String.format(format, arguments.stream().map(Edn::print).toArray());
        }
    }
}
