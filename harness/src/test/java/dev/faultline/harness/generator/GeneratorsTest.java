package dev.faultline.harness.generator;

import static dev.faultline.harness.generator.Generators.cycle;
import static dev.faultline.harness.generator.Generators.delay;
import static dev.faultline.harness.generator.Generators.eachThread;
import static dev.faultline.harness.generator.Generators.limit;
import static dev.faultline.harness.generator.Generators.mix;
import static dev.faultline.harness.generator.Generators.onClients;
import static dev.faultline.harness.generator.Generators.onFaults;
import static dev.faultline.harness.generator.Generators.once;
import static dev.faultline.harness.generator.Generators.phases;
import static dev.faultline.harness.generator.Generators.repeat;
import static dev.faultline.harness.generator.Generators.reserve;
import static dev.faultline.harness.generator.Generators.sleep;
import static dev.faultline.harness.generator.Generators.stagger;
import static dev.faultline.harness.generator.Generators.synchronize;
import static dev.faultline.harness.generator.Generators.then;
import static dev.faultline.harness.generator.Generators.timeLimit;
import static dev.faultline.harness.generator.Generators.together;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.faultline.harness.operation.Operation;
import dev.faultline.harness.run.Log;
import dev.faultline.harness.run.Log.Event;
import dev.faultline.harness.run.Rehearsal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GeneratorsTest {
    private static final Generator READS = repeat(Operation.of("read"));
    private static final Generator WRITES = repeat(turn -> new Operation("write", turn.ordinal()));

    /** One client; each operation takes 1 ms. */
    static Stream<Arguments> scripts() {
        Generator a = once(Operation.of("a"));
        Generator b = once(Operation.of("b"));
        return Stream.of(
                arguments("once happens once", a, List.of("0 a")),
                arguments("a limit ends it", limit(3, READS), List.of("0 read", "1 read", "2 read")),
                arguments("a limit of none is nothing", limit(0, READS), List.of()),
                arguments("one then the other", then(limit(2, READS), a), List.of("0 read", "1 read", "2 a")),
                arguments("nothing at all", then(), List.of()),
                arguments(
                        "a delay is even",
                        delay(ofMillis(10), limit(3, READS)),
                        List.of("0 read", "10 read", "20 read")),
                arguments(
                        "a delay ends with the last operation",
                        then(delay(ofMillis(10), limit(2, READS)), a),
                        List.of("0 read", "10 read", "11 a")),
                arguments("a time limit ends it", timeLimit(ofMillis(3), READS), List.of("0 read", "1 read", "2 read")),
                arguments("a time limit of nothing is nothing", timeLimit(ofMillis(0), READS), List.of()),
                arguments(
                        "a time limit counts from when its turn comes",
                        then(sleep(ofMillis(50)), timeLimit(ofMillis(2), READS)),
                        List.of("50 read", "51 read")),
                arguments(
                        "a time limit cuts a sleep short",
                        then(timeLimit(ofMillis(5), sleep(ofSeconds(5))), a),
                        List.of("5 a")),
                arguments(
                        "a time limit over several parts",
                        timeLimit(ofMillis(12), then(a, sleep(ofMillis(10)), READS)),
                        List.of("0 a", "10 read", "11 read")),
                arguments(
                        "a sleep counts from when its turn comes",
                        then(a, sleep(ofMillis(10)), b),
                        List.of("0 a", "10 b")),
                arguments(
                        "a cycle begins again",
                        limit(5, cycle(then(a, b))),
                        List.of("0 a", "1 b", "2 a", "3 b", "4 a")),
                arguments(
                        "a cycle sleeps in each round",
                        limit(3, cycle(then(sleep(ofMillis(5)), a))),
                        List.of("5 a", "10 a", "15 a")),
                arguments("a cycle of nothing is nothing", then(cycle(limit(0, READS)), a), List.of("0 a")),
                arguments("phases in order", phases(a, b), List.of("0 a", "1 b")),
                arguments("a mix of parts that end", mix(limit(0, READS), a, limit(0, READS)), List.of("0 a")),
                arguments("a mix of nothing is nothing", mix(), List.of()),
                arguments("together with nothing", together(), List.of()),
                arguments(
                        "together is done when all are",
                        then(together(a, limit(0, READS), sleep(ofMillis(7))), b),
                        List.of("0 a", "7 b")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scripts")
    void a_generator_is_its_script(String sentence, Generator generator, List<String> script) {
        assertThat(Rehearsal.with(1).run(onClients(generator)).timed())
                .as(sentence)
                .isEqualTo(script);
    }

    @Test
    void all_threads_work_at_once_and_none_twice() {
        Log log = Rehearsal.with(3).run(onClients(limit(6, READS)));
        assertThat(log.timed()).containsExactly("0 read", "0 read", "0 read", "1 read", "1 read", "1 read");
        assertThat(log.invocations().subList(0, 3)).extracting(Event::thread).containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    void a_mix_chooses_each_part_about_as_often() {
        Generator parts = mix(READS, READS, WRITES).limit(3_000);
        Map<String, Long> counts =
                Rehearsal.with(5).run(onClients(parts)).functions().stream().collect(groupingBy(f -> f, counting()));
        assertThat(counts.get("read")).isCloseTo(2_000, within(100L));
        assertThat(counts.get("write")).isCloseTo(1_000, within(100L));
    }

    @Test
    void a_part_of_a_mix_that_is_done_is_chosen_no_more() {
        List<String> functions = Rehearsal.with(1)
                .run(onClients(mix(limit(3, WRITES), READS).limit(100)))
                .functions();
        assertThat(functions).hasSize(100);
        assertThat(functions.stream().filter("write"::equals)).hasSize(3);
    }

    @Test
    void a_stagger_has_its_mean_and_intervals_up_to_twice_that() {
        List<Event> events = Rehearsal.with(10)
                .run(onClients(READS.stagger(ofMillis(5)).limit(4_001)))
                .invocations();
        long last = events.get(events.size() - 1).nanos();
        assertThat(last / 4_000.0).isCloseTo(5e6, within(0.1e6));
        for (int i = 1; i < events.size(); i++) {
            assertThat(events.get(i).nanos() - events.get(i - 1).nanos()).isBetween(0L, 10_000_000L);
        }
    }

    @Test
    void a_pace_missed_is_taken_up_afresh_without_a_burst() {
        Log log = Rehearsal.with(1)
                .eachTakes(invocation -> ofMillis(invocation.nanos() == 0 ? 35 : 1))
                .run(onClients(delay(ofMillis(10), limit(4, READS))));
        assertThat(log.timed()).containsExactly("0 read", "35 read", "45 read", "55 read");
    }

    @Test
    void an_operation_a_little_late_does_not_shift_those_after_it() {
        Log log = Rehearsal.with(1)
                .eachTakes(invocation -> ofMillis(invocation.nanos() == 0 ? 13 : 1))
                .run(onClients(delay(ofMillis(10), limit(4, READS))));
        assertThat(log.timed()).containsExactly("0 read", "13 read", "20 read", "30 read");
    }

    @Test
    void a_time_limit_leaves_open_operations_open() {
        Log log = Rehearsal.with(1).eachTakes(ofMillis(100)).run(onClients(timeLimit(ofMillis(10), READS)));
        assertThat(log.timed()).containsExactly("0 read");
        assertThat(log.completions()).extracting(Event::millis).containsExactly(100L);
    }

    @Test
    void what_follows_a_time_limit_begins_though_operations_are_open() {
        Log log = Rehearsal.with(2)
                .eachTakes(invocation -> ofMillis(invocation.thread() == 0 ? 100 : 4))
                .run(onClients(then(timeLimit(ofMillis(10), READS), once(Operation.of("last")))));
        assertThat(log.timed()).containsExactly("0 read", "0 read", "4 read", "8 read", "12 last");
    }

    @Test
    void a_phase_waits_for_every_operation_of_the_one_before() {
        Log log = Rehearsal.with(3)
                .eachTakes(invocation -> ofMillis(10 * (invocation.thread() + 1)))
                .run(onClients(phases(eachThread(once(Operation.of("a"))), once(Operation.of("b")))));
        assertThat(log.timed()).containsExactly("0 a", "0 a", "0 a", "30 b");
    }

    @Test
    void a_phase_of_clients_waits_for_the_faults_thread_when_it_may_use_it() {
        Log log = Rehearsal.with(1)
                .eachTakes(invocation -> ofMillis(invocation.thread() == Context.FAULTS ? 50 : 1))
                .run(phases(
                        together(onClients(limit(2, READS)), onFaults(once(Operation.of("cut")))),
                        onClients(once(Operation.of("final")))));
        assertThat(log.timed()).containsExactlyInAnyOrder("0 read", "0 cut", "1 read", "50 final");
    }

    @Test
    void synchronize_waits_within_its_own_threads_only() {
        Log log = Rehearsal.with(1)
                .eachTakes(invocation -> ofMillis(invocation.thread() == Context.FAULTS ? 50 : 1))
                .run(together(
                        onFaults(once(Operation.of("cut"))),
                        onClients(then(once(Operation.of("a")), synchronize(once(Operation.of("b")))))));
        assertThat(log.timed()).containsExactlyInAnyOrder("0 a", "0 cut", "1 b");
    }

    @Test
    void clients_and_faults_each_have_their_own_threads_and_pace() {
        Log log = Rehearsal.with(2)
                .run(together(
                        onClients(READS.delay(ofMillis(10)).timeLimit(ofMillis(40))),
                        onFaults(cycle(then(sleep(ofMillis(15)), once(Operation.of("cut"))))
                                .timeLimit(ofMillis(40)))));
        assertThat(log.timed())
                .containsExactlyInAnyOrder("0 read", "10 read", "15 cut", "20 read", "30 read", "30 cut");
        assertThat(log.invocations())
                .allSatisfy(event -> assertThat(event.thread() == Context.FAULTS)
                        .isEqualTo(event.function().equals("cut")));
        assertThat(log.invocations().get(2).process()).isEqualTo(Context.FAULTS);
    }

    @Test
    void a_sleep_goes_on_while_its_neighbours_are_busy() {
        Log log = Rehearsal.with(1)
                .run(together(
                        onClients(READS.timeLimit(ofMillis(100))),
                        onFaults(then(sleep(ofMillis(50)), once(Operation.of("cut"))))));
        assertThat(log.timed()).hasSize(101).contains("50 cut");
    }

    @Test
    void those_together_on_the_same_threads_take_turns_by_chance() {
        List<String> functions = Rehearsal.with(1)
                .run(onClients(limit(1_000, together(READS, WRITES))))
                .functions();
        assertThat(functions.stream().filter("read"::equals).count()).isCloseTo(500, within(60L));
    }

    @Test
    void each_thread_has_a_copy_of_its_own() {
        Log log = Rehearsal.with(3).run(onClients(eachThread(then(once(Operation.of("a")), once(Operation.of("b"))))));
        for (int thread = 0; thread < 3; thread++) {
            int one = thread;
            assertThat(log.invocations().stream().filter(e -> e.thread() == one).map(Event::function))
                    .containsExactly("a", "b");
        }
    }

    @Test
    void reserve_pins_threads_to_roles() {
        Log log = Rehearsal.with(5).run(onClients(reserve(2, WRITES, READS).limit(500)));
        assertThat(log.invocations())
                .hasSize(500)
                .allSatisfy(event -> assertThat(event.function()).isEqualTo(event.thread() < 2 ? "write" : "read"));
    }

    @Test
    void reserve_for_none_or_all_leaves_the_other_part_without_threads() {
        assertThat(Rehearsal.with(2)
                        .run(onClients(limit(4, reserve(0, WRITES, READS))))
                        .functions())
                .containsOnly("read");
        assertThat(Rehearsal.with(2)
                        .run(onClients(limit(4, reserve(2, WRITES, READS))))
                        .functions())
                .containsOnly("write");
    }

    @Test
    void a_turn_knows_its_thread_its_process_and_its_time() {
        Log log = Rehearsal.with(2)
                .run(onClients(delay(
                                ofMillis(3),
                                repeat(turn -> new Operation(
                                        "say", List.of(turn.thread(), turn.process(), turn.now(), turn.index()))))
                        .limit(10)));
        assertThat(log.invocations())
                .allSatisfy(event -> assertThat(event.value())
                        .isEqualTo(List.of(event.thread(), event.process(), event.nanos(), event.thread())));
    }

    @Test
    void what_is_out_of_range_is_named_with_its_range() {
        Map<String, Executable> mistakes = Map.of(
                "limit must be 0 operations or more, not -1", () -> limit(-1, READS),
                "mean must be 0 to PT240000H, not PT-0.005S", () -> stagger(ofMillis(-5), READS),
                "interval must be 0 to PT240000H, not PT-1S", () -> delay(ofSeconds(-1), READS),
                "limit must be 0 to PT240000H, not PT-1S", () -> timeLimit(ofSeconds(-1), READS),
                "duration must be 0 to PT240000H, not PT2400000H", () -> sleep(Duration.ofDays(100_000)),
                "reserve must be 0 threads or more, not -1", () -> reserve(-1, READS, READS),
                "groupSize must be 1 or more, not 0", () -> Generators.concurrentKeys(0, n -> n, key -> READS),
                "clients must be 0 or more, not -1", () -> Rehearsal.with(-1).run(READS),
                "reserve must be 0 to 2 threads (all there are), not 3",
                        () -> Rehearsal.with(2).run(onClients(reserve(3, READS, READS))),
                "groupSize must divide the number of client threads, 5, not 2",
                        () -> Rehearsal.with(5).run(onClients(Generators.concurrentKeys(2, n -> n, key -> READS))));
        mistakes.forEach((message, mistake) -> assertThatThrownBy(mistake::execute)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message));
    }
}
