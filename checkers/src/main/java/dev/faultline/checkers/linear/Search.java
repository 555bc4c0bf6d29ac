package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Operation;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a linearization, depth first, without recursion.
 *
 * <p>Just-in-time (Lowe, <em>Testing for linearizability</em>, 2017): events are walked in order, and only when an
 * operation ends that is not yet linearized must something be chosen: a sequence of open operations, that one last. A
 * configuration (event, linearized open operations, state, used crashed operations) is explored once, and not at all when
 * one that can do whatever it can was ({@link Memo}).
 *
 * <p>What keeps the choices few, each without loss of an answer:
 *
 * <ul>
 *   <li><em>Idle:</em> an operation that never changes the state is taken as soon as it is legal ({@link Walk}).
 *   <li><em>Alike:</em> of open operations with the same transitions only the one that ends first is tried; a crashed one
 *       only where no open bounded one is alike. Any order can swap them.
 *   <li><em>Idle crash:</em> a crashed operation that would not change this state is not tried, unless it overwrites.
 *   <li><em>Orphan</em> (one-value models): a value is not given up while a bounded operation still needs it and no
 *       operation is left that could put it again.
 *   <li><em>Overwritten</em> (one-value models): whenever a write takes effect that needs nothing, every other such write that is
 *       open may have taken effect just before it, and nobody would know. It is <em>free</em> from then on: when it ends it may pass
 *       as that, and until then it may still be used. So a write that nobody would find before the next one is never tried, and of
 *       two configurations the one in which more writes are free is as good ({@link Memo}).
 * </ul>
 *
 * <p>How often crashed operations were used is counted by class, or not, as {@link Portfolio} asks.
 *
 * <p>Time is exponential in the worst case (the problem is NP-complete, Gibbons and Korach 1997), hence the budget.
 */
final class Search {
    sealed interface Result permits Found, Impossible, Exhausted, Overused {
        /** What it cost, in the unit of {@link Budget#steps}. */
        long steps();

        Result withSteps(long newSteps);
    }

    /** A linearization, and for each operation in it the rank of the event before which it took effect. */
    record Found(List<Operation> order, int[] points, long steps) implements Result {
        @Override
        public Found withSteps(long newSteps) {
            return new Found(order, points, newSteps);
        }
    }

    /**
     * No order exists.
     *
     * @param clash operations that are impossible together whatever the others did; empty when that is not known
     * @param because what is impossible about those, in words fit for one line; empty when that is not known
     * @param reached the rank of the event that no order tried came past, where the shortest impossible prefix is likely to end;
     *     -1 when that is not known
     */
    record Impossible(long steps, List<Operation> clash, String because, int reached) implements Result {
        @Override
        public Impossible withSteps(long newSteps) {
            return new Impossible(newSteps, clash, because, reached);
        }
    }

    /** It ended without an answer, and why. */
    record Exhausted(String cause, long steps, Cause kind) implements Result {
        @Override
        public Exhausted withSteps(long newSteps) {
            return new Exhausted(cause, newSteps, kind);
        }
    }

    /** The order found uses crashed operations that are not there. {@link Portfolio} keeps this to itself. */
    record Overused(boolean[] classesToCount, long steps) implements Result {
        @Override
        public Overused withSteps(long newSteps) {
            return new Overused(classesToCount, newSteps);
        }
    }

    private static final int STEPS_BETWEEN_QUESTIONS = 1 << 12;

    private static final int UNDECIDED = 0;
    private static final int POSSIBLE = 1;
    private static final int NONE_POSSIBLE = 2;

    private final Problem problem;
    private final Budget budget;
    private final long bytesMax;
    private final Walk walk;
    private final Memo memo;
    private final Frames frames;

    /** By class of crashed operations: whether its uses are counted. */
    private final boolean[] counted;

    private long tried;
    private boolean begun;

    /** The furthest event at which something had to be chosen. */
    private int furthest;

    /** @param counted the classes of crashed operations whose uses are counted */
    Search(Problem problem, Budget budget, long bytes, boolean[] counted) {
        this.problem = problem;
        this.budget = budget;
        this.bytesMax = bytes;
        this.counted = counted;
        this.walk = new Walk(problem, counted);
        int countedClasses = Linearized.anyOf(counted) ? counted.length : 0;
        this.memo = new Memo(walk.words, problem.values != null, countedClasses, bytes, budget.bytes());
        this.frames = new Frames(walk.words);
    }

    /** Searches on for about that many steps; null when they were not enough. */
    @Nullable
    Result goOn(long turn) {
        try {
            int answer = search(steps() + turn);
            if (answer == UNDECIDED) {
                return null;
            } else if (answer == NONE_POSSIBLE) {
                return new Impossible(steps(), List.of(), "", problem.ranks[furthest]);
            }
            Linearized linearized = new Linearized(problem, walk);
            boolean[] classes = counted.clone();
            return linearized.countOverused(classes) ? new Overused(classes, steps()) : linearized.found(steps());
        } catch (OutOfBudget e) {
            return new Exhausted(e.cause(), steps(), e.kind());
        } catch (OutOfMemoryError e) {
            String cause = "the heap is too small for the search's budget of " + budget.bytes() + " bytes";
            return new Exhausted(cause, steps(), Cause.BYTES);
        }
    }

    long steps() {
        return tried + memo.comparisons;
    }

    long bytes() {
        return memo.bytes() + frames.bytes();
    }

    private int search(long pause) throws OutOfBudget {
        if (!begun) {
            begun = true;
            int ending = walk.advance();
            if (ending == Walk.DONE) {
                return POSSIBLE;
            }
            furthest = walk.position;
            memo.add(walk);
            frames.push(walk, ending);
        }
        while (frames.depth > 0) {
            if (steps() >= pause) {
                return UNDECIDED;
            }
            int choice = nextChoice();
            if (choice == Frames.EXHAUSTED) {
                frames.pop();
                if (frames.depth > 0) {
                    frames.restore(walk);
                }
                continue;
            }
            spend();
            apply(choice);
            int ending = walk.advance();
            if (ending == Walk.DONE) {
                return POSSIBLE;
            }
            if (memo.add(walk)) {
                furthest = Math.max(furthest, walk.position);
                frames.push(walk, ending);
            } else {
                frames.restore(walk);
            }
        }
        return NONE_POSSIBLE;
    }

    private void spend() throws OutOfBudget {
        tried++;
        if (tried % STEPS_BETWEEN_QUESTIONS == 0) {
            budget.progress().accept(steps());
            if (budget.cancelled().getAsBoolean()) {
                throw new OutOfBudget(Cause.CANCELLED, "the search was cancelled");
            }
            if (budget.late().getAsBoolean()) {
                throw new OutOfBudget(Cause.TIME, "the search ran out of time");
            }
            if (bytes() > bytesMax) {
                throw new OutOfBudget(Cause.BYTES, "the search needs more than its " + budget.bytes() + " bytes");
            }
        }
    }

    /**
     * The next untried choice of the top frame: first the operation that ends, then open ones by slot, then classes.
     * Encoded as in {@link Walk#order}.
     */
    private int nextChoice() {
        int top = frames.depth - 1;
        int ending = frames.ending[top];
        int slots = problem.slots;
        int cursor = frames.cursor[top];
        if (cursor == 0) {
            frames.cursor[top] = 1;
            if (mayTake(ending)) {
                return ending;
            }
            cursor = 1;
        }
        if (cursor == 1) {
            frames.cursor[top] = 2;
            if (walk.isFree(problem.slotOf[ending])) {
                return ending | Walk.BURIED;
            }
            cursor = 2;
        }
        for (int slot = nextOpenSlot(cursor - 2); slot < slots; slot = nextOpenSlot(slot + 1)) {
            int op = walk.openOp[slot];
            if (op != ending && isObserved(op) && mayTake(op)) {
                frames.cursor[top] = slot + 3;
                return op;
            }
        }
        for (int c = Math.max(0, cursor - 2 - slots); c < problem.kindOfClass.length; c++) {
            if (mayUse(c)) {
                frames.cursor[top] = slots + c + 3;
                return -1 - c;
            }
        }
        return Frames.EXHAUSTED;
    }

    /** The first slot from there on that is open and not linearized; the number of slots when there is none. */
    private int nextOpenSlot(int from) {
        for (int w = from >> 6; w < walk.words; w++) {
            long rest = walk.open[w] & ~walk.linearized[w];
            if (w == from >> 6) {
                rest &= -1L << from;
            }
            if (rest != 0) {
                return w * 64 + Long.numberOfTrailingZeros(rest);
            }
        }
        return problem.slots;
    }

    private boolean mayTake(int op) {
        int kind = problem.kindOf[op];
        if (problem.idle[kind]) {
            return false;
        }
        int next = problem.transitions.step(walk.state, kind);
        return next != Transitions.ILLEGAL
                && !orphans(kind, next, true)
                && (problem.kindCounts[kind] == 1 || !alikeEndsBefore(kind, problem.endOf[op]));
    }

    /** A write is of use only if somebody finds its value before the next write: else it is free when that takes effect. */
    private boolean isObserved(int op) {
        int kind = problem.kindOf[op];
        return !problem.isBlind(kind) || isNeeded(Objects.requireNonNull(problem.values), kind);
    }

    private boolean isNeeded(ValueTransitions values, int kind) {
        int value = values.putByKind()[kind];
        int[] needed = values.neededByKind();
        for (int slot = nextOpenSlot(0); slot < problem.slots; slot = nextOpenSlot(slot + 1)) {
            if (needed[problem.kindOf[walk.openOp[slot]]] == value) {
                return true;
            }
        }
        for (int c = 0; c < problem.kindOfClass.length; c++) {
            if (walk.invoked[c] > 0 && needed[problem.kindOfClass[c]] == value) {
                return true;
            }
        }
        return false;
    }

    private boolean mayUse(int classNumber) {
        if (walk.used[classNumber] >= walk.invoked[classNumber]) {
            return false;
        }
        int kind = problem.kindOfClass[classNumber];
        int next = problem.transitions.step(walk.state, kind);
        return next != Transitions.ILLEGAL
                && (next != walk.state || (problem.isBlind(kind) && walk.wouldFree()))
                && !orphans(kind, next, false)
                && !alikeEndsBefore(kind, Integer.MAX_VALUE);
    }

    private boolean alikeEndsBefore(int kind, int end) {
        for (int slot = nextOpenSlot(0); slot < problem.slots; slot = nextOpenSlot(slot + 1)) {
            int op = walk.openOp[slot];
            if (problem.kindOf[op] == kind && problem.endOf[op] < end) {
                return true;
            }
        }
        return false;
    }

    /** Whether the step leaves a value that is still needed and can never come back. */
    private boolean orphans(int kind, int next, boolean bounded) {
        ValueTransitions values = problem.values;
        if (values == null || next == walk.state) {
            return false;
        }
        int needs = walk.boundedNeeds[walk.state];
        if (bounded && values.neededByKind()[kind] == walk.state) {
            needs--;
        }
        return needs > 0 && walk.puts[walk.state] == 0;
    }

    private void apply(int choice) {
        if (choice >= Walk.BURIED) {
            walk.bury(choice & ~Walk.BURIED);
            return;
        }
        int kind = choice >= 0 ? problem.kindOf[choice] : problem.kindOfClass[-1 - choice];
        int next = problem.transitions.step(walk.state, kind);
        if (choice >= 0) {
            walk.linearize(choice);
        } else {
            walk.useClass(-1 - choice);
        }
        if (problem.isBlind(kind)) {
            walk.overwrite();
        }
        walk.state = next;
    }
}
