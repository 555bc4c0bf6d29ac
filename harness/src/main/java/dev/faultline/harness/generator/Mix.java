package dev.faultline.harness.generator;

import dev.faultline.harness.generator.Next.Done;
import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;
import dev.faultline.harness.time.Dice;
import java.util.ArrayList;
import java.util.List;

/** Before each operation the dice choose the part that makes it; a part that is done is chosen no more. */
record Mix(List<Part> parts, long count) implements Generator {

    /** A part and its dice, which stay its own when another part is gone. */
    record Part(int branch, int weight, Generator generator) {
        Part goingOn(Generator as) {
            return as == generator ? this : new Part(branch, weight, as);
        }
    }

    static Mix of(List<Weighted> weighted) {
        List<Part> parts = new ArrayList<>();
        for (Weighted each : weighted) {
            parts.add(new Part(parts.size(), each.weight(), each.generator()));
        }
        return new Mix(List.copyOf(parts), 0);
    }

    @Override
    public Next next(Context context) {
        List<Part> left = parts;
        while (!left.isEmpty()) {
            List<Part> of = left;
            int chosen = choose(of, context.dice(count));
            Part part = of.get(chosen);
            Next next = part.generator().next(context.branch(part.branch()));
            if (!(next instanceof Done)) {
                return next.within(
                        rest -> new Mix(with(of, chosen, rest), count + 1),
                        waiting -> new Mix(with(of, chosen, waiting), count));
            }
            left = without(of, chosen);
        }
        return Next.DONE;
    }

    private static int choose(List<Part> parts, Dice dice) {
        int sum = 0;
        for (Part part : parts) {
            sum = Math.addExact(sum, part.weight());
        }
        int draw = dice.below(sum);
        int chosen = 0;
        for (int below = parts.get(0).weight();
                draw >= below;
                below += parts.get(chosen).weight()) {
            chosen++;
        }
        return chosen;
    }

    private static List<Part> without(List<Part> parts, int index) {
        List<Part> copy = new ArrayList<>(parts);
        copy.remove(index);
        return copy;
    }

    private static List<Part> with(List<Part> parts, int index, Generator generator) {
        List<Part> copy = new ArrayList<>(parts);
        copy.set(index, parts.get(index).goingOn(generator));
        return List.copyOf(copy);
    }

    /** Every part hears of it: a compare-and-set wants to know what a read beside it has seen. */
    @Override
    public Generator completed(Context context, Invocation invocation, Completion completion) {
        List<Part> told = new ArrayList<>(parts.size());
        for (Part part : parts) {
            told.add(part.goingOn(part.generator().completed(context.branch(part.branch()), invocation, completion)));
        }
        return new Mix(List.copyOf(told), count);
    }
}
