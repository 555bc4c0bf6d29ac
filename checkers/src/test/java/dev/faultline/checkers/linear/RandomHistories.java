package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.EventType;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.HistoryBuilder;
import dev.faultline.checkers.history.ProcessId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Histories of a simulated object: each operation takes effect at one moment inside its interval, so the history is
 * linearizable, unless a result is falsified on the way back.
 *
 * @param processes how many at once
 * @param operations how many in all
 * @param values size of the value domain; 0 writes a new value each time
 * @param crashRate probability that an operation ends as info, whether it took effect or not
 * @param lieRate probability that a read returns any value ever written
 */
public record RandomHistories(int processes, int operations, int values, double crashRate, double lieRate) {

    private enum Kind {
        REGISTER,
        CAS_REGISTER,
        TEXT,
        LIST,
        MUTEX
    }

    public History register(long seed) {
        return new Simulation(this, Kind.REGISTER, seed).run();
    }

    public History casRegister(long seed) {
        return new Simulation(this, Kind.CAS_REGISTER, seed).run();
    }

    /** One key of a store, to whose text others are appended. */
    public History text(long seed) {
        return new Simulation(this, Kind.TEXT, seed).run();
    }

    /** One key of a store, to whose list elements are appended. */
    public History list(long seed) {
        return new Simulation(this, Kind.LIST, seed).run();
    }

    public History mutex(long seed) {
        return new Simulation(this, Kind.MUTEX, seed).run();
    }

    private static final class Simulation {
        private final RandomHistories shape;
        private final Kind kind;
        private final Random random;
        private final HistoryBuilder builder = new HistoryBuilder();
        private final @Nullable Event[] open;
        private final boolean[] applied;
        private final @Nullable Object[] results;
        private @Nullable Object state;
        private boolean held;
        private long lastWritten;
        private int invoked;

        Simulation(RandomHistories shape, Kind kind, long seed) {
            this.shape = shape;
            this.kind = kind;
            this.random = new Random(seed);
            this.open = new Event[shape.processes];
            this.applied = new boolean[shape.processes];
            this.results = new Object[shape.processes];
            this.state = grows() ? "" : null;
        }

        private boolean grows() {
            return kind == Kind.TEXT || kind == Kind.LIST;
        }

        History run() {
            while (invoked < shape.operations || Arrays.stream(open).anyMatch(Objects::nonNull)) {
                int process = random.nextInt(shape.processes);
                Event call = open[process];
                if (call == null) {
                    if (invoked < shape.operations) {
                        invoke(process);
                    }
                } else if (random.nextDouble() < shape.crashRate / 2) {
                    end(process, EventType.INFO, call.value());
                } else if (!applied[process]) {
                    apply(process, call);
                } else {
                    end(process, results[process] == REFUSED ? EventType.FAIL : EventType.OK, result(process, call));
                }
            }
            return builder.build();
        }

        private static final Object REFUSED = new Object();

        private void invoke(int process) {
            invoked++;
            Event call = kind == Kind.MUTEX
                    ? Event.invoke(process, random.nextBoolean() ? "acquire" : "release", null)
                    : grows() ? keyCall(process) : registerCall(process);
            open[process] = call;
            applied[process] = false;
            builder.add(call);
        }

        private Event registerCall(int process) {
            int choice = random.nextInt(kind == Kind.REGISTER ? 2 : 3);
            return switch (choice) {
                case 0 -> Event.invoke(process, "read", null);
                case 1 -> Event.invoke(process, "write", fresh());
                default -> Event.invoke(process, "cas", Arrays.asList(anyWritten(), fresh()));
            };
        }

        private Event keyCall(int process) {
            return switch (random.nextInt(7)) {
                case 0, 1, 2 -> Event.invoke(process, "get", null);
                case 3 -> Event.invoke(process, "put", grown(0));
                case 4 -> Event.invoke(process, "cas", Arrays.asList(anyGrown(), grown(0)));
                default -> Event.invoke(process, "append", kind == Kind.TEXT ? String.valueOf(fresh()) : fresh());
            };
        }

        private Object anyGrown() {
            return state != null && random.nextBoolean() ? state : grown(random.nextInt(3));
        }

        /** A text or a list of so many elements and one. */
        private Object grown(int more) {
            List<Object> elements = new ArrayList<>();
            for (int i = 0; i <= more; i++) {
                elements.add(fresh());
            }
            return kind == Kind.LIST
                    ? List.copyOf(elements)
                    : elements.stream().map(String::valueOf).collect(Collectors.joining());
        }

        private Object append(Object there, Object addition) {
            if (kind == Kind.TEXT) {
                return there.toString() + addition;
            }
            List<Object> longer = new ArrayList<>(there instanceof List<?> list ? list : List.of());
            longer.add(addition);
            return longer;
        }

        private Object fresh() {
            lastWritten = shape.values == 0 ? lastWritten + 1 : random.nextInt(shape.values);
            return lastWritten;
        }

        private @Nullable Object anyWritten() {
            if (shape.values > 0) {
                return (long) random.nextInt(shape.values);
            }
            return random.nextInt(3) == 0 ? state : Long.valueOf(lastWritten - random.nextInt(3));
        }

        private void apply(int process, Event call) {
            applied[process] = true;
            results[process] = call.value();
            switch (call.function()) {
                case "read", "get" -> results[process] = state;
                case "write", "put" -> state = call.value();
                case "append" -> state = append(Objects.requireNonNull(state), Objects.requireNonNull(call.value()));
                case "acquire" -> lock(process, false);
                case "release" -> lock(process, true);
                default -> {
                    List<?> fromTo = (List<?>) Objects.requireNonNull(call.value());
                    if (Objects.equals(fromTo.get(0), state)) {
                        state = fromTo.get(1);
                    } else {
                        results[process] = REFUSED;
                    }
                }
            }
        }

        private void lock(int process, boolean expected) {
            boolean lie = random.nextDouble() < shape.lieRate;
            if (held == expected) {
                held = !held;
            } else if (!lie) {
                results[process] = REFUSED;
            }
        }

        private @Nullable Object result(int process, Event call) {
            if (results[process] == REFUSED) {
                return call.value();
            }
            if (!Set.of("read", "get").contains(call.function()) || random.nextDouble() >= shape.lieRate) {
                return results[process];
            }
            return grows() ? anyGrown() : anyWritten();
        }

        private void end(int process, EventType type, @Nullable Object value) {
            Event call = Objects.requireNonNull(open[process]);
            open[process] = null;
            builder.add(Event.of(type, ProcessId.client(process), call.function(), value));
        }
    }
}
