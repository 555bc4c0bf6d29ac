package dev.faultline.harness.run;

import static dev.faultline.harness.generator.Generators.once;
import static dev.faultline.harness.generator.Generators.sleep;
import static dev.faultline.harness.generator.Generators.synchronize;
import static dev.faultline.harness.generator.Generators.then;

import dev.faultline.harness.fault.FaultPlan;
import dev.faultline.harness.fault.PlanEntry;
import dev.faultline.harness.fault.Scheduled;
import dev.faultline.harness.generator.Context;
import dev.faultline.harness.generator.Generator;
import dev.faultline.harness.generator.Next;
import dev.faultline.harness.operation.Operation;
import java.time.Duration;

/**
 * A fault plan as operations of the faults' process: wait, inject, wait, heal. A planned fault comes if it still fits into the time,
 * a scheduled one always, asked for a little ahead of its time and not before the one ahead of it is healed. Waits are counted from the end of the operation before: a fault holds for as long as it is planned, however long injecting takes.
 */
final class FaultSchedule {
    /** Before its time a scheduled fault is asked for, so that looking at the cluster first does not make it late. */
    static final Duration AHEAD = Duration.ofSeconds(1);

    private FaultSchedule() {}

    static Generator of(FaultPlan plan, Duration timeLimit) {
        return then(plan.faults().stream()
                .map(entry -> round(entry, plan.gap(), timeLimit))
                .toArray(Generator[]::new));
    }

    private static Generator round(PlanEntry entry, Duration gap, Duration timeLimit) {
        Generator round = then(
                sleep(gap),
                once(new Operation("inject", entry.number())),
                synchronize(sleep(entry.hold())),
                once(new Operation("heal", entry.number())));
        if (entry instanceof Scheduled scheduled) {
            return synchronize(new NotBefore(scheduled.at().minus(AHEAD).toNanos(), round));
        }
        long latest = timeLimit.minus(entry.hold()).minus(gap).toNanos();
        return synchronize(new StartingBy(latest, round));
    }

    /** Nothing at all when first asked too late. */
    private record StartingBy(long nanos, Generator generator) implements Generator {
        @Override
        public Next next(Context context) {
            return context.now() > nanos ? Next.DONE : generator.next(context);
        }
    }

    /** Nothing until the run's clock shows this. */
    private record NotBefore(long nanos, Generator generator) implements Generator {
        @Override
        public Next next(Context context) {
            return context.now() < nanos ? new Next.Pending(this, nanos) : generator.next(context);
        }
    }
}
