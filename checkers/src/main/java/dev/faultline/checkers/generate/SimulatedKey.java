package dev.faultline.checkers.generate;

import org.jspecify.annotations.Nullable;

/** A key of a store of texts: get, put and append. It begins as the empty text. */
final class SimulatedKey implements SimulatedObject {
    private final boolean unique;
    private String held = "";
    private long written;

    SimulatedKey(boolean unique) {
        this.unique = unique;
    }

    private String fresh(SplitMix random) {
        return Long.toString(unique ? written++ : random.below(SMALL));
    }

    @Override
    public Call next(SplitMix random) {
        int choice = random.below(8);
        if (choice < 4) {
            return Call.of("get", null);
        }
        // Puts are frequent enough that texts stay short.
        return choice < 6 ? Call.of("put", fresh(random)) : Call.of("append", " " + fresh(random));
    }

    @Override
    public void apply(Call call) {
        switch (call.function) {
            case "get" -> call.result = held;
            case "put" -> held = text(call.argument);
            default -> held += text(call.argument);
        }
    }

    private static String text(@Nullable Object value) {
        return String.valueOf(value);
    }

    @Override
    public int plantedCalls() {
        return 3;
    }

    /** A text is put once, replaced after that, and got after that. */
    @Override
    public Call planted(int step, SplitMix random) {
        return switch (step) {
            case 0 -> Call.of("put", "marker");
            case 1 -> Call.of("put", fresh(random));
            default -> Call.answered("get", null, "marker");
        };
    }
}
