package dev.faultline.harness.run;

import static dev.faultline.harness.generator.Generators.onFaults;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.FaultPlan;
import dev.faultline.harness.fault.ScheduleFile;
import dev.faultline.harness.fault.Scheduled;
import dev.faultline.harness.fault.StagedCluster;
import dev.faultline.harness.fault.Target;
import dev.faultline.harness.fault.Watch;
import dev.faultline.harness.fault.catalogue.Faults;
import dev.faultline.harness.fault.process.Pause;
import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;
import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.FaultsRecord.Window;
import dev.faultline.harness.store.Json;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.time.Seed;
import dev.faultline.harness.time.VirtualScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on a staged cluster leave a schedule, and a run by that schedule does the same. */
class ExecutedScheduleTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** The staged clock goes on by as much as a few looks at it. */
    private static final long LOOKS_NANOS = Duration.ofMillis(100).toNanos();

    @TempDir
    Path results;

    /** One run's faults on virtual time, which passes on the staged cluster's clock as well. */
    private RunFolder run(String name, FaultPlan plan) throws IOException {
        RunFolder folder = new RunFolder(Files.createDirectory(results.resolve(name)));
        StagedCluster cluster = new StagedCluster(5);
        VirtualScheduler scheduler = new VirtualScheduler();
        long origin = cluster.clock.nanos();
        FaultProcess faults =
                new FaultProcess(cluster.field, new Watch(cluster.field), plan, Duration.ofSeconds(3), folder, origin);
        Rehearsal.with(1)
                .eachTakes((Invocation invocation) -> {
                    cluster.clock.pass(Duration.ofNanos(scheduler.nanos() - (cluster.clock.peek() - origin)));
                    Completion said = faults.perform(invocation.function(), invocation.value());
                    assertThat(String.valueOf(said.value())).doesNotContain("could not");
                    return Duration.ofNanos(cluster.clock.peek() - origin - scheduler.nanos());
                })
                .run(onFaults(FaultSchedule.of(plan, LIMIT)), scheduler, interpreter -> {});
        return folder;
    }

    private static List<Window> windows(RunFolder folder) {
        return Json.read(folder.faults(), FaultsRecord.class).faults();
    }

    private static List<Scheduled> schedule(RunFolder folder) {
        StagedCluster cluster = new StagedCluster(5);
        return ScheduleFile.read(folder.schedule(), Faults.ALL, cluster.names(), cluster.system, LIMIT);
    }

    @Test
    void a_run_by_the_schedule_of_another_does_the_same_to_the_same_nodes_at_the_same_times() throws IOException {
        RunFolder first = run(
                "first",
                FaultPlan.mix(Faults.ALL, List.of(Target.values()), Duration.ofSeconds(2), LIMIT, new Seed(3)));
        RunFolder again = run("again", FaultPlan.scheduled(schedule(first)));
        assertThat(schedule(first)).hasSizeGreaterThanOrEqualTo(8);
        assertThat(windows(again))
                .extracting(Window::summary)
                .isEqualTo(windows(first).stream().map(Window::summary).toList());
        assertThat(windows(again))
                .allSatisfy(window -> assertThat(window.proof()).isNotNull());
        for (int i = 0; i < windows(first).size(); i++) {
            Window before = windows(first).get(i);
            Window after = windows(again).get(i);
            assertThat(after.links()).isEqualTo(before.links());
            assertThat(after.injectStart() - before.injectStart())
                    .as(before.name())
                    .isBetween(0L, LOOKS_NANOS);
            assertThat(held(after) - held(before)).as(before.name()).isBetween(0L, LOOKS_NANOS);
        }
        assertThat(schedule(again))
                .extracting(Scheduled::fault)
                .isEqualTo(schedule(first).stream().map(Scheduled::fault).toList());
    }

    private static long held(Window window) {
        return window.healStart() - window.injectEnd();
    }

    @Test
    void a_scheduled_fault_that_is_asked_for_ahead_of_its_time_is_not_injected_before_it() throws IOException {
        Fault pause = new Pause(new TreeSet<>(List.of("n4")));
        Duration at = Duration.ofMillis(5_003);
        RunFolder folder =
                run("ahead", FaultPlan.scheduled(List.of(new Scheduled(1, pause, at, Duration.ofSeconds(1)))));
        assertThat(windows(folder))
                .singleElement()
                .extracting(Window::injectStart)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LONG)
                .isBetween(at.toNanos(), at.toNanos() + LOOKS_NANOS);
        assertThat(schedule(folder).get(0).at()).isGreaterThanOrEqualTo(at);
    }

    @Test
    void a_run_without_faults_leaves_an_empty_schedule() throws IOException {
        assertThat(schedule(run("quiet", FaultPlan.none()))).isEmpty();
    }

    @Test
    void a_fault_in_force_stands_in_the_file_with_the_time_planned_for_it() {
        StagedCluster cluster = new StagedCluster(5);
        RunFolder folder = new RunFolder(results);
        Scheduled planned =
                new Scheduled(1, new Pause(new TreeSet<>(List.of("n4"))), Duration.ZERO, Duration.ofSeconds(7));
        FaultProcess faults = new FaultProcess(
                cluster.field,
                new Watch(cluster.field),
                FaultPlan.scheduled(List.of(planned)),
                Duration.ofSeconds(3),
                folder,
                cluster.clock.nanos());
        cluster.clock.pass(Duration.ofNanos(1_500_000_001));
        faults.perform("inject", 1);
        assertThat(schedule(folder)).singleElement().satisfies(begun -> {
            assertThat(begun.fault()).isEqualTo(planned.fault());
            assertThat(begun.at()).isBetween(Duration.ofMillis(1_501), Duration.ofMillis(1_601));
            assertThat(begun.hold()).isEqualTo(Duration.ofSeconds(7));
        });
        assertThat(windows(folder)).extracting(Window::shape).containsExactly("nodes");
        cluster.clock.pass(Duration.ofSeconds(2));
        faults.perform("heal", null);
        assertThat(schedule(folder).get(0).hold()).isBetween(Duration.ofSeconds(2), Duration.ofMillis(2_101));
    }
}
