package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Operations;
import dev.faultline.checkers.model.Model;
import java.util.List;

/**
 * Decides one kind of object in about linear time, where its preconditions hold: it checks them itself, and leaves to the general
 * search what is not its own. Pure and without state; asked for one object's operations, the failed ones left out.
 */
public interface FastPath {

    /** How users name it: lower case, with hyphens. */
    String name();

    /** What it decides and under which conditions, in one line. */
    String about();

    /**
     * Decides whether the operations are linearizable.
     *
     * @param model the object in its initial state
     */
    Answer decide(Operations operations, Model<?> model);

    /** What came of it; never that it could not finish. */
    sealed interface Answer {

        /**
         * They are linearizable.
         *
         * @param order numbers of all ok operations and of those crashed ones that happened, in an order that proves it; empty when
         *     the path makes none
         */
        record Possible(int[] order) implements Answer {}

        /**
         * They are not.
         *
         * @param clash numbers of operations that are impossible together even when every other completion is forgotten
         * @param because what is impossible about them, in words fit for one line
         */
        record Impossible(List<Integer> clash, String because) implements Answer {
            public Impossible {
                clash = List.copyOf(clash);
            }
        }

        /**
         * A precondition does not hold.
         *
         * @param reason in words that follow "zones does not apply: "
         */
        record NotMine(String reason) implements Answer {}
    }
}
