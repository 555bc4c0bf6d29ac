package dev.faultline.checkers.generate;

/** A counter that only grows, by one. */
final class SimulatedCounter implements SimulatedObject {
    private long count;
    private long told;

    @Override
    public Call next(SplitMix random) {
        return Call.of(random.below(2) == 0 ? "read" : "increment", null);
    }

    @Override
    public void apply(Call call) {
        if (call.function.equals("read")) {
            call.result = count;
        } else {
            count++;
        }
    }

    @Override
    public void acknowledged(Call call) {
        told += call.function.equals("increment") ? 1 : 0;
    }

    @Override
    public int plantedCalls() {
        return 1;
    }

    /** Fewer are read than had been acknowledged before. */
    @Override
    public Call planted(int step, SplitMix random) {
        return Call.answered("read", null, told - 1);
    }
}
