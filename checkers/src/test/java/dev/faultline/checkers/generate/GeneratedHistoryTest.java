package dev.faultline.checkers.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.checkers.history.Edn;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.history.Outcome;
import dev.faultline.checkers.linear.Budget;
import dev.faultline.checkers.linear.KeyBy;
import dev.faultline.checkers.linear.Linearizability;
import dev.faultline.checkers.model.Model;
import dev.faultline.checkers.model.Models;
import dev.faultline.checkers.verdict.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GeneratedHistoryTest {

    static Stream<GeneratedHistory> settings() {
        return GeneratedHistory.objects().stream()
                .flatMap(object -> Stream.of(
                        GeneratedHistory.of(object, 30).concurrency(3),
                        GeneratedHistory.of(object, 30).concurrency(3).smallValues(),
                        GeneratedHistory.of(object, 30).concurrency(3).crashRate(0.1),
                        GeneratedHistory.of(object, 30)
                                .concurrency(3)
                                .smallValues()
                                .crashRate(0.1),
                        GeneratedHistory.of(object, 40).concurrency(3).keys(3)))
                .flatMap(settings -> Stream.of(settings.seed(1), settings.seed(2), settings.seed(3)));
    }

    private static String judge(GeneratedHistory settings) {
        return check(Models.named(settings.object()).orElseThrow(), settings).word();
    }

    @SuppressWarnings("unchecked") // Model<?> is a model of itself
    private static <S extends Model<S>> Verdict check(Model<?> model, GeneratedHistory settings) {
        return Linearizability.of((S) model)
                .budget(Budget.steps(5_000_000))
                .keyBy(settings.keys() > 1 ? KeyBy.VALUE_TUPLE : KeyBy.NONE)
                .check(settings.history());
    }

    @ParameterizedTest
    @MethodSource("settings")
    void what_is_generated_is_linearizable(GeneratedHistory settings) {
        assertThat(judge(settings)).isEqualTo("valid");
    }

    @ParameterizedTest
    @MethodSource("settings")
    void what_has_a_planted_violation_is_not(GeneratedHistory settings) {
        assertThat(judge(settings.withViolation())).isEqualTo("invalid");
    }

    @Test
    void the_violation_is_near_the_end_so_that_all_before_it_has_to_be_gone_through() {
        History history = GeneratedHistory.of("register", 5000).withViolation().history();
        List<Operation> lies = history.operations().stream()
                .filter(operation -> operation.function().equals("read")
                        && Objects.equals(operation.result(), SimulatedObject.MARKER))
                .toList();
        assertThat(lies).isNotEmpty().allMatch(lie -> lie.invokedRank() > 0.95 * history.size());
    }

    @Test
    void there_are_as_many_operations_as_asked_and_about_as_many_crash() {
        History history =
                GeneratedHistory.of("cas-register", 10_000).crashRate(0.1).history();
        assertThat(history.operations()).hasSize(10_000);
        assertThat(history.operations())
                .filteredOn(operation -> operation.outcome() == Outcome.INFO)
                .hasSizeBetween(850, 1150);
        assertThat(GeneratedHistory.of("stack", 500).withViolation().history().operations())
                .hasSize(500);
    }

    @Test
    void unique_values_are_written_once_and_small_ones_are_few() {
        GeneratedHistory unique = GeneratedHistory.of("register", 2000);
        assertThat(written(unique)).doesNotHaveDuplicates().hasSizeGreaterThan(500);
        assertThat(written(unique.smallValues()).stream().distinct())
                .containsExactlyInAnyOrder("0", "1", "2", "3", "4");
    }

    private static List<String> written(GeneratedHistory settings) {
        return settings.history().operations().stream()
                .filter(operation -> operation.function().equals("write"))
                .map(operation -> Edn.print(operation.argument()))
                .toList();
    }

    @Test
    void a_seed_makes_the_same_history_and_another_seed_another() {
        GeneratedHistory settings = GeneratedHistory.of("set", 300).crashRate(0.02);
        assertThat(settings.history()).isEqualTo(settings.history());
        assertThat(settings.history()).isNotEqualTo(settings.seed(2).history());
    }

    @Test
    void settings_out_of_range_are_told_by_name() {
        GeneratedHistory good = GeneratedHistory.of("register", 100);
        assertThatThrownBy(() -> GeneratedHistory.of("file", 100)).hasMessageContaining("object: one of cas-register");
        assertThatThrownBy(() -> GeneratedHistory.of("register", 9)).hasMessage("operations: 10 to 100000000, not 9");
        assertThatThrownBy(() -> good.concurrency(0)).hasMessage("concurrency: 1 to 1000, not 0");
        assertThatThrownBy(() -> good.crashRate(0.6)).hasMessage("crash-rate: 0 to 0.5, not 0.6");
        assertThatThrownBy(() -> good.keys(0)).hasMessage("keys: 1 to 100000, not 0");
    }
}
