package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.FaultKind;
import dev.faultline.harness.fault.FaultPlan;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.fault.PlanEntry;
import dev.faultline.harness.fault.Planned;
import dev.faultline.harness.fault.Target;
import dev.faultline.harness.fault.catalogue.Faults;
import dev.faultline.harness.option.Options;
import dev.faultline.harness.time.Await;
import dev.faultline.harness.time.Seed;
import dev.faultline.node.protocol.Command;
import dev.faultline.node.protocol.RegisterOperation;
import dev.faultline.node.protocol.RequestFrame;
import dev.faultline.systems.leader.SingleLeader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every shape of every fault, once where it takes effect and once where it is taken back at once, unknown to it. */
class SimulatedFaultsTest {
    private static final Duration TO_COME_UP = Duration.ofSeconds(30);
    private static final Duration PACE = Duration.ofMillis(50);
    private static final long WRITE_EVERY = 10_000_000;
    private static final long TO_WRITE = 1_000_000_000L;
    private static final long HOLD = 5_000_000_000L;
    private static final Seed SEED = new Seed(1);

    private final SingleLeader system = new SingleLeader();
    private final SimulatedCluster cluster =
            (SimulatedCluster) new SimulationProvider().seeded(SEED).provide("test", 5, system.ports());
    private final Field field = new Field(cluster, system, Options.resolve(system.options(), Map.of()), cluster.time());
    private long writes;

    private static Stream<PlanEntry> shapes() {
        List<FaultKind> kinds = Faults.ALL.stream()
                .filter(kind -> new SimulationProvider().injects(kind.name()))
                .toList();
        return FaultPlan.each(kinds, Duration.ofSeconds(3), SEED).faults().stream();
    }

    /** A rolling restart is over once it stands: there is nothing of it to take back. */
    private static Stream<PlanEntry> shapesThatStay() {
        return shapes().filter(entry ->
                !(entry instanceof Planned planned && planned.shape().equals("rolling")));
    }

    /** Those that no mix draws, of a disk. */
    private static Stream<String> rareShapes() {
        return Stream.of("lie", "flip", "truncate");
    }

    private void comeUp() {
        comeUpIdle();
        write();
        cluster.time().pause(TO_WRITE);
    }

    private void comeUpIdle() {
        cluster.nodes().forEach(node -> system.start(node, cluster, field.options(), true));
        assertThat(Await.until(
                        cluster.time(),
                        TO_COME_UP,
                        PACE,
                        () -> system.recovered(cluster, Duration.ofSeconds(1)).isEmpty()))
                .isTrue();
    }

    /** Writes go on all the while: without them there is nothing to lose. */
    private void write() {
        byte[] frame = new RequestFrame(++writes, Command.once(new RegisterOperation.Write("k", writes))).encode();
        for (int node = 1; node <= 5; node++) {
            cluster.world().request(node, frame, answer -> {});
        }
        cluster.time().scheduler().at(cluster.time().nanos() + WRITE_EVERY, this::write);
    }

    private Fault resolve(PlanEntry entry) {
        String leader = system.leader(cluster).orElseThrow().name();
        return entry.resolve(cluster.names(), leader);
    }

    private Evidence evidence(Fault fault, Runnable meanwhile) {
        Injection injection = field.inject(fault);
        meanwhile.run();
        cluster.time().pause(HOLD);
        injection.observe();
        injection.heal();
        return injection.evidence();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void is_proved_where_it_takes_effect_and_the_cluster_recovers(PlanEntry entry) {
        comeUp();
        Evidence evidence = evidence(resolve(entry), () -> {});
        assertThat(evidence.proved()).as(evidence.toString()).isTrue();
        assertThat(evidence.summary()).as("for people").doesNotContain("{", "[");
        assertThat(cluster.network().inForce()).isEmpty();
        assertThat(Await.until(
                        cluster.time(),
                        TO_COME_UP,
                        PACE,
                        () -> system.recovered(cluster, Duration.ofSeconds(1)).isEmpty()))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("shapesThatStay")
    void is_not_proved_where_it_is_taken_back_at_once(PlanEntry entry) {
        comeUp();
        Evidence evidence = evidence(resolve(entry), () -> SimulatedFaults.restore(field, cluster));
        assertThat(evidence.proved()).as(evidence.toString()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("rareShapes")
    void of_a_disk_that_no_mix_draws_is_proved_too(String shape) {
        comeUp();
        Evidence evidence = evidence(resolve(disk(shape, Target.ONE)), () -> {});
        assertThat(evidence.proved()).as(evidence.toString()).isTrue();
    }

    private static PlanEntry disk(String shape, Target target) {
        return new Planned(1, Faults.named("disk"), shape, target, Duration.ofSeconds(5), SEED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lose", "torn"})
    void writes_of_all_nodes_at_once_are_lost_and_torn(String shape) {
        comeUp();
        Evidence evidence = evidence(resolve(disk(shape, Target.ALL)), () -> {});
        assertThat(evidence.proved()).as(evidence.toString()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lose", "torn"})
    void where_nothing_is_written_no_write_is_lost_or_torn(String shape) {
        comeUpIdle();
        Evidence evidence = evidence(resolve(disk(shape, Target.ONE)), () -> {});
        assertThat(evidence.proved()).as(evidence.toString()).isFalse();
    }
}
