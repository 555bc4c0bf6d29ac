package dev.faultline.node.sim;

import dev.faultline.node.Env;
import dev.faultline.node.NodeProgram;
import dev.faultline.node.Storage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One process of one node, from boot to its end: hands its program what arrives, one at a time. While it is busy or paused, what arrives
 * waits. What its program does after a sync, in the same call, leaves when the sync has ended, if the process still runs then.
 */
final class Process implements Env {
    private final Host host;
    private final NodeProgram program;
    private final long incarnation;
    private final RandomGenerator random;
    private final ArrayDeque<Work> waiting = new ArrayDeque<>();
    private final List<Runnable> held = new ArrayList<>();

    private int messagesWaiting;
    private long busyUntil;
    private boolean drainPlanned;
    private boolean paused;
    private boolean ended;
    /** Why it is about to end, when the call in which it failed is over. */
    private @Nullable String failure;

    Process(Host host, NodeProgram program, long incarnation, RandomGenerator random) {
        this.host = host;
        this.program = program;
        this.incarnation = incarnation;
        this.random = random;
    }

    NodeProgram program() {
        return program;
    }

    long incarnation() {
        return incarnation;
    }

    boolean paused() {
        return paused;
    }

    void start() {
        perform(p -> p.start(this));
    }

    // What happens to it.

    boolean hasRoom() {
        return messagesWaiting < host.options.waitingMax();
    }

    void message(Packet packet) {
        Work work = packet.link.from == 0
                ? p -> p.request(packet.client, packet.bytes)
                : p -> p.receive(packet.link.from, packet.bytes);
        if (ready()) {
            perform(work);
        } else {
            messagesWaiting++;
            await(p -> {
                messagesWaiting--;
                work.handle(p);
            });
        }
    }

    /** A timer's time has come by the agenda; the clock may have become slower since it was set. */
    void ring(Alarm alarm, long due) {
        if (ended) {
            return;
        }
        if (host.clock.monotonic(host.agenda.nanos()) < due) {
            host.agenda.at(host.clock.nanosAt(due), alarm);
        } else if (ready()) {
            perform(alarm);
        } else {
            await(alarm);
        }
    }

    void pause() {
        paused = true;
    }

    void resume() {
        paused = false;
        held.forEach(Runnable::run);
        held.clear();
        planDrain();
    }

    void end() {
        ended = true;
        waiting.clear();
        held.clear();
    }

    private boolean ready() {
        return !paused && waiting.isEmpty() && host.agenda.nanos() >= busyUntil && failure == null;
    }

    private void await(Work work) {
        waiting.add(work);
        planDrain();
    }

    private void planDrain() {
        if (!drainPlanned && !paused && !(waiting.isEmpty() && failure == null)) {
            drainPlanned = true;
            host.agenda.at(busyUntil, this::drain);
        }
    }

    private void drain() {
        drainPlanned = false;
        if (ended || paused) {
            return;
        }
        if (failure != null) {
            host.died(failure);
            return;
        }
        Work work = waiting.poll();
        while (work instanceof Alarm alarm && alarm.cancelled()) {
            work = waiting.poll();
        }
        if (work != null) {
            perform(work);
        }
        planDrain();
    }

    private void perform(Work work) {
        Pace pace = host.pace;
        pace.reset();
        long cost = host.options.processingNanos();
        if (host.slowness > 1) {
            pace.spend((long) (cost * host.slowness));
            cost = 0;
        }
        String thrown = null;
        try {
            work.handle(program);
        } catch (RuntimeException | AssertionError e) {
            thrown = e.getClass().getSimpleName() + ": " + e.getMessage();
        }
        busyUntil = pace.nanos() + cost;
        boolean later = pace.ahead();
        pace.reset();
        if (thrown == null || ended) {
            return;
        }
        failure = thrown;
        if (later) {
            planDrain();
        } else {
            host.died(thrown);
        }
    }

    /** Does it where the call in progress is in time, unless the process has ended by then. */
    private void afterwards(Runnable effect) {
        host.agenda.at(host.pace.nanos(), () -> {
            if (paused && !ended) {
                held.add(effect);
            } else if (!ended) {
                effect.run();
            }
        });
    }

    // What its program sees.

    @Override
    public int self() {
        return host.node;
    }

    @Override
    public long wallNanos() {
        return host.clock.wallNanos();
    }

    @Override
    public long monotonicNanos() {
        return host.clock.monotonicNanos();
    }

    @Override
    public Timer after(long nanos, Runnable action) {
        long due = host.clock.monotonicNanos() + Math.max(nanos, 0);
        Alarm alarm = new Alarm(this, due, action);
        host.agenda.at(host.clock.nanosAt(due), alarm);
        return alarm;
    }

    @Override
    public void send(int peer, byte[] message) {
        if (host.pace.ahead()) {
            afterwards(() -> host.network.send(host.node, peer, message, 0));
        } else {
            host.network.send(host.node, peer, message, 0);
        }
    }

    @Override
    public void answer(long client, byte[] frame) {
        if (host.pace.ahead()) {
            afterwards(() -> host.network.send(host.node, 0, frame, client));
        } else {
            host.network.send(host.node, 0, frame, client);
        }
    }

    @Override
    public Storage storage() {
        return host.disk;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public void tell(Event event) {
        if (host.pace.ahead()) {
            afterwards(() -> host.observers.told(host.agenda.nanos(), host.node, event));
        } else {
            host.observers.told(host.agenda.nanos(), host.node, event);
        }
    }
}
