package dev.faultline.harness.generator;

import static dev.faultline.harness.generator.Generators.any;
import static dev.faultline.harness.generator.Generators.concurrentKeys;
import static dev.faultline.harness.generator.Generators.cycle;
import static dev.faultline.harness.generator.Generators.flipFlop;
import static dev.faultline.harness.generator.Generators.limit;
import static dev.faultline.harness.generator.Generators.mix;
import static dev.faultline.harness.generator.Generators.onClients;
import static dev.faultline.harness.generator.Generators.once;
import static dev.faultline.harness.generator.Generators.repeat;
import static dev.faultline.harness.generator.Generators.roles;
import static dev.faultline.harness.generator.Generators.sleep;
import static dev.faultline.harness.generator.Generators.then;
import static dev.faultline.harness.generator.Generators.together;
import static dev.faultline.harness.generator.Generators.untilOk;
import static dev.faultline.harness.generator.Role.others;
import static dev.faultline.harness.generator.Role.role;
import static dev.faultline.harness.generator.Weighted.weighted;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Operation;
import dev.faultline.harness.run.Log;
import dev.faultline.harness.run.Rehearsal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CombinationsTest {
    private static final Generator READS = repeat(Operation.of("read"));
    private static final Generator WRITES = repeat(turn -> new Operation("write", turn.ordinal()));
    private static final Generator A = once(Operation.of("a"));
    private static final Generator B = once(Operation.of("b"));

    /** One client; each operation takes 1 ms. What is called {@code try} fails before 3 ms. */
    static Stream<Arguments> scripts() {
        Generator attempts = repeat(Operation.of("try"));
        return Stream.of(
                arguments("flip, flop", limit(3, flipFlop(READS, WRITES)), List.of("0 read", "1 write", "2 read")),
                arguments(
                        "a flip-flop ends when it is the turn of one that is done",
                        then(flipFlop(READS, limit(1, WRITES)), B),
                        List.of("0 read", "1 write", "2 read", "3 b")),
                arguments(
                        "a flip-flop waits for the one whose turn it is",
                        limit(3, flipFlop(READS, cycle(then(sleep(ofMillis(5)), A)))),
                        List.of("0 read", "5 a", "6 read")),
                arguments("repeat does not move on", repeat(3, then(A, B)), List.of("0 a", "1 a", "2 a")),
                arguments("repeat none is nothing", then(repeat(0, A), B), List.of("0 b")),
                arguments("repeat of nothing is nothing", then(repeat(3, then()), B), List.of("0 b")),
                arguments("repeat waits once", repeat(2, then(sleep(ofMillis(5)), A)), List.of("5 a", "6 a")),
                arguments(
                        "until ok, then what follows",
                        then(untilOk(attempts), B),
                        List.of("0 try", "1 try", "2 try", "3 b")),
                arguments(
                        "until ok may never be",
                        then(untilOk(limit(2, attempts)), B),
                        List.of("0 try", "1 try", "2 b")),
                arguments("any of nothing is nothing", then(any(), A), List.of("0 a")),
                arguments(
                        "any is whichever is ready first",
                        any(then(sleep(ofMillis(7)), A), then(sleep(ofMillis(3)), B)),
                        List.of("3 b", "7 a")),
                arguments("any is done when all are", then(any(limit(0, READS), A), B), List.of("0 a", "1 b")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scripts")
    void a_generator_is_its_script(String sentence, Generator generator, List<String> script) {
        Log log = Rehearsal.with(1)
                .eachEnds(i -> i.function().equals("try") && i.nanos() < 2_000_000
                        ? Completion.fail(i.value(), "refused")
                        : Completion.ok(i.value()))
                .run(onClients(generator));
        assertThat(log.timed()).as(sentence).isEqualTo(script);
    }

    @Test
    void until_ok_is_not_ended_by_a_neighbour_or_by_an_unknown_outcome() {
        Log log = Rehearsal.with(2)
                .eachEnds(i -> i.function().equals("read") ? Completion.ok(1) : Completion.info(i.value(), "lost"))
                .run(onClients(roles(role(1, untilOk(limit(20, WRITES))), others(limit(5, READS)))));
        assertThat(log.functions().stream().filter("write"::equals)).hasSize(20);
    }

    @Test
    void any_is_fair_to_all_that_are_ready_whoever_waits_between_them() {
        Generator never = sleep(ofMillis(1_000_000));
        List<String> functions = Rehearsal.with(1)
                .run(onClients(limit(3_000, any(never, READS, then(), WRITES))))
                .functions();
        assertThat(functions.stream().filter("read"::equals).count()).isCloseTo(1_500, within(100L));
    }

    @Test
    void a_sleep_in_any_counts_from_the_first_question_though_others_are_busy() {
        Generator tenSleeps = then(
                Stream.generate(() -> then(sleep(ofMillis(10)), A)).limit(10).toArray(Generator[]::new));
        List<String> timed = Rehearsal.with(2)
                .run(onClients(any(READS.delay(ofMillis(5)).limit(40), tenSleeps)))
                .timed();
        assertThat(timed).contains("10 a", "20 a", "50 a", "100 a");
    }

    @Test
    void repeat_draws_anew_each_time() {
        Generator drawn = once(turn -> new Operation("write", turn.dice().below(1_000_000)));
        assertThat(Rehearsal.with(1).run(onClients(repeat(50, drawn))).values())
                .hasSize(50)
                .doesNotHaveDuplicates();
    }

    @Test
    void a_mix_follows_its_weights_also_when_a_part_is_gone() {
        Generator parts = mix(weighted(6, READS), weighted(3, WRITES), weighted(1, repeat(Operation.of("cas"))));
        List<String> functions =
                Rehearsal.with(5).run(onClients(limit(10_000, parts))).functions();
        assertThat(functions.stream().filter("read"::equals).count()).isCloseTo(6_000, within(200L));
        assertThat(functions.stream().filter("write"::equals).count()).isCloseTo(3_000, within(200L));
        List<String> left = Rehearsal.with(5)
                .run(onClients(limit(4_000, mix(weighted(90, A), weighted(3, READS), weighted(1, WRITES)))))
                .functions();
        assertThat(left.stream().filter("read"::equals).count()).isCloseTo(3_000, within(150L));
    }

    @Test
    void roles_pin_threads_in_their_order_and_leave_the_rest_without_a_part() {
        Generator cas = repeat(Operation.of("cas"));
        Map<Integer, String> all = Map.of(0, "write", 1, "cas", 2, "cas", 3, "read", 4, "read");
        Log full = Rehearsal.with(5).run(onClients(limit(500, roles(role(1, WRITES), role(2, cas), others(READS)))));
        assertThat(full.invocations())
                .hasSize(500)
                .allSatisfy(event -> assertThat(event.function()).isEqualTo(all.get(event.thread())));
        Log part = Rehearsal.with(5).run(onClients(limit(500, roles(role(1, WRITES), role(2, cas)))));
        assertThat(part.invocations())
                .allSatisfy(event -> assertThat(event.thread()).isLessThan(3));
    }

    @Test
    void roles_hold_within_a_group_of_keys_and_for_new_processes() {
        Log log = Rehearsal.with(6)
                .eachEnds(i -> Completion.info(i.value(), "lost"))
                .run(onClients(concurrentKeys(
                                3,
                                n -> n,
                                key -> roles(role(1, WRITES), others(READS)).limit(30))
                        .limit(300)));
        assertThat(log.invocations())
                .allSatisfy(e -> assertThat(e.function()).isEqualTo(e.thread() % 3 == 0 ? "write" : "read"));
    }

    @Test
    void what_is_out_of_range_is_named_with_its_range() {
        Map<String, Executable> mistakes = Map.of(
                "repeat must be 0 operations or more, not -1", () -> repeat(-1, A),
                "weight must be 1 to 1000000, not 0", () -> weighted(0, A),
                "a role must have 0 threads or more, not -1", () -> role(-1, A),
                "others must be the last of 2 roles, not number 1", () -> roles(others(A), role(1, B)),
                "roles must be 0 to 2 threads (all there are), not 3",
                        () -> Rehearsal.with(2).run(onClients(together(roles(role(2, A), role(1, B))))));
        mistakes.forEach((message, mistake) -> assertThatThrownBy(mistake::execute)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message));
    }
}
