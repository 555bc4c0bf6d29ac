package dev.faultline.harness.fault;

import dev.faultline.harness.store.Json;
import dev.faultline.harness.store.Located;
import dev.faultline.harness.system.SystemUnderTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Faults with their times as a JSON file: what a run did, or what one is to do. {@code schedule.schema.json} beside this class
 * is its schema.
 */
public final class ScheduleFile {
    /** Of the format; another one is refused. */
    static final int VERSION = 1;

    /** The fields that every fault has. */
    static final List<String> COMMON = List.of("kind", "shape", "atMillis", "holdMillis");

    private static final List<String> TOP = List.of("$schema", "version", "faults");

    private ScheduleFile() {}

    /** Writes the file whole or not at all. */
    public static void write(Path file, List<Scheduled> faults) {
        Map<String, Object> schedule = new LinkedHashMap<>();
        schedule.put("version", VERSION);
        schedule.put("faults", faults.stream().map(ScheduleFile::written).toList());
        Json.write(file, schedule);
    }

    private static Map<String, Object> written(Scheduled scheduled) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("atMillis", scheduled.at().toMillis());
        fields.put("holdMillis", scheduled.hold().toMillis());
        Fault fault = scheduled.fault();
        fields.put("kind", fault.kind());
        fields.put("shape", fault.shape());
        fields.putAll(new TreeMap<>(fault.fields()));
        return fields;
    }

    /**
     * Reads a schedule for a run.
     *
     * @param kinds of fault that may be in it
     * @param nodes of the cluster
     * @param timeLimit how long clients work: every fault begins before that
     * @throws IllegalArgumentException in one line with file, line, field and what is allowed
     */
    public static List<Scheduled> read(
            Path file, List<FaultKind> kinds, List<String> nodes, SystemUnderTest system, Duration timeLimit) {
        Fields top = new Fields(file, "", Located.read(file), nodes);
        if (top.whole("version") != VERSION) {
            throw top.wrong("version", "must be " + VERSION + ", not " + top.whole("version"));
        }
        top.only(TOP);
        List<Scheduled> faults = new ArrayList<>();
        Duration free = Duration.ZERO;
        for (Fields fields : top.objects("faults")) {
            Scheduled next = scheduled(fields, faults.size() + 1, kinds, system);
            enough(fields, next, kinds, nodes.size());
            if (next.at().compareTo(free) < 0) {
                throw fields.wrong(
                        "atMillis",
                        "must be " + free.toMillis()
                                + " or more, when the fault ahead of it ends (faults do not overlap), not "
                                + next.at().toMillis());
            }
            if (next.at().compareTo(timeLimit) >= 0) {
                throw fields.wrong(
                        "atMillis",
                        "must be less than the time limit of " + timeLimit.toMillis() + ", not "
                                + next.at().toMillis());
            }
            free = next.at().plus(next.hold());
            faults.add(next);
        }
        return faults;
    }

    private static void enough(Fields fields, Scheduled next, List<FaultKind> kinds, int nodes) {
        for (FaultKind kind : kinds) {
            if (kind.name().equals(next.kind()) && nodes < kind.nodesMin()) {
                throw fields.wrong(
                        "kind", "a " + kind.name() + " needs at least " + kind.nodesMin() + " nodes, not " + nodes);
            }
        }
    }

    private static Scheduled scheduled(Fields fields, int number, List<FaultKind> kinds, SystemUnderTest system) {
        Form form = Form.of(fields, kinds);
        fields.word(
                "kind",
                "fault of " + system.name(),
                kinds.stream()
                        .filter(kind -> kind.possibleOn(system))
                        .map(FaultKind::name)
                        .sorted()
                        .toList());
        fields.only(form.allowed());
        Duration at = fields.millis("atMillis", 0);
        Duration hold = fields.millis("holdMillis", 0);
        return new Scheduled(number, form.read().apply(fields), at, hold);
    }
}
