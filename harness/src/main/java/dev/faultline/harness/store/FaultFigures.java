package dev.faultline.harness.store;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How clients fared under one fault, in {@code metrics.json}. Durations are nanoseconds. Which nodes should serve: those that the
 * fault left in a connected majority, or, where it left none, all of them from the heal on.
 *
 * @param fault F1, F2 ... as {@code faults.json} calls it
 * @param stoodAt when it stood everywhere; when its first command was given if that is not known
 * @param from what {@code firstSuccess} and {@code recovery} count from: {@code stoodAt}, or the end of the heal where no
 *     majority was left; null when that never came
 * @param healedAt the end of the heal; null when it never came
 * @param until how long its effects could be seen: the next fault, or the end of the last mutation
 * @param inWindow operations asked of all nodes from its first command to the end of its heal
 * @param detection from {@code stoodAt} to the first sign of it: an operation refused or given up, or another leader; null when
 *     there was none
 * @param failover null when nobody watched who led
 * @param firstSuccess from {@code from} to the first acknowledged mutation that a node that should serve was asked for after that;
 *     null when there was none
 * @param recovery from {@code from} until the nodes that should serve did so steadily again
 * @param afterHeal from the end of the heal until all nodes served steadily again
 * @param outage the longest time from the first command on in which no node acknowledged a mutation
 * @param loss acknowledged mutations lost; null when that is not known
 * @param sides of a partition that makes sides and is proved: what each answered
 */
public record FaultFigures(
        String fault,
        long stoodAt,
        @Nullable Long from,
        @Nullable Long healedAt,
        long until,
        Replies inWindow,
        @Nullable Long detection,
        @Nullable Failover failover,
        @Nullable Long firstSuccess,
        Recovered recovery,
        Recovered afterHeal,
        long outage,
        @Nullable Loss loss,
        List<Side> sides) {
    public FaultFigures {
        requireNonNull(fault, "fault is missing");
        requireNonNull(inWindow, "inWindow is missing");
        sides = List.copyOf(sides);
    }

    public FaultFigures with(Loss known) {
        return new FaultFigures(
                fault,
                stoodAt,
                from,
                healedAt,
                until,
                inWindow,
                detection,
                failover,
                firstSuccess,
                recovery,
                afterHeal,
                outage,
                known,
                sides);
    }

    /**
     * How operations ended.
     *
     * @param answered failed with an answer, as a compare that did not match: the node served
     * @param refused failed, and the node did not serve
     * @param indeterminate of unknown outcome
     */
    public record Replies(long ok, long answered, long refused, long indeterminate) {
        public long served() {
            return ok + answered;
        }

        public long total() {
            return ok + answered + refused + indeterminate;
        }
    }

    /**
     * How long nodes took to serve steadily: to the first moment at which each has served a mutation asked for since the start, and
     * from which for half a second none of theirs is under way that will be refused or given up.
     *
     * @param nanos null when that was not seen
     * @param atLeast for how long it certainly had not happened; as {@code nanos} when that is known
     */
    public record Recovered(@Nullable Long nanos, long atLeast) {
        public static final Recovered NOT_SEEN = new Recovered(null, 0);
    }

    /**
     * Whether the fault took away a leader, and how soon another one led.
     *
     * @param hit the leader that was hit; null when none was
     * @param leader who led next; null when nobody was seen to
     * @param nanos from when the fault stood until then; null when nobody was seen to
     */
    public record Failover(
            @Nullable String hit,
            @Nullable String leader,
            @Nullable Long nanos) {}

    /**
     * Acknowledged mutations that are gone.
     *
     * @param lost how many
     * @param of mutations acknowledged since the fault before was healed, of which a later read could have told; where the checker
     *     knows each that is lost, those acknowledged after the heal of the last fault are charged to it too
     * @param exact whether no more were lost of these; else {@code lost} is what could be shown
     * @param span from the first to the last acknowledgement of those lost
     */
    public record Loss(long lost, long of, boolean exact, long span) {}

    /**
     * One side of a partition, by the operations asked and ended while the cut is proved.
     *
     * @param majority whether its nodes made a connected majority
     * @param reads how many of these were served, and of how many
     * @param mutations the same of all others
     * @param model the strongest model that is known to hold of what it answered; null when that was not checked
     */
    public record Side(
            List<String> nodes,
            boolean majority,
            Served reads,
            Served mutations,
            @Nullable String model) {
        public Side {
            nodes = List.copyOf(nodes);
        }
    }

    /** So many of so many. */
    public record Served(long served, long of) {
        public Served and(Served other) {
            return new Served(served + other.served, of + other.of);
        }
    }
}
