package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Operations;
import dev.faultline.checkers.history.ValueParts;
import dev.faultline.checkers.model.ElementSet;
import dev.faultline.checkers.model.Model;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sets to which each element is added once at most and from which it is removed once at most (after Lee and Mathur, arXiv
 * 2410.04581). Elements do not matter to each other, so each is judged by itself.
 *
 * <p>An element must have been added by the first completion of an operation that found it, and can be added no later than
 * when its add completed. It can be removed no earlier than its removal, and all that found it, were invoked. In the
 * slots from the former to the latter it is surely there, and what did not find it needs a slot outside. Where there are no
 * such slots, it can be added, found and removed at one moment.
 *
 * <p>A crashed add is needed only where somebody found the element, and happened before the first of them completed. A
 * crashed removal may happen at any time, or never. Linear in time.
 */
final class ElementSpans implements FastPath {
    private static final int NONE = -1;

    @Override
    public String name() {
        return "element-spans";
    }

    @Override
    public String about() {
        return "sets to which no element is added twice, from which none is removed twice, and which are not read as a whole";
    }

    @Override
    public Answer decide(Operations operations, Model<?> model) {
        return model.equals(new ElementSet())
                ? new Sweep(operations).judge()
                : new Answer.NotMine("the model is no empty set");
    }

    private static final class Sweep {
        private final Operations operations;
        private final Moments moments;

        /** The numbers of elements. */
        private final ValueParts parts;

        /** By element. */
        private final int[] adds;

        private final int[] removals;

        /** By element: whoever found it and completed first, or was invoked last. */
        private final int[] foundFirst;

        private final int[] foundLast;

        /** By operation: the element that it looked for in vain. */
        private final int[] missed;

        Sweep(Operations operations) {
            this.operations = operations;
            this.moments = Moments.of(operations);
            this.parts = operations.valueParts();
            this.adds = filled(parts.count());
            this.removals = filled(parts.count());
            this.foundFirst = filled(parts.count());
            this.foundLast = filled(parts.count());
            this.missed = filled(operations.size());
        }

        private static int[] filled(int size) {
            int[] array = new int[size];
            Arrays.fill(array, NONE);
            return array;
        }

        Answer judge() {
            for (int op = 0; op < operations.size(); op++) {
                String reason = read(op);
                if (reason != null) {
                    return new Answer.NotMine(reason);
                }
            }
            for (int element = 0; element < parts.count(); element++) {
                Answer wrong = found(element);
                if (wrong != null) {
                    return wrong;
                }
            }
            for (int op = 0; op < missed.length; op++) {
                if (missed[op] != NONE && isThereThroughout(missed[op], op)) {
                    int element = missed[op];
                    return impossible(
                            "was not found although it was there all the time",
                            op,
                            adds[element],
                            foundFirst[element],
                            foundLast[element]);
                }
            }
            return new Answer.Possible(new int[0]);
        }

        /** The reason why this algorithm cannot judge the operation, if any. */
        private @Nullable String read(int op) {
            boolean ok = operations.ok()[op];
            int value = ok ? operations.results()[op] : operations.arguments()[op];
            String function = operations.functionTable().get(operations.functions()[op]);
            if (ok && value != operations.arguments()[op] && !function.equals("contains")) {
                return "the element has changed: " + operations.operation(op);
            }
            switch (function) {
                case "add" -> {
                    return once(adds, parts.whole(value), op);
                }
                case "remove" -> {
                    int element = parts.whole(value);
                    if (ok) {
                        find(element, op);
                    }
                    return once(removals, element, op);
                }
                case "contains" -> {
                    return ok ? look(op, value) : null;
                }
                default -> {
                    return ok ? "it cannot judge " + operations.operation(op) : null;
                }
            }
        }

        private @Nullable String once(int[] byElement, int element, int op) {
            if (byElement[element] != NONE) {
                return "not for the first time: " + operations.operation(op);
            }
            byElement[element] = op;
            return null;
        }

        private @Nullable String look(int op, int value) {
            int element = parts.first(value);
            if (element == ValueParts.NO_PAIR || !(parts.second(value) instanceof Boolean found)) {
                return "it cannot judge " + operations.operation(op);
            }
            if (found) {
                find(element, op);
            } else {
                missed[op] = element;
            }
            return null;
        }

        private void find(int element, int op) {
            if (foundFirst[element] == NONE || moments.completed()[op] < moments.completed()[foundFirst[element]]) {
                foundFirst[element] = op;
            }
            if (foundLast[element] == NONE || moments.invoked()[op] > moments.invoked()[foundLast[element]]) {
                foundLast[element] = op;
            }
        }

        private @Nullable Answer found(int element) {
            int first = foundFirst[element];
            if (first == NONE) {
                return null;
            }
            int add = adds[element];
            int removal = removals[element];
            if (add == NONE) {
                return impossible("was found, but never added", first);
            }
            if (moments.completed()[first] < moments.invoked()[add]) {
                return impossible("was found before it was added", first, add);
            }
            if (removal != NONE && moments.completed()[removal] < moments.invoked()[foundLast[element]]) {
                return impossible("was found after it was removed", foundLast[element], removal);
            }
            return null;
        }

        private boolean isThereThroughout(int element, int op) {
            int add = adds[element];
            int first = foundFirst[element];
            if (add == NONE) {
                return false;
            }
            int from = moments.completed()[add];
            int until = moments.invoked()[add];
            if (first != NONE) {
                from = Math.min(from, moments.completed()[first]);
                until = Math.max(until, moments.invoked()[foundLast[element]]);
            }
            int removal = removals[element];
            until = removal == NONE ? moments.end() : Math.max(until, moments.invoked()[removal]);
            return moments.invoked()[op] >= from && moments.completed()[op] <= until;
        }

        private Answer impossible(String what, int... chosen) {
            List<Integer> clash = Arrays.stream(chosen)
                    .filter(op -> op != NONE && operations.ok()[op])
                    .distinct()
                    .boxed()
                    .toList();
            return new Answer.Impossible(clash, operations.operation(chosen[0]) + ": it " + what);
        }
    }
}
