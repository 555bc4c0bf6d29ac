package dev.faultline.harness.run;

import static dev.faultline.harness.generator.Generators.once;
import static dev.faultline.harness.generator.Generators.sleep;
import static dev.faultline.harness.generator.Generators.synchronize;
import static dev.faultline.harness.generator.Generators.then;

import dev.faultline.harness.fault.FaultPlan;
import dev.faultline.harness.fault.Planned;
import dev.faultline.harness.generator.Context;
import dev.faultline.harness.generator.Generator;
import dev.faultline.harness.generator.Next;
import dev.faultline.harness.operation.Operation;
import java.time.Duration;

/**
 * A fault plan as operations of the faults' process: wait, inject, wait, heal, for each fault that still fits into the time. Waits
 * are counted from the end of the operation before: a fault holds for as long as it is planned, however long injecting takes.
 */
final class FaultSchedule {
    private FaultSchedule() {}

    static Generator of(FaultPlan plan, Duration timeLimit) {
        return then(plan.faults().stream()
                .map(planned -> round(planned, plan.gap(), timeLimit))
                .toArray(Generator[]::new));
    }

    private static Generator round(Planned planned, Duration gap, Duration timeLimit) {
        Generator round = then(
                sleep(gap),
                once(new Operation("inject", planned.number())),
                synchronize(sleep(planned.hold())),
                once(new Operation("heal", planned.number())));
        long latest = timeLimit.minus(planned.hold()).minus(gap).toNanos();
        return synchronize(new StartingBy(latest, round));
    }

    /** Nothing at all when first asked too late. */
    private record StartingBy(long nanos, Generator generator) implements Generator {
        @Override
        public Next next(Context context) {
            return context.now() > nanos ? Next.DONE : generator.next(context);
        }
    }
}
