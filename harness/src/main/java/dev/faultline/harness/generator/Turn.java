package dev.faultline.harness.generator;

import dev.faultline.harness.operation.Operation;
import dev.faultline.harness.time.Dice;
import java.util.Optional;

/** What a function that makes an operation knows: who is to perform it, when, and dice. */
public final class Turn {
    private final Context context;
    private final int thread;
    private final Dice dice;

    Turn(Context context, int thread, Dice dice) {
        this.context = context;
        this.thread = thread;
        this.dice = dice;
    }

    /** Nanoseconds on the run's clock. */
    public long now() {
        return context.now();
    }

    /** The thread chosen for the operation. */
    public int thread() {
        return thread;
    }

    /** The process that this thread carries. */
    public long process() {
        return context.process(thread);
    }

    /** The place, from 0, of the chosen thread among those that the generator may use: in a group, its number there. */
    public int index() {
        return context.all().rank(thread);
    }

    /** How many operations there were before this one in its scope, which is its key, or else the run: a value never used there. */
    public long ordinal() {
        return context.memory().operations();
    }

    /** What this process did last in its scope with success: function and value as completed. Empty for a new process. */
    public Optional<Operation> lastOk() {
        return Optional.ofNullable(context.memory().lastOk(thread));
    }

    /** Dice that fall the same way for the same operation of the same seed. */
    public Dice dice() {
        return dice;
    }
}
