package dev.faultline.harness.generator;

import dev.faultline.harness.operation.Operation;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The words in which generators are written, meant to be imported statically. What they say of time is on the run's clock; what
 * they draw comes from the run's seed.
 */
public final class Generators {
    /** Far from where sums of nanoseconds overflow. */
    private static final Duration LONGEST = Duration.ofDays(10_000);

    private Generators() {}

    /**
     * The same operation for ever.
     *
     * <pre>{@code
     * Operation read = new Operation("read", null);
     * repeat(read).limit(3)
     * // read, read, read
     * }</pre>
     */
    public static Generator repeat(Operation operation) {
        return repeat(turn -> operation);
    }

    /**
     * Operations from a function, for ever. The function must not draw from anything but {@link Turn#dice}, nor count: it is
     * also called for operations that are not handed out in the end.
     *
     * <pre>{@code
     * repeat(turn -> new Operation("write", turn.ordinal()))
     * repeat(turn -> new Operation("transfer", turn.dice().below(100)))
     * repeat(turn -> new Operation("add", "from process " + turn.process()))
     * }</pre>
     */
    public static Generator repeat(Function<Turn, Operation> function) {
        return new Repeat(function, 0);
    }

    /**
     * One operation.
     *
     * <pre>{@code
     * Operation cut = new Operation("cut", "n1");
     * onFaults(then(sleep(ofSeconds(5)), once(cut)))
     * // 5 s later: cut n1
     * }</pre>
     */
    public static Generator once(Operation operation) {
        return limit(1, repeat(operation));
    }

    /**
     * One operation from a function.
     *
     * <pre>{@code
     * Function<Turn, Operation> drain = turn -> new Operation("drain", turn.index());
     * eachThread(once(drain))
     * // each thread drains once
     * }</pre>
     */
    public static Generator once(Function<Turn, Operation> function) {
        return limit(1, repeat(function));
    }

    /**
     * Before each operation chooses one of these, each as likely.
     *
     * <pre>{@code
     * Generator reads = repeat(new Operation("read", null));
     * Generator writes = repeat(turn -> new Operation("write", turn.ordinal()));
     * mix(reads, reads, writes) // two reads for a write
     * }</pre>
     */
    public static Generator mix(Generator... generators) {
        return mix(List.of(generators));
    }

    /** {@link #mix(Generator...)} */
    public static Generator mix(List<Generator> generators) {
        return Mix.of(
                generators.stream().map(generator -> new Weighted(1, generator)).toList());
    }

    /**
     * Before each operation chooses one of these by weight.
     *
     * <pre>{@code
     * Generator reads = repeat(new Operation("read", null));
     * Generator writes = repeat(turn -> new Operation("write", turn.ordinal()));
     * mix(weighted(9, reads), weighted(1, writes)) // nine reads for a write
     * }</pre>
     */
    public static Generator mix(Weighted first, Weighted... others) {
        return Mix.of(Stream.concat(Stream.of(first), Stream.of(others)).toList());
    }

    /**
     * One operation of the first, one of the other, in turns; done when it is the turn of one that is done.
     *
     * <pre>{@code
     * Generator write = repeat(turn -> new Operation("write", turn.ordinal()));
     * Generator read = repeat(new Operation("read", null));
     * flipFlop(write, read).limit(5) // write, read, write, read, write
     * }</pre>
     */
    public static Generator flipFlop(Generator first, Generator other) {
        return new FlipFlop(first, other, false);
    }

    /**
     * The operation that comes next in it, {@code operations} times, as Jepsen's {@code repeat}: handing one out does not move
     * it on, completions do.
     *
     * <pre>{@code
     * Generator write = once(turn -> new Operation("write", turn.ordinal()));
     * Generator read = once(new Operation("read", null));
     * repeat(3, then(write, read)) // write 0, write 1, write 2
     * }</pre>
     *
     * @throws IllegalArgumentException when {@code operations} is negative
     */
    public static Generator repeat(long operations, Generator generator) {
        return new Again(operations, 0, generator);
    }

    /**
     * Its operations until one of them has succeeded. Several may be open then when it has several threads.
     *
     * <pre>{@code
     * Generator create = repeat(new Operation("create", "table"));
     * Generator inserts = repeat(turn -> new Operation("insert", turn.ordinal()));
     * then(untilOk(create.limit(10)), inserts)
     * }</pre>
     */
    public static Generator untilOk(Generator generator) {
        return untilOk(value -> true, generator);
    }

    /**
     * Its operations until one of them has succeeded with such a value.
     *
     * <pre>{@code
     * Generator dequeues = repeat(new Operation("dequeue", null));
     * eachThread(untilOk(Objects::isNull, dequeues.limit(1000)))
     * // every thread dequeues until it has found the queue empty
     * }</pre>
     */
    public static Generator untilOk(Predicate<@Nullable Object> value, Generator generator) {
        return new UntilOk(value, Threads.of(), false, generator);
    }

    /**
     * The first {@code operations} of it.
     *
     * <pre>{@code
     * Generator reads = repeat(new Operation("read", null));
     * limit(2, reads)
     * // read, read
     * }</pre>
     *
     * @throws IllegalArgumentException when {@code operations} is negative
     */
    public static Generator limit(long operations, Generator generator) {
        return new Limit(operations, generator);
    }

    /**
     * Operations at irregular intervals, each drawn from 0 to twice the mean: the shape of many independent users. A rate of
     * {@code r} operations a second over all threads is a mean of {@code 1/r} s.
     *
     * <pre>{@code
     * Generator reads = repeat(new Operation("read", null));
     * stagger(ofMillis(5), reads)
     * // 200 reads a second
     * }</pre>
     *
     * @throws IllegalArgumentException when {@code mean} is negative
     */
    public static Generator stagger(Duration mean, Generator generator) {
        return new Paced(nanos("mean", mean), true, 0, 0, generator);
    }

    /**
     * Operations at even intervals, the first at once.
     *
     * <pre>{@code
     * Generator reads = repeat(new Operation("read", null));
     * delay(ofSeconds(1), reads).timeLimit(ofSeconds(3))
     * // read at 0, 1 and 2 s
     * }</pre>
     *
     * @throws IllegalArgumentException when {@code interval} is negative
     */
    public static Generator delay(Duration interval, Generator generator) {
        return new Paced(nanos("interval", interval), false, 0, 0, generator);
    }

    /**
     * No operation from {@code limit} on, counted from when the generator was first asked. Operations open then go on.
     *
     * <pre>{@code
     * Generator reads = repeat(new Operation("read", null));
     * timeLimit(ofSeconds(60), stagger(ofMillis(5), reads))
     * // a minute's load
     * }</pre>
     *
     * @throws IllegalArgumentException when {@code limit} is negative
     */
    public static Generator timeLimit(Duration limit, Generator generator) {
        return new TimeLimit(nanos("limit", limit), TimeLimit.NOT_ASKED, generator);
    }

    /**
     * No operation for {@code duration}, counted from when it was first asked; then it is done.
     *
     * <pre>{@code
     * Generator cut = once(new Operation("cut", "n1"));
     * Generator heal = once(new Operation("heal", "n1"));
     * cycle(then(sleep(ofSeconds(5)), cut, sleep(ofSeconds(10)), heal))
     * }</pre>
     *
     * @throws IllegalArgumentException when {@code duration} is negative
     */
    public static Generator sleep(Duration duration) {
        return new Sleep(nanos("duration", duration), Sleep.NOT_ASKED);
    }

    /**
     * The same from its beginning, whenever it is done, with other dice. Ends when a round has neither an operation nor a wait.
     *
     * <pre>{@code
     * Generator write = once(turn -> new Operation("write", turn.ordinal()));
     * Generator read = once(new Operation("read", null));
     * cycle(then(write, read)) // write, read, write, read ...
     * }</pre>
     */
    public static Generator cycle(Generator generator) {
        return new Cycle(generator, 0, generator);
    }

    /**
     * One after the other. The next begins as soon as the one before it is done, though operations of that may still be open.
     *
     * <pre>{@code
     * Generator writes = limit(10, repeat(turn -> new Operation("write", turn.ordinal())));
     * Generator read = once(new Operation("read", null));
     * then(writes, read) // the read may overlap with the last writes
     * }</pre>
     */
    public static Generator then(Generator... generators) {
        return Sequence.of(List.of(generators));
    }

    /**
     * One after the other; each waits until no operation of those before it is open.
     *
     * <pre>{@code
     * Generator load = onClients(timeLimit(ofSeconds(60), operations));
     * Generator heal = onFaults(once(new Operation("heal", null)));
     * phases(load, heal, onClients(eachThread(finalReads)))
     * }</pre>
     */
    public static Generator phases(Generator... generators) {
        return Sequence.of(Stream.of(generators).map(Generators::synchronize).toList());
    }

    /**
     * Waits until no operation is open on any thread that it may use.
     *
     * <pre>{@code
     * Generator write = eachThread(once(new Operation("write", 1)));
     * Generator read = once(new Operation("read", null));
     * then(write, synchronize(read)) // the read begins after the last write's end
     * }</pre>
     */
    public static Generator synchronize(Generator generator) {
        return new Synchronize(generator);
    }

    /**
     * All at the same time; meant for generators on different threads. Done when all are.
     *
     * <pre>{@code
     * Generator load = onClients(timeLimit(ofSeconds(60), operations));
     * Generator chaos = onFaults(timeLimit(ofSeconds(60), faults));
     * together(load, chaos)
     * }</pre>
     */
    public static Generator together(Generator... generators) {
        return new Together(new Branches(List.of(generators)), 0);
    }

    /**
     * Whichever is ready first, on threads that all may use; where several are at one moment, each as likely. Done when all are.
     * Waits in one of them count from when this was first asked, whatever the others do.
     *
     * <pre>{@code
     * Generator load = repeat(new Operation("read", null)).delay(ofMillis(5));
     * Generator sweep = cycle(then(sleep(ofSeconds(10)), once(new Operation("compact", null))));
     * any(load, sweep)
     * }</pre>
     */
    public static Generator any(Generator... generators) {
        return new Any(new Branches(List.of(generators)), 0);
    }

    /**
     * A copy of it for each thread.
     *
     * <pre>{@code
     * Generator read = once(new Operation("read", null));
     * onClients(eachThread(read))
     * // every client reads once
     * }</pre>
     */
    public static Generator eachThread(Generator generator) {
        return Split.eachThread(generator);
    }

    /**
     * On clients' threads only.
     *
     * <pre>{@code
     * Generator load = onClients(operations);
     * Generator chaos = onFaults(faults);
     * together(load, chaos)
     * }</pre>
     */
    public static Generator onClients(Generator generator) {
        return new OnThreads(Context::onClients, generator);
    }

    /**
     * On the faults' thread only.
     *
     * <pre>{@code
     * Generator cut = once(new Operation("cut", "n1"));
     * Generator heal = once(new Operation("heal", "n1"));
     * onFaults(then(cut, sleep(ofSeconds(10)), heal))
     * }</pre>
     */
    public static Generator onFaults(Generator generator) {
        Threads faults = Threads.of(Context.FAULTS);
        return new OnThreads(context -> context.on(faults), generator);
    }

    /**
     * The first {@code threads} client threads (of the group, within {@link #concurrentKeys}) for one generator, the others for
     * another.
     *
     * <pre>{@code
     * Generator reads = repeat(new Operation("read", null));
     * Generator all = mix(reads, writes, compareAndSets);
     * reserve(5, all, reads) // from the sixth on, threads only read
     * }</pre>
     *
     * @throws IllegalArgumentException when {@code threads} is negative, or, once asked, more than there are
     */
    public static Generator reserve(int threads, Generator first, Generator others) {
        if (threads < 0) {
            throw new IllegalArgumentException("reserve must be 0 threads or more, not " + threads);
        }
        return Split.roles("reserve", List.of(new Role(threads, first), Role.others(others)));
    }

    /**
     * Client threads (of the group, within {@link #concurrentKeys}) pinned to roles: the first ones to the first role, and so
     * on. A run's thread t talks to node t mod N, so that a role for N threads has one on each node.
     *
     * <pre>{@code
     * Generator reads = repeat(new Operation("read", null));
     * Generator writes = repeat(turn -> new Operation("write", turn.ordinal()));
     * roles(role(5, writes), role(5, mix(reads, writes)), others(reads))
     * }</pre>
     *
     * @throws IllegalArgumentException when one with all others is not the last, or, once asked, when there are too few threads
     */
    public static Generator roles(Role... roles) {
        for (int i = 0; i < roles.length - 1; i++) {
            if (roles[i].takesOthers()) {
                throw new IllegalArgumentException(
                        "others must be the last of " + roles.length + " roles, not number " + (i + 1));
            }
        }
        return Split.roles("roles", List.of(roles));
    }

    /**
     * A line in the run's log when its turn comes, with the time on the run's clock; no operation. Once, or once for each round
     * and thread that it is repeated for.
     *
     * <pre>{@code
     * Generator writes = repeat(turn -> new Operation("write", turn.ordinal())).limit(100);
     * Generator reads = repeat(new Operation("read", null));
     * then(log("filling"), writes, log("reading"), reads)
     * }</pre>
     */
    public static Generator log(String line) {
        return new Line(line);
    }

    /**
     * The same, and each of its operations is logged under this name when it has ended. One that is still open when what follows
     * has begun is not heard of any more.
     *
     * <pre>{@code
     * Generator writes = repeat(turn -> new Operation("write", turn.ordinal()));
     * trace("w", writes)
     * // logs: at 0.013 s: w: process 2 write 7 from 0.012 s: ok 7
     * }</pre>
     */
    public static Generator trace(String name, Generator generator) {
        return new Trace(name, Threads.of(), generator);
    }

    /**
     * Independent keys: the client threads are divided in groups of {@code groupSize}; a group works on one key with a
     * generator of its own until that is done, then on another that nobody has had. Group {@code g} of {@code n} has the keys
     * number {@code g}, {@code g + n}, {@code g + 2n} ... An operation's value becomes the list {@code [key value]}; the
     * generator of a key sees bare values, and {@link Turn#ordinal} and {@link Turn#lastOk} of that key.
     *
     * <pre>{@code
     * Generator reads = repeat(new Operation("read", null));
     * Generator writes = repeat(turn -> new Operation("write", turn.ordinal()));
     * concurrentKeys(10, n -> "r" + n, key -> reserve(5, mix(reads, writes), reads).limit(200))
     * }</pre>
     *
     * @param keyAt the key of number 0, 1, 2 ...: all different, always the same for the same number, without end
     * @throws IllegalArgumentException when {@code groupSize} is not positive, or, once asked, does not divide the number of
     *     client threads
     */
    public static <K> Generator concurrentKeys(
            int groupSize, LongFunction<? extends K> keyAt, Function<? super K, ? extends Generator> perKey) {
        return concurrentKeys(groupSize, new KeySource<K>(Long.MAX_VALUE, keyAt, perKey));
    }

    /**
     * The same for given keys; a group is done when it has had its share.
     *
     * <pre>{@code
     * Generator reads = repeat(new Operation("read", null));
     * List<String> keys = List.of("x", "y", "z");
     * concurrentKeys(2, keys, key -> reads.limit(10))
     * }</pre>
     *
     * @param keys all different
     */
    public static <K> Generator concurrentKeys(
            int groupSize, List<? extends K> keys, Function<? super K, ? extends Generator> perKey) {
        List<K> copy = List.copyOf(keys);
        return concurrentKeys(groupSize, new KeySource<K>(copy.size(), n -> copy.get((int) n), perKey));
    }

    private static <K> Generator concurrentKeys(int groupSize, KeySource<K> source) {
        if (groupSize <= 0) {
            throw new IllegalArgumentException("groupSize must be 1 or more, not " + groupSize);
        }
        return Keys.inGroups(groupSize, source);
    }

    static long nanos(String name, Duration duration) {
        if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " must be 0 to " + LONGEST + ", not " + duration);
        }
        return duration.toNanos();
    }
}
