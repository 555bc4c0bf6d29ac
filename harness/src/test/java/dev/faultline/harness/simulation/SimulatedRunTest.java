package dev.faultline.harness.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.EventType;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.ProcessId;
import dev.faultline.harness.run.Judge;
import dev.faultline.harness.run.Progress;
import dev.faultline.harness.run.Runner;
import dev.faultline.harness.run.TestBuilder;
import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.Json;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.store.VerdictRecord;
import dev.faultline.harness.time.Clock;
import dev.faultline.harness.time.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SimulatedRunTest {
    private static final Progress SILENT = new Progress() {
        @Override
        public void step(String name, String detail, long millis) {}

        @Override
        public void note(String text) {}

        @Override
        public void running(Standing standing) {}
    };

    @TempDir
    Path results;

    private VerdictRecord verdict;

    private TestBuilder test(SimulatedProvider provider) {
        return new TestBuilder(new SimulatedSystem(provider), new TwoStepRegister())
                .nodes(3)
                .rate(50)
                .timeLimit(Duration.ofSeconds(60))
                .provider(provider.name(), provider::injects, provider.choosesLatency());
    }

    private RunFolder run(long seed, int lostOfAHundred, String... faults) throws InterruptedException {
        SimulatedProvider provider = new SimulatedProvider(lostOfAHundred);
        dev.faultline.harness.run.Test test =
                test(provider).faults(List.of(faults)).build(new Seed(seed), "again");
        Clock clock = Clock.system();
        RunFolder folder = RunFolder.create(results, test.name(), clock.wall());
        new Runner(test, provider, folder, SILENT, clock, false).run();
        verdict = new Judge(test.system(), test.workload(), test.options(), clock).judge(folder);
        return folder;
    }

    @Test
    void a_minute_with_kills_is_valid_its_faults_proved_and_its_recovery_seen() throws Exception {
        RunFolder folder = run(1, 0, "kill");
        assertThat(verdict.verdict()).as(verdict.toString()).isEqualTo("valid");
        FaultsRecord faults = Json.read(folder.faults(), FaultsRecord.class);
        assertThat(faults.faults()).hasSizeGreaterThan(2).allSatisfy(window -> {
            assertThat(window.error()).isNull();
            assertThat(window.proof().proved()).isTrue();
        });
        assertThat(faults.incidents()).isEmpty();
        assertThat(faults.recovery().recoveredAt()).isNotNull();
        assertThat(folder.report()).exists();
        History history = History.read(folder.history());
        assertThat(history.events().get(history.events().size() - 1).time())
                .isGreaterThan(Duration.ofSeconds(60).toNanos());
    }

    @Test
    void clients_go_on_while_the_fault_process_waits() throws Exception {
        RunFolder folder = run(1, 0, "kill");
        FaultsRecord.Window window =
                Json.read(folder.faults(), FaultsRecord.class).faults().get(0);
        assertThat(History.read(folder.history()).events().stream()
                        .filter(e -> e.type() == EventType.OK)
                        .filter(e -> e.time() > window.injectStart() && e.time() < window.injectEnd()))
                .isNotEmpty();
    }

    @Test
    void the_same_seed_makes_the_same_files_to_the_byte_and_another_seed_others() throws Exception {
        RunFolder first = run(7, 3, "kill");
        RunFolder second = run(7, 3, "kill");
        RunFolder other = run(8, 3, "kill");
        for (String file : List.of(
                "test.json",
                "history.edn",
                "faults.json",
                "schedule.json",
                "roles.jsonl",
                "node-metrics.jsonl",
                "metrics.json",
                "results.edn")) {
            assertThat(text(first, file)).as(file).isEqualTo(text(second, file)).isNotEmpty();
        }
        assertThat(text(other, "history.edn")).isNotEqualTo(text(first, "history.edn"));
    }

    private static String text(RunFolder folder, String file) throws IOException {
        return Files.readString(folder.path().resolve(file));
    }

    @Test
    void a_lost_answer_is_unknown_and_its_process_is_followed_by_another() throws Exception {
        History history = History.read(run(3, 5).history());
        List<Event> unknown = history.events().stream()
                .filter(e -> e.type() == EventType.INFO && e.process().isClient())
                .toList();
        assertThat(unknown).isNotEmpty().allSatisfy(e -> {
            assertThat(e.error()).isEqualTo("TimeoutException: no answer within 1000 ms");
            assertThat(history.events().stream()
                            .filter(later -> later.index() > e.index())
                            .map(Event::process))
                    .doesNotContain(e.process());
        });
        assertThat(verdict.verdict()).as(verdict.toString()).isEqualTo("valid");
    }

    @Test
    void what_the_system_refuses_has_failed_and_its_process_goes_on() throws Exception {
        History history = History.read(run(3, 0).history());
        assertThat(history.events().stream().filter(e -> e.type() == EventType.FAIL))
                .isNotEmpty()
                .allSatisfy(e -> assertThat((String) e.error()).startsWith("DefiniteFailure: nobody likes"));
        assertThat(history.events().stream()
                        .map(Event::process)
                        .filter(ProcessId::isClient)
                        .distinct())
                .hasSize(6);
    }

    @Test
    void a_run_that_is_stopped_while_a_fault_is_in_force_heals_it_and_can_be_judged() throws Exception {
        SimulatedProvider provider = new SimulatedProvider(0);
        dev.faultline.harness.run.Test test =
                test(provider).faults(List.of("kill")).build(new Seed(1), "again");
        RunFolder folder = new RunFolder(results);
        AtomicReference<Runner> runner = new AtomicReference<>();
        Progress stopping = new Progress() {
            @Override
            public void step(String name, String detail, long millis) {}

            @Override
            public void note(String text) {}

            @Override
            public void running(Standing standing) {
                if (!standing.fault().isEmpty()) {
                    runner.get().stop();
                }
            }
        };
        runner.set(new Runner(test, provider, folder, stopping, Clock.system(), false));
        runner.get().run();
        assertThat(provider.world().down).isEmpty();
        FaultsRecord faults = Json.read(folder.faults(), FaultsRecord.class);
        assertThat(faults.faults())
                .singleElement()
                .satisfies(window -> assertThat(window.healEnd()).isNotNull());
        assertThat(History.read(folder.history()).events()).isNotEmpty();
    }

    @Test
    void a_kind_of_fault_that_the_provider_cannot_do_is_refused_in_one_line() {
        SimulatedProvider provider = new SimulatedProvider(0);
        assertThatThrownBy(() -> test(provider).faults(List.of("partition")).build(new Seed(1), "again"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--faults: no fault of provider simulation \"partition\". (kill)");
    }

    @Test
    void each_fault_once_is_each_of_those_that_the_provider_can_do() {
        dev.faultline.harness.run.Test test =
                test(new SimulatedProvider(0)).eachFaultOnce().build(new Seed(1), "again");
        assertThat(test.faults()).containsExactly("kill");
    }
}
