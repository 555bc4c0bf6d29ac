package dev.faultline.harness.run;

import static dev.faultline.harness.generator.Generators.concurrentKeys;
import static dev.faultline.harness.generator.Generators.cycle;
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
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.harness.client.Invoker;
import dev.faultline.harness.generator.Context;
import dev.faultline.harness.generator.Generator;
import dev.faultline.harness.generator.Next;
import dev.faultline.harness.generator.Next.Pending;
import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;
import dev.faultline.harness.operation.Operation;
import dev.faultline.harness.run.Log.Event;
import dev.faultline.harness.time.Seed;
import dev.faultline.harness.time.VirtualScheduler;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class InterpreterTest {
    private static final Generator READS = repeat(Operation.of("read"));

    /** Like a real test: staggered keys with roles, faults beside them, a last phase. */
    private static Generator wholeTest() {
        Generator writes = repeat(turn -> new Operation("write", turn.ordinal()));
        Generator guesses =
                repeat(turn -> new Operation("cas", List.of(turn.dice().below(5), turn.ordinal())));
        Generator keys = concurrentKeys(
                4, n -> n, key -> reserve(2, mix(READS, writes, guesses), READS).limit(50));
        return phases(
                together(
                        onClients(keys.stagger(ofMillis(1)).timeLimit(ofSeconds(3))),
                        onFaults(cycle(then(
                                        sleep(ofMillis(500)),
                                        once(turn ->
                                                new Operation("cut", turn.dice().below(5))),
                                        sleep(ofMillis(500)),
                                        once(Operation.of("heal"))))
                                .timeLimit(ofSeconds(3)))),
                onFaults(once(Operation.of("heal"))),
                onClients(READS.limit(20)));
    }

    /** Time and end depend on what is invoked, so that histories differ wherever invocations do. */
    private static Rehearsal world() {
        Function<Invocation, Duration> latency =
                i -> Duration.ofNanos(100_000 + Math.floorMod(i.nanos() * 31, 9_000_000));
        return Rehearsal.with(12).eachTakes(latency).eachEnds(i -> switch ((int) Math.floorMod(i.nanos(), 10L)) {
            case 0 -> Completion.info(i.value(), "lost");
            case 1 -> Completion.fail(i.value(), "refused");
            default -> Completion.ok(i.value());
        });
    }

    @Test
    void the_same_seed_gives_the_same_history() {
        Log first = world().seed(7).run(wholeTest());
        Log second = world().seed(7).run(wholeTest());
        assertThat(first.events()).hasSizeGreaterThan(4_000).isEqualTo(second.events());
    }

    @Test
    void another_seed_gives_another_history() {
        assertThat(world().seed(7).run(wholeTest()).events())
                .isNotEqualTo(world().seed(8).run(wholeTest()).events());
    }

    @Test
    void asking_more_often_changes_nothing() {
        Generator often = new Nervous(wholeTest());
        assertThat(world().seed(7).run(often).events())
                .isEqualTo(world().seed(7).run(wholeTest()).events());
    }

    /** Is asked again and again: several times at once, and every tenth of a millisecond while it waits. */
    private record Nervous(Generator inner) implements Generator {
        @Override
        public Next next(Context context) {
            inner.next(context);
            inner.next(context);
            Next next = inner.next(context).within(Nervous::new);
            return next instanceof Pending pending
                    ? new Pending(pending.waiting(), Math.min(pending.askAgainNanos(), context.now() + 100_000))
                    : next;
        }

        @Override
        public Generator completed(Context context, Invocation invocation, Completion completion) {
            return new Nervous(inner.completed(context, invocation, completion));
        }
    }

    @Test
    void an_unknown_outcome_ends_the_process_and_its_thread_goes_on_as_a_new_one() {
        Log log = Rehearsal.with(2)
                .eachEnds(i -> i.process() == 1 ? Completion.info(i.value(), "lost") : Completion.ok(i.value()))
                .run(onClients(READS.limit(6)));
        assertThat(log.invocations())
                .allSatisfy(event -> assertThat(event.thread()).isEqualTo((int) event.process() % 2));
        assertThat(log.invocations()).extracting(Event::process).containsExactlyInAnyOrder(0L, 1L, 0L, 3L, 0L, 3L);
        assertThat(log.completions().stream().filter(e -> e.type().equals("info")))
                .singleElement()
                .extracting(Event::process, Event::error)
                .containsExactly(1L, "lost");
    }

    @Test
    void a_definite_failure_keeps_the_process() {
        Log log = Rehearsal.with(1)
                .eachEnds(i -> Completion.fail(i.value(), "refused"))
                .run(onClients(READS.limit(5)));
        assertThat(log.invocations()).extracting(Event::process).containsOnly(0L);
    }

    @Test
    void the_faults_process_never_ends() {
        Log log = Rehearsal.with(1)
                .eachEnds(i -> Completion.info(i.value(), "unproved"))
                .run(onFaults(repeat(Operation.of("cut")).limit(3)));
        assertThat(log.invocations()).extracting(Event::process).containsOnly((long) Context.FAULTS);
    }

    @Test
    void every_process_has_one_operation_open_at_a_time_and_time_never_goes_back() {
        List<Event> events = world().run(wholeTest()).events();
        Set<Long> busy = new HashSet<>();
        long last = 0;
        for (Event event : events) {
            assertThat(event.nanos()).isGreaterThanOrEqualTo(last);
            last = event.nanos();
            assertThat(event.isInvocation() ? busy.add(event.process()) : busy.remove(event.process()))
                    .as("%s", event)
                    .isTrue();
        }
        assertThat(busy).isEmpty();
    }

    @Test
    void after_a_stop_no_operation_begins_and_those_that_end_in_time_are_heard() {
        Log log = stopped(ofMillis(95), ofMillis(10), Rehearsal.with(1).eachTakes(ofMillis(10)));
        assertThat(log.invocations()).hasSize(10);
        assertThat(log.completions()).hasSize(10).extracting(Event::type).containsOnly("ok");
    }

    @Test
    void after_a_stop_what_does_not_end_in_time_is_unknown_and_its_end_is_not_heard() {
        Log log = stopped(ofMillis(95), ofMillis(20), Rehearsal.with(3).eachTakes(ofSeconds(1)));
        assertThat(log.invocations()).hasSize(3);
        assertThat(log.completions())
                .hasSize(3)
                .allSatisfy(event -> assertThat(event.error()).isEqualTo("still open when the run was stopped"))
                .allSatisfy(event -> assertThat(event.millis()).isEqualTo(115))
                .extracting(Event::thread)
                .containsExactly(0, 1, 2);
    }

    private static Log stopped(Duration at, Duration grace, Rehearsal rehearsal) {
        VirtualScheduler scheduler = new VirtualScheduler();
        return rehearsal.run(
                onClients(READS), scheduler, interpreter -> scheduler.at(at.toNanos(), () -> interpreter.stop(grace)));
    }

    @Test
    void what_is_run_next_goes_on_with_the_processes_and_the_time_of_what_was_run_before() {
        VirtualScheduler scheduler = new VirtualScheduler();
        Log log = new Log();
        Invoker lost = (i, done) ->
                scheduler.at(scheduler.nanos() + 1_000_000, () -> done.accept(Completion.info(i.value(), "lost")));
        Interpreter interpreter = new Interpreter(scheduler, new Seed(1), 2, lost, lost, log);
        Generator drawn =
                repeat(turn -> new Operation("write", turn.dice().nextLong())).limit(4);
        for (int i = 0; i < 2; i++) {
            assertThatCode(() -> interpreter.run(onClients(drawn))).doesNotThrowAnyException();
        }
        assertThat(log.invocations())
                .extracting(Event::process)
                .containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(log.invocations()).extracting(Event::millis).containsExactly(0L, 0L, 1L, 1L, 2L, 2L, 3L, 3L);
        assertThat(log.values()).doesNotHaveDuplicates();
    }

    @Test
    void waiting_for_what_cannot_happen_is_an_error() {
        assertThatThrownBy(() -> Rehearsal.with(0).run(onClients(READS)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no operation is open");
    }

    @Test
    void a_hundred_thousand_operations_of_a_hundred_clients_are_carried_out_at_their_rate() {
        Log log = Rehearsal.with(100)
                .eachTakes(ofMillis(5))
                .run(onClients(concurrentKeys(
                                10,
                                n -> n,
                                key -> reserve(5, mix(READS, READS), READS).limit(1_000))
                        .stagger(Duration.ofNanos(100_000))
                        .timeLimit(ofSeconds(10))));
        assertThat(log.invocations()).hasSizeBetween(98_000, 102_000);
    }
}
