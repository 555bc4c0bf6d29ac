package dev.faultline.harness.generator;

import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;

/** All at the same time; where several have an operation at one moment, the dice choose who is asked first. */
record Together(Branches branches, long count) implements Generator {

    @Override
    public Next next(Context context) {
        if (branches.size() == 0) {
            return Next.DONE;
        }
        return branches.next(
                context.dice(count).below(branches.size()),
                context::branch,
                rest -> new Together(rest, count + 1),
                waiting -> new Together(waiting, count));
    }

    @Override
    public Generator completed(Context context, Invocation invocation, Completion completion) {
        return new Together(branches.completedAll(context, invocation, completion), count);
    }
}
