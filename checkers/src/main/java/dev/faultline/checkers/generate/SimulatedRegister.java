package dev.faultline.checkers.generate;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A register, with compare-and-set or without. */
final class SimulatedRegister implements SimulatedObject {
    private final boolean compares;
    private final boolean unique;
    private @Nullable Object held;
    private long written;

    SimulatedRegister(boolean compares, boolean unique) {
        this.compares = compares;
        this.unique = unique;
    }

    private long fresh(SplitMix random) {
        return unique ? written++ : random.below(SMALL);
    }

    @Override
    public Call next(SplitMix random) {
        int choice = random.below(compares ? 3 : 2);
        return switch (choice) {
            case 0 -> Call.of("read", null);
            case 1 -> Call.of("write", fresh(random));
            default -> Call.of("cas", List.of(expected(random), fresh(random)));
        };
    }

    /** Mostly what is there now, so that some succeed although others come in between. */
    private Object expected(SplitMix random) {
        if (held == null || random.below(4) == 0) {
            return (long) random.below(SMALL);
        }
        return held;
    }

    @Override
    public void apply(Call call) {
        switch (call.function) {
            case "read" -> call.result = held;
            case "write" -> held = call.argument;
            default -> compareAndSet(call);
        }
    }

    private void compareAndSet(Call call) {
        if (call.argument instanceof List<?> pair && Objects.equals(pair.get(0), held)) {
            held = pair.get(1);
        } else {
            call.refused = true;
        }
    }

    @Override
    public int plantedCalls() {
        return 3;
    }

    /** A value is written once, overwritten after that, and read after that. */
    @Override
    public Call planted(int step, SplitMix random) {
        return switch (step) {
            case 0 -> Call.of("write", MARKER);
            case 1 -> Call.of("write", fresh(random));
            default -> Call.answered("read", null, MARKER);
        };
    }
}
