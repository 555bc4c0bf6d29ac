package dev.faultline.checkers.model;

import dev.faultline.checkers.history.Edn;
import dev.faultline.checkers.history.MalformedOperation;
import dev.faultline.checkers.history.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A set with add, remove, contains and read. To add what is there already changes nothing; what is removed must be there.
 * The value of contains is {@code [element true]} or {@code [element false]}, that of a read all elements; a read of nil
 * learned nothing and fits everywhere.
 */
public final class ElementSet implements Model<ElementSet> {
    private final PersistentMap<Boolean> elements;

    /** An empty set. */
    public ElementSet() {
        this(PersistentMap.empty());
    }

    private ElementSet(PersistentMap<Boolean> elements) {
        this.elements = elements;
    }

    @Override
    public Step<ElementSet> step(Operation op) {
        return switch (op.function()) {
            case "add" -> has(op.value()) ? same() : to(new ElementSet(elements.with(op.value(), true)));
            case "remove" ->
                has(op.value())
                        ? to(new ElementSet(elements.without(op.value())))
                        : illegal("remove %s, but it is not there", op.value());
            case "contains" -> contains(op);
            case "read" -> read(op);
            default -> illegal("no function %s", op.function());
        };
    }

    private boolean has(@Nullable Object element) {
        return elements.get(element) != null;
    }

    private Step<ElementSet> contains(Operation op) {
        if (!op.isOk()) {
            return same();
        }
        if (!(op.pair().second() instanceof Boolean found)) {
            throw new MalformedOperation(op + ": expected [element true] or [element false]");
        }
        Object element = op.pair().first();
        return found == has(element)
                ? same()
                : illegal(found ? "contains %s, but it is not there" : "does not contain %s, but it is there", element);
    }

    private Step<ElementSet> read(Operation op) {
        if (!op.isOk() || op.value() == null) {
            return same();
        }
        if (!(op.value() instanceof Collection<?> seen)) {
            throw new MalformedOperation(op + ": expected a collection, not " + Edn.print(op.value()));
        }
        for (Object element : seen) {
            if (!has(element)) {
                return illegal("read %s, which is not there", element);
            }
        }
        int distinct = seen instanceof Set<?> ? seen.size() : new HashSet<>(seen).size();
        return distinct == elements.size()
                ? same()
                : illegal("read " + distinct + " elements, but it holds " + elements.size());
    }

    @Override
    public Set<String> functions() {
        return Set.of("add", "remove", "contains", "read");
    }

    @Override
    public boolean changesNothing(Operation op) {
        return op.function().equals("contains") || op.function().equals("read");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ElementSet that && elements.equals(that.elements);
    }

    @Override
    public int hashCode() {
        return elements.hashCode();
    }

    @Override
    public String describe() {
        List<@Nullable Object> content = new ArrayList<>();
        elements.forEach((element, there) -> content.add(element));
        return Edn.print(content);
    }

    @Override
    public String toString() {
        return "ElementSet" + describe();
    }
}
