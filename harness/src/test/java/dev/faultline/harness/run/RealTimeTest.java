package dev.faultline.harness.run;

import static dev.faultline.harness.generator.Generators.concurrentKeys;
import static dev.faultline.harness.generator.Generators.eachThread;
import static dev.faultline.harness.generator.Generators.mix;
import static dev.faultline.harness.generator.Generators.onClients;
import static dev.faultline.harness.generator.Generators.onFaults;
import static dev.faultline.harness.generator.Generators.once;
import static dev.faultline.harness.generator.Generators.phases;
import static dev.faultline.harness.generator.Generators.repeat;
import static dev.faultline.harness.generator.Generators.reserve;
import static dev.faultline.harness.generator.Generators.sleep;
import static dev.faultline.harness.generator.Generators.then;
import static dev.faultline.harness.generator.Generators.together;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.faultline.harness.client.ClientProcess;
import dev.faultline.harness.client.ThreadedClients;
import dev.faultline.harness.generator.Generator;
import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;
import dev.faultline.harness.operation.Operation;
import dev.faultline.harness.run.Log.Event;
import dev.faultline.harness.time.Clock;
import dev.faultline.harness.time.RealScheduler;
import dev.faultline.harness.time.Seed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The interpreter of the other tests, on real time with a thread for each process. */
@Timeout(60)
class RealTimeTest {
    private static final Generator READS = repeat(Operation.of("read"));

    /** What a client does with an invocation. */
    private interface Answer {
        Completion to(Invocation invocation) throws Exception;
    }

    private static ClientProcess.Factory answering(Answer answer) {
        return (process, thread) -> new ClientProcess() {
            @Override
            public Completion invoke(Invocation invocation) throws Exception {
                return answer.to(invocation);
            }

            @Override
            public void close() {}
        };
    }

    private static Log run(
            int clients, Duration timeout, Generator generator, Answer answer, Consumer<Interpreter> more)
            throws InterruptedException {
        RealScheduler scheduler = new RealScheduler(Clock.system());
        Log log = new Log();
        try (ThreadedClients invoker = new ThreadedClients(answering(answer), timeout, Duration.ZERO, scheduler);
                ThreadedClients faults = new ThreadedClients(
                        answering(i -> Completion.info(i.value(), "done")), ofSeconds(20), Duration.ZERO, scheduler)) {
            Interpreter interpreter = new Interpreter(scheduler, new Seed(1), clients, invoker, faults, log);
            more.accept(interpreter);
            interpreter.run(generator);
        }
        return log;
    }

    @Test
    void the_same_test_makes_the_same_operations_as_on_virtual_time() throws InterruptedException {
        Generator writes = repeat(turn -> new Operation("write", turn.dice().below(1_000_000)));
        Generator generator = phases(
                together(
                        onClients(concurrentKeys(
                                        1,
                                        List.of("x", "y", "z", "w"),
                                        key -> mix(READS, writes).limit(25))
                                .stagger(Duration.ofNanos(100_000))),
                        onFaults(then(sleep(ofMillis(5)), once(Operation.of("cut")), once(Operation.of("heal"))))),
                onClients(eachThread(once(Operation.of("final")))));
        Log real = run(2, ofSeconds(20), generator, i -> Completion.ok(i.value()), interpreter -> {});
        Log rehearsed = Rehearsal.with(2).run(generator);
        for (int thread = -1; thread < 2; thread++) {
            assertThat(operations(real, thread))
                    .isEqualTo(operations(rehearsed, thread))
                    .isNotEmpty();
        }
    }

    /** With one thread a key, what a thread does is settled by the seed; only the moments are not. */
    private static List<Operation> operations(Log log, int thread) {
        return log.invocations().stream()
                .filter(event -> event.thread() == thread)
                .map(event -> new Operation(event.function(), event.value()))
                .toList();
    }

    @Test
    void a_client_that_hangs_for_ever_stops_nobody_else() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        Log log = run(
                3,
                ofMillis(50),
                onClients(phases(READS.limit(50), eachThread(once(Operation.of("final"))))),
                invocation -> {
                    if (invocation.process() == 1) {
                        never.await();
                    }
                    return Completion.ok(invocation.value());
                },
                interpreter -> {});
        assertThat(log.invocations()).hasSize(53);
        assertThat(log.completions().stream().filter(e -> e.type().equals("info")))
                .singleElement()
                .extracting(Event::process, Event::error)
                .containsExactly(1L, "no answer within 50 ms");
        assertThat(log.invocations().stream().filter(e -> e.function().equals("final")))
                .extracting(Event::process)
                .containsExactlyInAnyOrder(0L, 2L, 4L);
    }

    @Test
    void a_stop_from_another_thread_ends_the_run_though_a_client_hangs() throws InterruptedException {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Log log = run(
                2,
                ofSeconds(40),
                onClients(reserve(1, READS, READS).delay(ofMillis(1))),
                invocation -> {
                    if (invocation.thread() == 1) {
                        hanging.countDown();
                        never.await();
                    }
                    return Completion.ok(invocation.value());
                },
                interpreter -> new Thread(() -> {
                            awaitQuietly(hanging);
                            interpreter.stop(ofMillis(20));
                        })
                        .start());
        Event last = log.events().get(log.events().size() - 1);
        assertThat(last.type()).isEqualTo("info");
        assertThat(last.error()).isEqualTo("still open when the run was stopped");
        assertThat(log.completions()).hasSameSizeAs(log.invocations());
    }

    @Test
    void after_a_stop_the_same_threads_do_something_else_though_they_hung() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        Answer deaf = invocation -> {
            if (invocation.function().equals("cut")) {
                never.await();
            }
            return Completion.ok(invocation.value());
        };
        RealScheduler scheduler = new RealScheduler(Clock.system());
        Log log = new Log();
        try (ThreadedClients faults = new ThreadedClients(answering(deaf), ofSeconds(40), Duration.ZERO, scheduler)) {
            Interpreter interpreter = new Interpreter(scheduler, new Seed(1), 0, faults, faults, log);
            scheduler.at(ofMillis(10).toNanos(), () -> interpreter.stop(ofMillis(10)));
            interpreter.run(onFaults(once(Operation.of("cut"))));
            interpreter.run(onFaults(once(Operation.of("heal"))));
        }
        assertThat(log.events())
                .extracting(Event::type, Event::function)
                .containsExactly(
                        tuple("invoke", "cut"), tuple("info", "cut"), tuple("invoke", "heal"), tuple("ok", "heal"));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_rate_is_kept_on_real_time() throws InterruptedException {
        Log log = run(
                5,
                ofSeconds(20),
                onClients(READS.delay(ofMillis(2)).limit(251)),
                invocation -> Completion.ok(invocation.value()),
                interpreter -> {});
        List<Event> events = log.invocations();
        // No upper bound: the machine may be busy. The pace itself is never exceeded.
        assertThat(events.get(250).nanos() - events.get(0).nanos()).isGreaterThanOrEqualTo(498_000_000);
    }
}
