package dev.faultline.harness.generator;

import dev.faultline.harness.generator.Next.Done;
import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;
import java.util.List;

/**
 * One after the other.
 *
 * @param parts all of them
 * @param index the one in progress
 * @param current what has become of it
 */
record Sequence(List<Generator> parts, int index, Generator current) implements Generator {

    static Generator of(List<Generator> parts) {
        return parts.isEmpty() ? new Limit(0, Sequence::nothing) : new Sequence(parts, 0, parts.get(0));
    }

    private static Next nothing(Context context) {
        return Next.DONE;
    }

    @Override
    public Next next(Context context) {
        int at = index;
        Generator part = current;
        while (true) {
            int asked = at;
            Next next = part.next(context.branch(asked));
            if (!(next instanceof Done)) {
                return next.within(goingOn -> new Sequence(parts, asked, goingOn));
            }
            if (++at == parts.size()) {
                return Next.DONE;
            }
            part = parts.get(at);
        }
    }

    @Override
    public Generator completed(Context context, Invocation invocation, Completion completion) {
        return new Sequence(parts, index, current.completed(context.branch(index), invocation, completion));
    }
}
