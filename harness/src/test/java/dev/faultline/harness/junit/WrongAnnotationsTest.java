package dev.faultline.harness.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is wrong in annotations is told in one line, in the words of the command line, before anything starts. */
class WrongAnnotationsTest {
    @ChaosTest(system = Memory.System.class, workload = Memory.Work.class, faults = "partitoin")
    private static class UnknownFault {}

    @ChaosTest(system = Memory.System.class, workload = Memory.Work.class, faults = "kill")
    private static class NoSuchAbility {}

    @ChaosTest(system = Memory.System.class, workload = Memory.Work.class, seconds = -1)
    private static class NegativeTime {}

    @ChaosTest(system = Memory.System.class, workload = Memory.Work.class, nodes = 0)
    private static class NoNodes {}

    @ChaosTest(system = Memory.System.class, workload = Memory.Work.class, rate = -1)
    private static class NegativeRate {}

    @ChaosTest(system = Memory.System.class, workload = Memory.Work.class, options = "raeds=fresh")
    private static class UnknownOption {}

    @ChaosTest(system = Memory.System.class, workload = Memory.Work.class, options = "reads")
    private static class NoValue {}

    @ChaosTest(system = Memory.System.class, workload = Memory.Work.class, expect = "invlaid")
    private static class UnknownVerdict {}

    @ChaosTest(system = Memory.System.class, workload = Memory.Work.class, targets = "leadr", faults = "partition")
    private static class UnknownTarget {}

    @ChaosTest(system = Memory.System.class, workload = Memory.Work.class, faultInterval = "soon")
    private static class NoDuration {}

    @ChaosTest(system = Memory.System.class, workload = Memory.Work.class, faults = "partition", seconds = 5)
    private static class NoTime {}

    @ChaosTest(system = Memory.System.class, workload = Memory.Work.class, schedule = "nowhere.json")
    private static class NoSchedule {}

    @ChaosTest(system = Memory.System.class, workload = Memory.Work.class, provider = "absent", faults = "slow")
    private static class NotOfTheProvider {}

    @ChaosTest(system = Memory.System.class, workload = Memory.Work.class, latency = "20ms")
    private static class NoChoiceOfLatency {}

    static class Homebody extends Memory.System {
        @Override
        public List<String> providers() {
            return List.of("memory");
        }
    }

    @ChaosTest(system = Homebody.class, workload = Memory.Work.class, provider = "absent")
    private static class NotForTheSystem {}

    @ChaosTest(system = Memory.System.class, workload = Memory.Work.class, provider = "memry")
    private static class UnknownProvider {}

    @ChaosTest(
            system = Memory.System.class,
            workload = Memory.Work.class,
            seed = {1, 2})
    private static class TwoSeeds {}

    @ChaosTest(system = Memory.System.class, workload = Memory.Work.class)
    private static class Methods {
        @Seeds(0)
        void noSeeds() {}

        @Seeds(value = 2, values = 1)
        void bothKinds() {}

        @Matrix(
                name = "nodes",
                values = {})
        void noValues() {}

        @Matrix(name = "nodes", values = "five")
        void noNumber() {}

        @Matrix(name = "nodes", values = "3")
        @Matrix(name = "nodes", values = "5")
        void twice() {}

        @Matrix(name = "latency", values = "far")
        void noLatency() {}

        @Matrix(name = "latency", values = "20ms")
        void noChoiceOfLatency() {}

        @Matrix(name = "reads", values = "stale")
        void noSuchValue() {}
    }

    private static void plain() {}

    private static DynamicTest told(Class<?> type, String complaint) {
        return DynamicTest.dynamicTest(
                type.getSimpleName(), () -> refused(type, method(WrongAnnotationsTest.class, "plain"), complaint));
    }

    private static DynamicTest told(String method, String complaint) {
        return DynamicTest.dynamicTest(method, () -> refused(Methods.class, method(Methods.class, method), complaint));
    }

    private static Method method(Class<?> type, String name) throws NoSuchMethodException {
        return type.getDeclaredMethod(name);
    }

    private static void refused(Class<?> type, Method method, String complaint) {
        assertThatThrownBy(() -> Suite.of(type, method).orElseThrow().cells())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(complaint)
                .message()
                .doesNotContain("\n");
    }

    @TestFactory
    Stream<DynamicTest> are_told_in_one_line() {
        return Stream.of(
                told(UnknownFault.class, "--faults: no fault \"partitoin\". Did you mean partition?"),
                told(NoSuchAbility.class, "--faults: no fault of memory \"kill\". (connection, loss, partition, slow)"),
                told(
                        NotOfTheProvider.class,
                        "--faults: no fault of provider absent \"slow\". (connection, loss, partition)"),
                told(NotForTheSystem.class, "--provider: memory runs on memory, not on absent"),
                told(UnknownProvider.class, "--provider: no provider \"memry\". Did you mean memory?"),
                told(NegativeTime.class, "--time-limit: must be more than zero, not -1 s"),
                told(NoNodes.class, "--nodes: must be 1 to 20, not 0"),
                told(NegativeRate.class, "--rate: must be more than 0"),
                told(UnknownOption.class, "--option: no option \"raeds\" here (reads)"),
                told(NoValue.class, "--option: \"reads\" is no name=value"),
                told(UnknownVerdict.class, "--expect: no verdict \"invlaid\". Did you mean invalid?"),
                told(UnknownTarget.class, "--targets: no target \"leadr\". Did you mean leader?"),
                told(NoDuration.class, "--fault-interval: \"soon\" is no duration"),
                told(NoTime.class, "--time-limit: one each of partition takes 13 s, not 5"),
                told(NoSchedule.class, "--schedule: "),
                told(NoChoiceOfLatency.class, "--latency: the networks of memory are as they are (a simulation can"),
                told(TwoSeeds.class, "seed: name one"),
                told("noSeeds", "@Seeds: must be 1 to 10000 seeds, not 0"),
                told("bothKinds", "@Seeds: name a number of seeds or the seeds themselves, not both"),
                told("noValues", "@Matrix nodes: name at least one value"),
                told("noNumber", "--nodes: \"five\" is no whole number"),
                told("noLatency", "--latency: \"far\" is no duration"),
                told("noChoiceOfLatency", "--latency: the networks of memory are as they are"),
                told("twice", "@Matrix nodes: is there twice"),
                told("noSuchValue", "--option reads: \"stale\" is not allowed (fresh, frozen)"));
    }

    @Test
    void a_provider_that_is_not_there_is_told_with_those_that_are() {
        assertThatThrownBy(() -> Runs.provider("memry"))
                .hasMessage("--provider: no provider \"memry\". Did you mean memory? (absent, memory)");
    }

    @Test
    void a_fresh_seed_is_one_for_all_of_a_matrix() throws Exception {
        Method method = method(Rising.class, "product");
        List<Cell> cells = Suite.of(Rising.class, method).orElseThrow().cells();
        assertThat(cells).hasSize(4);
        assertThat(cells.get(1).seed()).isEqualTo(cells.get(0).seed() + 1);
        assertThat(cells.get(2).seed()).isEqualTo(cells.get(0).seed());
    }

    @ChaosTest(system = Memory.System.class, workload = Memory.Work.class)
    private static class Rising {
        @Seeds(2)
        @Matrix(
                name = "nodes",
                values = {"3", "5"})
        void product() {}
    }
}
