package dev.faultline.nodeimage.provision;

import java.util.Optional;
import java.util.function.Supplier;

/** Takes the time of each step, tells the progress, and has one shape for all: look, and only then work. */
final class Steps {

    /** What a step is doing, told as it goes on. */
    interface Work {
        void activity(String activity);
    }

    /** Makes what was not there and returns its name. */
    interface Maker {
        String make(Work work);
    }

    private final Machine machine;
    private final Progress progress;

    Steps(Machine machine, Progress progress) {
        this.machine = machine;
        this.progress = progress;
    }

    /** Returns what {@code find} finds, or else what {@code maker} makes. */
    String provide(String name, Supplier<Optional<String>> find, Maker maker) {
        long started = machine.nanos();
        Optional<String> there = find.get();
        String detail = there.orElseGet(() -> maker.make(activity -> progress.working(name, activity)));
        progress.done(new Step(name, detail, there.isPresent(), (machine.nanos() - started) / 1_000_000));
        return detail;
    }
}
