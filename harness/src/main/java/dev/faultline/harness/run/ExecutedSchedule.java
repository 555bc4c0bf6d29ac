package dev.faultline.harness.run;

import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.ScheduleFile;
import dev.faultline.harness.fault.Scheduled;
import dev.faultline.harness.store.RunFolder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What was injected when, kept as {@code schedule.json}. Whole milliseconds, rounded up: in a run by this schedule nothing comes
 * earlier or is cut short.
 */
final class ExecutedSchedule {
    private static final long NANOS_IN_MILLI = 1_000_000;

    private final RunFolder folder;
    private final List<Scheduled> faults = new ArrayList<>();

    ExecutedSchedule(RunFolder folder) {
        this.folder = folder;
        save();
    }

    /** @param hold as planned: it stands in the file if the run ends before the heal */
    void begins(Fault fault, long atNanos, Duration hold) {
        faults.add(new Scheduled(faults.size() + 1, fault, millis(atNanos), hold));
        save();
    }

    /** The last one stood for so long when its heal was asked for. */
    void held(long nanos) {
        int last = faults.size() - 1;
        Scheduled begun = faults.get(last);
        faults.set(last, new Scheduled(begun.number(), begun.fault(), begun.at(), millis(nanos)));
        save();
    }

    private void save() {
        ScheduleFile.write(folder.schedule(), faults);
    }

    private static Duration millis(long nanos) {
        return Duration.ofMillis((nanos + NANOS_IN_MILLI - 1) / NANOS_IN_MILLI);
    }
}
