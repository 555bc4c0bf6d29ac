package dev.faultline.harness.generator;

import dev.faultline.harness.generator.Next.Ready;
import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;
import java.util.Locale;

/**
 * The same operations with the same dice; each is logged when it has ended, for only then is it certain that it was handed out.
 *
 * @param open the threads on which an operation of its own is open
 */
record Trace(String name, Threads open, Generator inner) implements Generator {

    @Override
    public Next next(Context context) {
        Next next = inner.next(context);
        Threads with = next instanceof Ready ready ? open.with(ready.thread()) : open;
        return next.within(goingOn -> new Trace(name, with, goingOn));
    }

    @Override
    public Generator completed(Context context, Invocation invocation, Completion completion) {
        if (open.contains(invocation.thread())) {
            RunLog.say(context.now(), line(invocation, completion));
        }
        return new Trace(name, open.without(invocation.thread()), inner.completed(context, invocation, completion));
    }

    private String line(Invocation invocation, Completion completion) {
        String who = invocation.thread() == Context.FAULTS ? "faults" : "process " + invocation.process();
        String outcome = completion.outcome().name().toLowerCase(Locale.ROOT);
        String why = completion.error() == null ? "" : ", " + completion.error();
        return name + ": " + who + " " + invocation.function() + " " + invocation.value() + " from "
                + RunLog.seconds(invocation.nanos()) + " s: " + outcome + " " + completion.value() + why;
    }
}
