package dev.faultline.checkers.generate;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A set: add, remove, contains. Of unique elements each is added once. */
final class SimulatedSet implements SimulatedObject {
    /** Clients ask for one of so many elements that were added last. */
    private static final int RECENT = 64;

    private final boolean unique;
    private final Set<@Nullable Object> elements = new HashSet<>();
    private long added;

    SimulatedSet(boolean unique) {
        this.unique = unique;
    }

    @Override
    public Call next(SplitMix random) {
        return switch (random.below(4)) {
            case 0, 1 -> Call.of("contains", known(random));
            case 2 -> Call.of("add", unique ? added++ : (long) random.below(SMALL));
            default -> Call.of("remove", known(random));
        };
    }

    private long known(SplitMix random) {
        return unique ? Math.max(0, added - 1 - random.below(RECENT)) : random.below(SMALL);
    }

    @Override
    public void apply(Call call) {
        switch (call.function) {
            case "contains" -> call.result = List.of(element(call), elements.contains(call.argument));
            case "add" -> elements.add(call.argument);
            default -> call.refused = !elements.remove(call.argument);
        }
    }

    private static Object element(Call call) {
        return call.argument == null ? MARKER : call.argument;
    }

    @Override
    public int plantedCalls() {
        return 2;
    }

    /** An element is added that nobody removes, and after that it is not there. */
    @Override
    public Call planted(int step, SplitMix random) {
        return step == 0 ? Call.of("add", MARKER) : Call.answered("contains", MARKER, List.of(MARKER, false));
    }
}
