package dev.faultline.harness.generator;

import dev.faultline.harness.generator.Next.Pending;
import dev.faultline.harness.generator.Next.Ready;
import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;
import dev.faultline.harness.time.Dice;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Generators side by side; done when all of them are. What the ones asked in vain have learnt is kept, so that a sleep goes on
 * while its neighbours work.
 */
final class Branches {
    /** {@code null} where one is done. */
    private final @Nullable Generator[] generators;

    Branches(List<Generator> generators) {
        this(generators.toArray(Generator[]::new));
    }

    private Branches(@Nullable Generator[] generators) {
        this.generators = generators;
    }

    int size() {
        return generators.length;
    }

    /**
     * Asks them in turn, from number {@code first} on and around, until one has an operation.
     *
     * @param contexts what each of them sees
     * @param ready the generator that goes on with these branches after an operation
     * @param pending the same while there is none
     */
    Next next(
            int first,
            IntFunction<Context> contexts,
            Function<Branches, Generator> ready,
            Function<Branches, Generator> pending) {
        Branches asked = new Branches(generators.clone());
        boolean done = true;
        long askAgain = Pending.ON_COMPLETION;
        for (int turn = 0; turn < generators.length; turn++) {
            int i = (first + turn) % generators.length;
            Generator generator = generators[i];
            if (generator == null) {
                continue;
            }
            Next next = generator.next(contexts.apply(i));
            if (next instanceof Ready found) {
                asked.generators[i] = found.rest();
                return new Ready(found.operation(), found.thread(), ready.apply(asked));
            } else if (next instanceof Pending waiting) {
                asked.generators[i] = waiting.waiting();
                askAgain = Math.min(askAgain, waiting.askAgainNanos());
                done = false;
            } else {
                asked.generators[i] = null;
            }
        }
        return done ? Next.DONE : new Pending(pending.apply(asked), askAgain);
    }

    /**
     * Asks all of them, and takes one of those that have an operation.
     *
     * @param dice choose it, each as likely
     * @param contexts what each of them sees
     * @param ready the generator that goes on with these branches after an operation
     * @param pending the same while there is none
     */
    Next nextOfReady(
            Dice dice,
            IntFunction<Context> contexts,
            Function<Branches, Generator> ready,
            Function<Branches, Generator> pending) {
        Branches asked = new Branches(generators.clone());
        SortedMap<Integer, Ready> found = new TreeMap<>();
        boolean done = true;
        long askAgain = Pending.ON_COMPLETION;
        for (int i = 0; i < generators.length; i++) {
            Generator generator = generators[i];
            Next next = generator == null ? Next.DONE : generator.next(contexts.apply(i));
            if (next instanceof Ready r) {
                found.put(i, r);
            } else if (next instanceof Pending waiting) {
                asked.generators[i] = waiting.waiting();
                askAgain = Math.min(askAgain, waiting.askAgainNanos());
                done = false;
            } else {
                asked.generators[i] = null;
            }
        }
        if (found.isEmpty()) {
            return done ? Next.DONE : new Pending(pending.apply(asked), askAgain);
        }
        int chosen = dice.oneOf(List.copyOf(found.keySet()));
        Next next = Objects.requireNonNull(found.get(chosen));
        return next.within(rest -> ready.apply(asked.with(chosen, rest)));
    }

    private Branches with(int index, Generator generator) {
        Branches changed = new Branches(generators.clone());
        changed.generators[index] = generator;
        return changed;
    }

    /** All of them hear of the end of an operation. */
    Branches completedAll(Context context, Invocation invocation, Completion completion) {
        Branches told = this;
        for (int i = 0; i < size(); i++) {
            told = told.completed(i, context.branch(i), invocation, completion);
        }
        return told;
    }

    /** Number {@code index} hears of the end of an operation. */
    Branches completed(int index, Context context, Invocation invocation, Completion completion) {
        Generator generator = generators[index];
        if (generator == null) {
            return this;
        }
        return with(index, generator.completed(context, invocation, completion));
    }
}
