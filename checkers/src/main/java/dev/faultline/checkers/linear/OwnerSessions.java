package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Operations;
import dev.faultline.checkers.history.ProcessId;
import dev.faultline.checkers.model.Model;
import dev.faultline.checkers.model.OwnerMutex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Locks that only their owner releases, where no process calls again after a crash. Then each process acquires and
 * releases by turns, and surely holds the lock from the completion of an acquire to the invocation of the next release, crashed
 * or not, or to the end. No two such sessions may overlap, and that is all: an acquire can happen just before it completes, a
 * release as soon as it is invoked. A crashed acquire is not followed by anything of its process, and need not have happened.
 * Linear in time.
 */
final class OwnerSessions implements FastPath {
    private static final int NONE = -1;

    @Override
    public String name() {
        return "owner-sessions";
    }

    @Override
    public String about() {
        return "locks with an owner, where no process calls again after a crash";
    }

    @Override
    public Answer decide(Operations operations, Model<?> model) {
        return model.equals(new OwnerMutex())
                ? new Sessions(operations).judge()
                : new Answer.NotMine("the model is no free lock with an owner");
    }

    private static final class Sessions {
        private final Operations operations;
        private final Moments moments;

        /** By operation: the number of its process. */
        private final int[] processes;

        /** By process: its last operation, or {@link #NONE}. */
        private final int[] last;

        /** By operation: the release that ends the session of an acquire, or {@link #NONE}. */
        private final int[] releases;

        Sessions(Operations operations) {
            this.operations = operations;
            this.moments = Moments.of(operations);
            this.processes = new int[operations.size()];
            Numbers<ProcessId> numbers = new Numbers<>();
            for (int op = 0; op < processes.length; op++) {
                processes[op] = numbers.of(operations.operation(op).process());
            }
            this.last = new int[numbers.count()];
            this.releases = new int[processes.length];
            Arrays.fill(last, NONE);
            Arrays.fill(releases, NONE);
        }

        Answer judge() {
            @Nullable Answer wrong = null;
            for (int op = 0; op < processes.length; op++) {
                int before = last[processes[op]];
                last[processes[op]] = op;
                if (before != NONE && moments.completed()[before] > moments.invoked()[op]) {
                    return new Answer.NotMine("a process calls again after a crash: " + operations.operation(op));
                }
                if (isAcquire(op) == (before != NONE && isAcquire(before))) {
                    wrong = wrong == null && operations.ok()[op] ? outOfTurn(op) : wrong;
                } else if (!isAcquire(op)) {
                    releases[before] = op;
                }
            }
            return wrong == null ? overlap() : wrong;
        }

        private boolean isAcquire(int op) {
            return operations.functionTable().get(operations.functions()[op]).equals("acquire");
        }

        private Answer outOfTurn(int op) {
            String state = isAcquire(op) ? ", but it holds the lock" : ", but it does not hold the lock";
            return new Answer.Impossible(ownUntil(op, op), operations.operation(op) + state);
        }

        private Answer overlap() {
            int[] sessionByMoment = new int[moments.end() + 1]; // crashed acquires share the end, after all others
            for (int op = 0; op < processes.length; op++) {
                if (isAcquire(op)) {
                    sessionByMoment[moments.completed()[op]] = op + 1;
                }
            }
            int holder = NONE;
            for (int session : sessionByMoment) {
                int op = session - 1;
                if (op >= 0 && holder != NONE && heldUntil(holder) > moments.completed()[op]) {
                    return new Answer.Impossible(
                            ownUntil(holder, op),
                            operations.operation(op) + ", but it was held: " + operations.operation(holder));
                }
                holder = op >= 0 ? op : holder;
            }
            return new Answer.Possible(new int[0]);
        }

        private int heldUntil(int acquire) {
            return releases[acquire] == NONE ? moments.end() : moments.invoked()[releases[acquire]];
        }

        /** What the two processes had completed by then: were it forgotten, a release might have come late. */
        private List<Integer> ownUntil(int first, int second) {
            List<Integer> clash = new ArrayList<>();
            int end = Math.max(moments.completed()[first], moments.completed()[second]);
            for (int op = 0; op < processes.length; op++) {
                boolean own = processes[op] == processes[first] || processes[op] == processes[second];
                if (own && operations.ok()[op] && moments.completed()[op] <= end) {
                    clash.add(op);
                }
            }
            return clash;
        }
    }
}
