package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.fault.PlanEntry;
import dev.faultline.harness.objective.Objective;
import dev.faultline.harness.time.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestOptionsTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("two faults.json");
        Files.writeString(file, """
                {"version": 1, "faults": [
                  {"kind": "pause", "targets": ["n2"], "atMillis": 2000, "holdMillis": 3000},
                  {"kind": "kill", "targets": ["n4"], "atMillis": 25000, "holdMillis": 3000}]}
                """);
    }

    private Terminal.Ended run(String... more) {
        String[] words = new String[more.length + 3];
        words[0] = "run";
        words[1] = "--schedule";
        words[2] = file.toString();
        System.arraycopy(more, 0, words, 3, more.length);
        return Terminal.run(words);
    }

    @Test
    void a_schedule_is_the_plan_whatever_the_seed() {
        TestOptions options = new TestOptions();
        options.schedule = file;
        dev.faultline.harness.run.Test test = options.resolve(new Seed(7));
        assertThat(test.plan()).isEqualTo(options.resolve(new Seed(8)).plan());
        assertThat(test.plan().faults()).extracting(PlanEntry::kind).containsExactly("pause", "kill");
        assertThat(test.plan().gap()).isEqualTo(Duration.ZERO);
        assertThat(test.faults()).containsExactly("pause", "kill");
    }

    @Test
    void the_command_names_the_schedule_as_a_shell_takes_it() {
        TestOptions options = new TestOptions();
        options.schedule = file;
        assertThat(options.resolve(new Seed(7)).command())
                .isEqualTo("./faultline run --system etcd --workload register --schedule '" + file + "' --seed 7");
        options.schedule = null;
        assertThat(options.resolve(new Seed(7)).command())
                .isEqualTo("./faultline run --system etcd --workload register --seed 7");
    }

    @Test
    void the_command_names_the_run_that_a_link_led_to() throws IOException {
        TestOptions options = new TestOptions();
        options.schedule = Files.createSymbolicLink(folder.resolve("latest"), file);
        assertThat(options.resolve(new Seed(7)).command()).contains("--schedule '" + file.toRealPath() + "'");
    }

    @Test
    void objectives_come_one_by_one_or_in_a_list_and_the_command_asks_for_them_again() {
        TestOptions options = new TestOptions();
        options.objectives = List.of("recovery<10s, p99 <= 50ms", "availability>=99.5%", "recovery<10s");
        assertThat(options.resolve(new Seed(7)).objectives())
                .extracting(Objective::toString)
                .containsExactly("recovery<10s", "p99<=50ms", "availability>=99.5%");
        assertThat(options.resolve(new Seed(7)).command())
                .endsWith(
                        "--objective 'recovery<10s' --objective 'p99 <= 50ms' --objective 'availability>=99.5%' --seed 7");
    }

    @Test
    void a_schedule_below_the_top_of_the_project_is_named_from_there() {
        assertThat(Places.fromTop(Path.of(System.getProperty("faultline.home", "."), "results", "it's", "s.json")))
                .isEqualTo("results/it's/s.json");
        assertThat(Places.fromTop(Path.of(System.getProperty("faultline.home", "."), "results/latest/schedule.json")))
                .isEqualTo("results/latest/schedule.json");
    }

    @Test
    void what_does_not_fit_the_other_options_is_told_before_anything_starts() {
        assertThat(run("--nodes", "3").err())
                .singleElement()
                .asString()
                .startsWith("--schedule: ")
                .endsWith("two faults.json:3: faults[1].targets[0]: no node \"n4\" (n1, n2, n3)");
        Terminal.Ended ended = run("--time-limit", "20");
        assertThat(ended.err())
                .singleElement()
                .asString()
                .endsWith(
                        "two faults.json:3: faults[1].atMillis: must be less than the time limit of 20000, not 25000");
        assertThat(ended.code()).isEqualTo(ExitCode.BAD_ARGUMENTS);
    }

    @Test
    void the_example_of_the_readme_is_a_schedule() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        int begin = readme.indexOf("```json") + "```json".length();
        Files.writeString(file, readme.substring(begin, readme.indexOf("```", begin)));
        TestOptions options = new TestOptions();
        options.schedule = file;
        assertThat(options.resolve(new Seed(7)).faults())
                .containsExactly("partition", "slow", "connection", "kill", "pause");
    }

    @Test
    void weights_and_limits_shape_the_mix_and_are_in_the_command() {
        TestOptions options = new TestOptions();
        options.faults = "kill=3,pause";
        options.timeLimit = "10m";
        options.faultLimits.put("pause", 2);
        dev.faultline.harness.run.Test test = options.resolve(new Seed(7));
        assertThat(test.plan().faults())
                .extracting(PlanEntry::kind)
                .filteredOn("pause"::equals)
                .hasSize(2);
        assertThat(test.plan().faults().subList(0, 4))
                .extracting(PlanEntry::kind)
                .filteredOn("kill"::equals)
                .hasSize(3);
        assertThat(test.faults()).containsExactly("kill", "pause");
        assertThat(test.command()).contains("--faults kill=3,pause --fault-limit pause=2");
    }

    @Test
    void the_command_says_all_that_is_not_so_by_default_as_a_shell_takes_it() {
        TestOptions options = new TestOptions();
        options.system = "single-leader";
        options.workload = "counter";
        options.nodes = 3;
        options.concurrency = "4n";
        options.rate = 12.5;
        options.timeLimit = "2m";
        options.faults = "kill, loss=2";
        options.targets = "one, all";
        options.faultInterval = "0.5";
        options.opTimeout = "250ms";
        options.recoveryTime = "1m";
        options.latency = "0.3ms";
        options.options.put("resend", "yes");
        options.expect = "valid";
        options.objectives = List.of("p99 <= 50ms");
        assertThat(options.resolve(new Seed(-7)).command())
                .isEqualTo("./faultline run --system single-leader --workload counter --nodes 3 --concurrency 4n"
                        + " --rate 12.5 --time-limit 120s --faults kill,loss=2 --targets one,all"
                        + " --fault-interval 500ms --op-timeout 250ms --latency 0.3ms --option resend=yes"
                        + " --expect valid --objective 'p99 <= 50ms' --seed -7");
    }

    @Test
    void wrong_weights_and_limits_are_told() {
        assertThat(Terminal.run("run", "--faults", "kill=0").err())
                .containsExactly("--faults: the weight of kill must be 1 to 100, not 0");
        assertThat(Terminal.run("run", "--faults", "kill=many").err())
                .containsExactly("--faults: the weight of kill must be 1 to 100, not many");
        assertThat(Terminal.run("run", "--faults", "kill", "--fault-limit", "pause=2")
                        .err())
                .containsExactly("--fault-limit: no fault among --faults \"pause\". (kill)");
        assertThat(Terminal.run("run", "--faults", "kill", "--fault-limit", "kill=0")
                        .err())
                .containsExactly("--fault-limit: kill must be 1 or more, not 0");
        assertThat(run("--fault-limit", "kill=1").err())
                .containsExactly("--schedule: says which faults come when; leave out --fault-limit (or --schedule)");
    }
}
