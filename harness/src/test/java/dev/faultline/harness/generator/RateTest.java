package dev.faultline.harness.generator;

import static dev.faultline.harness.generator.Generators.limit;
import static dev.faultline.harness.generator.Generators.onClients;
import static dev.faultline.harness.generator.Generators.once;
import static dev.faultline.harness.generator.Generators.repeat;
import static dev.faultline.harness.generator.Generators.sleep;
import static dev.faultline.harness.generator.Generators.then;
import static dev.faultline.harness.generator.Rate.burst;
import static dev.faultline.harness.generator.Rate.constant;
import static dev.faultline.harness.generator.Rate.ramp;
import static dev.faultline.harness.generator.Rate.step;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.faultline.harness.operation.Operation;
import dev.faultline.harness.run.Log.Event;
import dev.faultline.harness.run.Rehearsal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RateTest {
    private static final Generator READS = repeat(Operation.of("r"));

    /** One client; each operation takes 1 ms. */
    static Stream<Arguments> scripts() {
        return Stream.of(
                arguments("constant is even", READS.delay(constant(100)).limit(3), List.of("0 r", "10 r", "20 r")),
                arguments(
                        "a rate counts from when its turn comes",
                        then(sleep(ofMillis(50)), READS.delay(constant(100)).limit(2)),
                        List.of("50 r", "60 r")),
                arguments(
                        "a step up",
                        READS.delay(step(1, 2, ofSeconds(2))).limit(5),
                        List.of("0 r", "1000 r", "2000 r", "2500 r", "3000 r")),
                arguments(
                        "a step down to none is the end",
                        then(READS.delay(step(100, 0, ofMillis(30))), once(Operation.of("next"))),
                        List.of("0 r", "10 r", "20 r", "21 next")),
                arguments(
                        "a step up from none",
                        READS.delay(step(0, 100, ofMillis(30))).limit(2),
                        List.of("30 r", "40 r")),
                arguments(
                        "a ramp from none has its first at once, the n-th at its square root",
                        READS.delay(ramp(0, 200, ofSeconds(100))).limit(5),
                        List.of("0 r", "1000 r", "1414 r", "1732 r", "2000 r")),
                arguments(
                        "a ramp's last rate stays",
                        READS.delay(ramp(0, 4, ofSeconds(1))).limit(5),
                        List.of("0 r", "707 r", "1000 r", "1250 r", "1500 r")),
                arguments(
                        "a burst in every period",
                        READS.delay(burst(0, 100, ofMillis(100), ofMillis(20))).limit(5),
                        List.of("80 r", "90 r", "180 r", "190 r", "280 r")),
                arguments("no rate is nothing", READS.delay(constant(0)), List.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scripts")
    void a_rate_is_its_script(String sentence, Generator generator, List<String> script) {
        assertThat(Rehearsal.with(1).run(onClients(generator)).timed())
                .as(sentence)
                .isEqualTo(script);
    }

    @Test
    void a_wait_is_taken_up_afresh_without_a_burst_and_a_little_lateness_is_caught_up() {
        assertThat(Rehearsal.with(1)
                        .eachTakes(i -> ofMillis(i.nanos() == 0 ? 35 : 1))
                        .run(onClients(READS.delay(constant(100)).limit(3)))
                        .timed())
                .containsExactly("0 r", "35 r", "45 r");
        assertThat(Rehearsal.with(1)
                        .eachTakes(i -> ofMillis(i.nanos() == 0 ? 13 : 1))
                        .run(onClients(READS.delay(constant(100)).limit(3)))
                        .timed())
                .containsExactly("0 r", "13 r", "20 r");
    }

    @Test
    void drawn_intervals_have_the_rate_of_each_moment() {
        List<Event> events = Rehearsal.with(10)
                .run(onClients(READS.stagger(ramp(0, 400, ofSeconds(40))).timeLimit(ofSeconds(60))))
                .invocations();
        assertThat(between(events, 0, 20)).isCloseTo(2_000, within(120L));
        assertThat(between(events, 20, 40)).isCloseTo(6_000, within(200L));
        assertThat(between(events, 40, 60)).isCloseTo(8_000, within(250L));
    }

    private static long between(List<Event> events, long from, long to) {
        return events.stream()
                .filter(e -> e.nanos() >= from * 1_000_000_000 && e.nanos() < to * 1_000_000_000)
                .count();
    }

    @Test
    void draws_do_not_depend_on_how_often_it_was_asked() {
        Generator paced = limit(200, READS.stagger(burst(20, 300, ofSeconds(1), ofMillis(200))));
        List<String> calm = Rehearsal.with(50).run(onClients(paced)).timed();
        List<String> asked = Rehearsal.with(50)
                .eachTakes(i -> ofMillis(1 + i.thread() % 7))
                .run(onClients(paced))
                .timed();
        assertThat(asked).isEqualTo(calm).hasSize(200);
    }

    @Test
    void the_moment_of_an_operation_is_the_inverse_of_how_many_there_were() {
        for (Rate rate : List.of(
                constant(37),
                ramp(10, 500, ofSeconds(30)),
                ramp(500, 10, ofSeconds(3)),
                step(5, 90, ofSeconds(7)),
                burst(20, 1_000, ofSeconds(10), ofSeconds(1)))) {
            for (double operations = 0.5; operations < 5_000; operations += 17.3) {
                assertThat(rate.operationsWithin(rate.nanosAfter(operations))).isCloseTo(operations, within(1e-4));
            }
        }
    }

    @Test
    void a_rate_is_known_at_any_moment() {
        assertThat(constant(7).at(ofSeconds(1_000))).isEqualTo(7);
        assertThat(ramp(10, 500, ofSeconds(30)).at(ofSeconds(15))).isEqualTo(255);
        assertThat(ramp(10, 500, ofSeconds(30)).at(ofSeconds(31))).isEqualTo(500);
        assertThat(step(5, 90, ofSeconds(7)).at(ofSeconds(7))).isEqualTo(90);
        assertThat(burst(20, 1_000, ofSeconds(10), ofSeconds(1)).at(ofMillis(19_500)))
                .isEqualTo(1_000);
        assertThat(burst(20, 1_000, ofSeconds(10), ofSeconds(1)).at(ofMillis(20_500)))
                .isEqualTo(20);
    }

    @Test
    void what_is_out_of_range_is_named_with_its_range() {
        Map<String, Executable> mistakes = Map.of(
                "rate must be 0 to 1000000 operations a second, not -1.0", () -> constant(-1),
                "to must be 0 to 1000000 operations a second, not NaN", () -> ramp(1, Double.NaN, ofSeconds(1)),
                "over must be positive, not PT0S", () -> ramp(1, 2, ofSeconds(0)),
                "after must be 0 to PT240000H, not PT-1S", () -> step(1, 2, ofSeconds(-1)),
                "every must be longer than the burst, PT2S, not PT1S", () -> burst(1, 2, ofSeconds(1), ofSeconds(2)));
        mistakes.forEach((message, mistake) -> assertThatThrownBy(mistake::execute)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message));
    }
}
