package dev.faultline.harness.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.cluster.Ports;
import dev.faultline.harness.fault.catalogue.Faults;
import dev.faultline.harness.fault.clock.Skew;
import dev.faultline.harness.fault.clock.SkewClock;
import dev.faultline.harness.fault.disk.BreakDisk;
import dev.faultline.harness.fault.membership.AddMember;
import dev.faultline.harness.fault.membership.RemoveMember;
import dev.faultline.harness.fault.membership.ReplaceMember;
import dev.faultline.harness.fault.network.Cut;
import dev.faultline.harness.fault.network.HalfOpen;
import dev.faultline.harness.fault.network.Jitter;
import dev.faultline.harness.fault.network.Loss;
import dev.faultline.harness.fault.network.Narrow;
import dev.faultline.harness.fault.network.Reset;
import dev.faultline.harness.fault.network.Slice;
import dev.faultline.harness.fault.network.SlowClients;
import dev.faultline.harness.fault.network.SlowLinks;
import dev.faultline.harness.fault.process.CpuPressure;
import dev.faultline.harness.fault.process.Kill;
import dev.faultline.harness.fault.process.MemoryPressure;
import dev.faultline.harness.fault.process.Pause;
import dev.faultline.harness.fault.process.Roll;
import dev.faultline.harness.fault.process.SlowStart;
import dev.faultline.harness.fault.process.Terminate;
import dev.faultline.harness.net.Link;
import dev.faultline.harness.net.Links;
import dev.faultline.harness.option.Option;
import dev.faultline.harness.option.Options;
import dev.faultline.harness.system.SystemUnderTest;
import dev.faultline.harness.time.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleFileTest {
    private static final List<String> THREE = List.of("n1", "n2", "n3");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LATENCY = Duration.ofMillis(300);
    private static final Duration JITTER = Duration.ofMillis(20);

    private static final SortedSet<Link> NO_LINKS = Collections.emptySortedSet();

    private static final List<Form> FORMS =
            Faults.ALL.stream().flatMap(kind -> kind.forms().stream()).toList();

    @TempDir
    Path folder;

    private static SortedSet<String> nodes(String... names) {
        return new TreeSet<>(List.of(names));
    }

    /** One of each record at least. */
    static List<Fault> everyFault() {
        return List.of(
                new Cut(
                        "one",
                        nodes("n2"),
                        Links.between(List.of("n2"), List.of("n1", "n3")),
                        List.of(List.of("n2"), List.of("n1", "n3"))),
                new Cut(
                        "one-way",
                        nodes("n2"),
                        Links.oneWay(List.of("n1", "n3"), List.of("n2")),
                        List.of(List.of("n1", "n3"), List.of("n2"))),
                new SlowLinks(nodes("n1"), Links.oneWay("n3", "n1"), LATENCY, JITTER),
                new SlowClients(nodes("n1", "n3"), LATENCY, JITTER),
                new Kill(nodes("n1", "n2", "n3")),
                new Pause(nodes("n3")),
                new Cut("ring", nodes("n1"), Links.oneWay("n1", "n2"), List.of()),
                new Loss("link", nodes("n2"), Links.oneWay("n1", "n2"), 0.3),
                new Jitter(nodes("n1"), Links.oneWay("n3", "n1"), 400),
                new Jitter(nodes("n2"), NO_LINKS, 2),
                new Narrow(nodes("n1"), Links.oneWay("n3", "n1"), 16),
                new Narrow(nodes("n1", "n3"), NO_LINKS, 1000),
                new Slice(nodes("n1"), Links.oneWay("n3", "n1"), 64, 1_000),
                new Slice(nodes("n2"), NO_LINKS, 8, 20_000),
                new Reset(nodes("n1"), Links.oneWay("n3", "n1")),
                new Reset(nodes("n1", "n2"), NO_LINKS),
                new HalfOpen(nodes("n1"), Links.oneWay("n1", "n3")),
                new HalfOpen(nodes("n2"), NO_LINKS),
                new SkewClock(nodes("n1", "n2"), new Skew.Bump(Duration.ofMillis(-100))),
                new SkewClock(nodes("n1"), new Skew.Drift(-20_000)),
                new SkewClock(nodes("n3"), new Skew.Freeze()),
                new SkewClock(nodes("n3"), new Skew.Strobe(Duration.ofMillis(-200), Duration.ofMillis(100))),
                new Terminate(nodes("n1")),
                new Roll(nodes("n1", "n2", "n3")),
                new SlowStart(nodes("n2"), 5),
                new CpuPressure(nodes("n1", "n3"), 10),
                new MemoryPressure(nodes("n2"), 8),
                new BreakDisk(nodes("n1", "n2"), "torn", 0, 42),
                new BreakDisk(nodes("n3"), "flip", 0, 5),
                new BreakDisk(nodes("n1"), "slow", 40, 7),
                new RemoveMember(nodes("n3")),
                new AddMember(),
                new ReplaceMember(nodes("n1")));
    }

    private List<Scheduled> read(String text) {
        return read(text, new StagedCluster(3).system);
    }

    private List<Scheduled> read(String text, SystemUnderTest system) {
        Path file = folder.resolve("written.json");
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return ScheduleFile.read(file, Faults.ALL, THREE, system, MINUTE);
    }

    private List<Scheduled> throughAFile(List<Scheduled> faults, List<String> nodes, Duration limit) {
        Path file = folder.resolve("schedule.json");
        ScheduleFile.write(file, faults);
        return ScheduleFile.read(file, Faults.ALL, nodes, new StagedCluster(3).system, limit);
    }

    private static String complaint(Throwable e) {
        return String.valueOf(e.getMessage()).replaceAll("^.*/", "");
    }

    @ParameterizedTest
    @MethodSource("everyFault")
    void what_is_written_is_read_again(Fault fault) {
        List<Scheduled> schedule =
                List.of(new Scheduled(1, fault, Duration.ofMillis(4_358), Duration.ofMillis(10_002)));
        assertThat(throughAFile(schedule, THREE, MINUTE)).isEqualTo(schedule);
    }

    @Test
    void every_kind_of_fault_can_be_written() {
        assertThat(everyFault())
                .extracting(fault -> fault.getClass().getSimpleName())
                .containsAll(FORMS.stream().map(Form::name).toList());
        assertThat(FORMS).extracting(Form::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7})
    void whatever_a_plan_draws_can_be_scheduled(int size) {
        List<String> names = new StagedCluster(size).names();
        List<Scheduled> schedule = new ArrayList<>();
        for (int seed = 0; seed < 20; seed++) {
            FaultPlan plan = FaultPlan.mix(
                    Faults.ALL.stream().filter(kind -> size >= kind.nodesMin()).toList(),
                    List.of(Target.values()),
                    Duration.ZERO,
                    Duration.ofMinutes(3),
                    new Seed(seed));
            for (PlanEntry entry : plan.faults()) {
                Duration at = Duration.ofSeconds(20L * schedule.size());
                schedule.add(new Scheduled(schedule.size() + 1, entry.resolve(names, names.get(0)), at, entry.hold()));
            }
        }
        assertThat(throughAFile(schedule, names, Duration.ofDays(1))).isEqualTo(schedule);
    }

    @Test
    void no_faults_are_a_schedule_too() {
        assertThat(throughAFile(List.of(), THREE, MINUTE)).isEmpty();
    }

    @Test
    void a_person_may_leave_out_what_follows_from_the_rest() {
        List<Scheduled> faults = read("""
                {"$schema": "schedule.schema.json", "version": 1, "faults": [
                  {"kind": "kill", "targets": ["n2"], "atMillis": 0, "holdMillis": 1000},
                  {"kind": "partition", "shape": "one", "targets": ["n2"], "sides": [["n2"], ["n1", "n3"]],
                   "atMillis": 1000, "holdMillis": 10000},
                  {"kind": "partition", "shape": "one-way", "targets": ["n2"], "sides": [["n1", "n3"], ["n2"]],
                   "atMillis": 11000, "holdMillis": 10000}]}
                """);
        assertThat(faults)
                .extracting(Scheduled::fault)
                .containsExactly(
                        new Kill(nodes("n2")), everyFault().get(0), everyFault().get(1));
        assertThat(faults).extracting(Scheduled::number).containsExactly(1, 2, 3);
    }

    /** The second fault of a schedule stands on its third line. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '!', quoteCharacter = '`', textBlock = """
        "kind": "flood"                                  ! kind: no fault "flood" (clock, connection, disk, kill, loss, membership, partition, pause, pressure, restart, slow)
        "targets": ["n1"]                                ! kind: is missing
        "kind": 7                                        ! kind: must be a text, not 7
        "kind": "slow", "shape": "lnk"                   ! shape: no shape of slow "lnk" (link, client, jitter, jitter-client, bandwidth, bandwidth-client, slicer, slicer-client)
        "kind": "slow"                                   ! shape: is missing
        "kind": "partition", "shape": "oneway"           ! shape: no shape of partition "oneway" (one, split, halves, shatter, one-way, bridge, ring, link, random)
        "kind": "kill", "target": ["n1"]                 ! target: no such field (kind, shape, atMillis, holdMillis, targets)
        "kind": "kill", "latencyMillis": 5               ! latencyMillis: no such field (kind, shape, atMillis, holdMillis, targets)
        "kind": "kill", "holdMillis": 1                  ! atMillis: is missing
        "kind": "kill", "atMillis": -5                   ! atMillis: must be a whole number of milliseconds, 0 to 86400000, not -5
        "kind": "kill", "atMillis": 1.5                  ! atMillis: must be a whole number of milliseconds, 0 to 86400000, not 1.5
        "kind": "kill", "atMillis": "4s"                 ! atMillis: must be a whole number of milliseconds, 0 to 86400000, not 4s
        "kind": "kill", "atMillis": 9000, "holdMillis": -1 ! holdMillis: must be a whole number of milliseconds, 0 to 86400000, not -1
        "kind": "kill", "atMillis": 9000, "holdMillis": 99999999999999999999 ! holdMillis: must be a whole number of milliseconds, 0 to 86400000, not 1.0E20
        "kind": "kill", "atMillis": 9000, "holdMillis": 1 ! targets: is missing
        "kind": "kill", "atMillis": 9000, "holdMillis": 1, "targets": [] ! targets: must be a list with something in it
        "kind": "kill", "atMillis": 9000, "holdMillis": 1, "targets": "n1" ! targets: must be a list with something in it
        "kind": "kill", "atMillis": 9000, "holdMillis": 1, "targets": ["n1", "n9"] ! targets[1]: no node "n9" (n1, n2, n3)
        "kind": "kill", "atMillis": 3999, "holdMillis": 1, "targets": ["n1"] ! atMillis: must be 4000 or more, when the fault ahead of it ends (faults do not overlap), not 3999
        "kind": "kill", "atMillis": 60000, "holdMillis": 1, "targets": ["n1"] ! atMillis: must be less than the time limit of 60000, not 60000
        "kind": "slow", "shape": "link", "atMillis": 9000, "holdMillis": 1, "targets": ["n1"], "links": ["n1>n2"] ! links[0]: no link "n1>n2" (such as n1->n2, between two of n1, n2, n3)
        "kind": "slow", "shape": "link", "atMillis": 9000, "holdMillis": 1, "targets": ["n1"], "links": ["n1->n1"] ! links[0]: no link "n1->n1" (such as n1->n2, between two of n1, n2, n3)
        "kind": "slow", "shape": "client", "atMillis": 9000, "holdMillis": 1, "targets": ["n1"], "latencyMillis": 0 ! latencyMillis: must be a whole number of milliseconds, 1 to 86400000, not 0
        "kind": "slow", "shape": "client", "atMillis": 9000, "holdMillis": 1, "targets": ["n1"], "latencyMillis": 9 ! jitterMillis: is missing
        "kind": "slow", "shape": "bandwidth", "atMillis": 9000, "holdMillis": 1, "targets": ["n1"], "kilobytesPerSecond": 16 ! links: is missing
        "kind": "slow", "shape": "bandwidth-client", "atMillis": 9000, "holdMillis": 1, "targets": ["n1"], "kilobytesPerSecond": 0 ! kilobytesPerSecond: must be a whole number, 1 to 1000, not 0
        "kind": "slow", "shape": "slicer-client", "atMillis": 9000, "holdMillis": 1, "targets": ["n1"], "sliceBytes": 2000, "pauseMicros": 1 ! sliceBytes: must be a whole number, 8 to 1024, not 2000
        "kind": "slow", "shape": "slicer-client", "atMillis": 9000, "holdMillis": 1, "targets": ["n1"], "sliceBytes": 64, "pauseMicros": 1 ! pauseMicros: must be a whole number, 100 to 20000, not 1
        "kind": "connection", "shape": "reset-client", "atMillis": 9000, "holdMillis": 1, "targets": ["n1"], "links": ["n1->n2"] ! links: must be left out where clients are meant
        "kind": "connection", "shape": "half-open", "atMillis": 9000, "holdMillis": 1, "targets": ["n1"] ! links: is missing
        "kind": "partition", "shape": "one", "atMillis": 9000, "holdMillis": 1, "targets": ["n1"], "sides": [["n1"]] ! sides: must be at least two lists of nodes
        "kind": "partition", "shape": "one", "atMillis": 9000, "holdMillis": 1, "targets": ["n1"], "sides": [["n1"], ["n4"]] ! sides[1][0]: no node "n4" (n1, n2, n3)
        "kind": "partition", "shape": "one", "atMillis": 9000, "holdMillis": 1, "targets": ["n1"], "sides": [["n1"], ["n1"]] ! sides: leave nothing to cut
        "kind": "clock", "shape": "strobe", "atMillis": 9000, "holdMillis": 1, "targets": ["n1"], "amount": 200 ! everyMillis: is missing
        "kind": "clock", "shape": "strobe", "atMillis": 9000, "holdMillis": 1, "targets": ["n1"], "amount": 200, "everyMillis": 0 ! everyMillis: must be a whole number of milliseconds, 1 to 86400000, not 0
        "kind": "clock", "shape": "bump", "atMillis": 9000, "holdMillis": 1, "targets": ["n1"], "amount": 200, "everyMillis": 5 ! everyMillis: is for a strobe only
        "kind": "membership", "shape": "remove", "atMillis": 9000, "holdMillis": 1, "targets": ["n1", "n2"] ! targets: must be one node, so that the others keep a quorum, not 2
        "kind": "membership", "shape": "add", "atMillis": 9000, "holdMillis": 1, "targets": ["n1"] ! targets: no such field (kind, shape, atMillis, holdMillis)
        """)
    void a_wrong_field_is_told_with_its_line_and_what_is_allowed(String second, String told) {
        assertThatThrownBy(() -> read("""
                        {"version": 1, "faults": [
                          {"kind": "pause", "targets": ["n2"], "atMillis": 1000, "holdMillis": 3000},
                          {%s}]}
                        """.formatted(second)))
                .isInstanceOf(IllegalArgumentException.class)
                .extracting(ScheduleFileTest::complaint)
                .isEqualTo("written.json:3: faults[1]." + told);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '!', quoteCharacter = '`', textBlock = """
        {"faults": []}                           ! written.json:1: version: is missing
        {"version": 2, "faults": []}             ! written.json:1: version: must be 1, not 2
        {"version": "1", "faults": []}           ! written.json:1: version: must be a whole number, not 1
        {"version": 1}                           ! written.json:1: faults: is missing
        {"version": 1, "faults": {}}             ! written.json:1: faults: must be a list
        {"version": 1, "faults": [7]}            ! written.json:1: faults[0]: must be an object
        {"version": 1, "faults": [], "seed": 1}  ! written.json:1: seed: no such field ($schema, version, faults)
        []                                       ! written.json:1: must be an object
        {"version": 1, "version": 1}             ! written.json:1: Duplicate field 'version'
        {} {}                                    ! written.json:1: more after the end
        """)
    void a_wrong_whole_is_told(String text, String told) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .extracting(ScheduleFileTest::complaint)
                .isEqualTo(told);
    }

    @Test
    void what_is_no_json_is_told_with_its_line() {
        assertThatThrownBy(() -> read("{\"version\": 1,\n \"faults\": [}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("written.json:2: ")
                .extracting(e -> e.getMessage().lines().count())
                .isEqualTo(1L);
        assertThatThrownBy(() -> read("")).hasMessageEndingWith("written.json: holds nothing");
        assertThatThrownBy(() -> ScheduleFile.read(
                        folder.resolve("none.json"), Faults.ALL, THREE, new StagedCluster(3).system, MINUTE))
                .hasMessageEndingWith("none.json: no such file");
    }

    @Test
    void a_fault_that_the_system_cannot_have_is_told() {
        assertThatThrownBy(() -> read("""
                        {"version": 1, "faults": [
                          {"kind": "kill", "targets": ["n2"], "atMillis": 1000, "holdMillis": 3000}]}
                        """, new Immortal()))
                .extracting(ScheduleFileTest::complaint)
                .isEqualTo(
                        "written.json:2: faults[0].kind: no fault of immortal \"kill\" (connection, loss, partition, slow)");
    }

    @Test
    void a_fault_that_needs_more_nodes_is_told() {
        Path file = folder.resolve("written.json");
        ScheduleFile.write(
                file, List.of(new Scheduled(1, new RemoveMember(nodes("n1")), Duration.ZERO, Duration.ofSeconds(1))));
        assertThatThrownBy(() ->
                        ScheduleFile.read(file, Faults.ALL, List.of("n1", "n2"), new StagedCluster(2).system, MINUTE))
                .hasMessageEndingWith("faults[0].kind: a membership needs at least 3 nodes, not 2");
    }

    /** The published schema knows the same faults, shapes and fields as the code. */
    @Test
    void the_schema_is_that_of_the_code() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(ScheduleFile.class.getResourceAsStream("schedule.schema.json"));
        assertThat(schema.at("/properties/version/const").asInt()).isEqualTo(ScheduleFile.VERSION);
        assertThat(schema.at("/properties/faults/items/oneOf").findValuesAsText("$ref"))
                .containsExactlyInAnyOrderElementsOf(
                        FORMS.stream().map(form -> "#/$defs/" + form.name()).toList());
        assertThat(FORMS).allSatisfy(form -> {
            JsonNode fault = schema.at("/$defs/" + form.name());
            assertThat(fault.at("/properties/kind/const").asText()).isEqualTo(form.kind());
            assertThat(texts(fault.at("/properties/shape/enum"))).isEqualTo(form.shapes());
            assertThat(fault.get("properties").fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrderElementsOf(form.allowed());
            assertThat(form.allowed()).containsAll(texts(fault.get("required")));
        });
    }

    private static List<String> texts(JsonNode list) {
        return Stream.iterate(0, i -> i < list.size(), i -> i + 1)
                .map(i -> list.get(i).asText())
                .toList();
    }

    /** A system that can be neither killed nor paused. */
    private static final class Immortal implements SystemUnderTest {
        @Override
        public String name() {
            return "immortal";
        }

        @Override
        public List<Option> options() {
            return List.of();
        }

        @Override
        public Ports ports() {
            return Ports.client(1).peer(2);
        }

        @Override
        public String version(Node node) {
            return "1";
        }

        @Override
        public void start(Node node, Cluster cluster, Options options, boolean fresh) {}

        @Override
        public boolean ready(Node node) {
            return true;
        }

        @Override
        public Optional<Process> process(Node node) {
            return Optional.empty();
        }

        @Override
        public String recoveryCriterion() {
            return "none";
        }

        @Override
        public Optional<String> recovered(Cluster cluster, Duration patience) {
            return Optional.empty();
        }

        @Override
        public List<String> logs() {
            return List.of();
        }
    }
}
