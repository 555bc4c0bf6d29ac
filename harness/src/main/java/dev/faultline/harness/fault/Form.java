package dev.faultline.harness.fault;

import dev.faultline.harness.net.Link;
import dev.faultline.harness.net.Links;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How one fault is written in a schedule file and read from it; {@link #ALL} has one for each. What they have in common (kind,
 * times) is the file's.
 *
 * @param shapes words that tell it from others of its kind; a single one may be left out
 * @param fields its own, in the order in which they are written
 */
record Form<F extends Fault>(
        Class<F> type,
        String kind,
        List<String> shapes,
        List<String> fields,
        Function<F, Map<String, Object>> write,
        Function<Fields, F> read) {

    /** Cuts that part the nodes into sides. */
    private static final List<String> SIDED = List.of("one", "split", "halves", "shatter", "one-way");

    /** Cuts after which some nodes see others that do not see each other. */
    private static final List<String> PARTIAL = List.of("bridge", "ring", "link", "random");

    static final List<Form<?>> ALL = List.of(
            new Form<>(
                    Fault.Cut.class,
                    "partition",
                    Stream.concat(SIDED.stream(), PARTIAL.stream()).toList(),
                    List.of("targets", "sides", "links"),
                    cut -> Map.of(
                            "shape", cut.shape(),
                            "targets", cut.targets(),
                            "sides", cut.sides(),
                            "links", words(cut.links())),
                    Form::cut),
            new Form<>(
                    Fault.SlowLinks.class,
                    "slow",
                    List.of("link"),
                    List.of("targets", "links", "latencyMillis", "jitterMillis"),
                    slow -> Map.of(
                            "targets", slow.targets(),
                            "links", words(slow.links()),
                            "latencyMillis", slow.latency().toMillis(),
                            "jitterMillis", slow.jitter().toMillis()),
                    f -> new Fault.SlowLinks(
                            f.nodes("targets"),
                            f.links("links"),
                            f.millis("latencyMillis", 1),
                            f.millis("jitterMillis", 0))),
            new Form<>(
                    Fault.SlowClients.class,
                    "slow",
                    List.of("client"),
                    List.of("targets", "latencyMillis", "jitterMillis"),
                    slow -> Map.of(
                            "targets", slow.targets(),
                            "latencyMillis", slow.latency().toMillis(),
                            "jitterMillis", slow.jitter().toMillis()),
                    f -> new Fault.SlowClients(
                            f.nodes("targets"), f.millis("latencyMillis", 1), f.millis("jitterMillis", 0))),
            new Form<>(
                    Fault.Kill.class,
                    "kill",
                    List.of("nodes"),
                    List.of("targets"),
                    kill -> Map.of("targets", kill.targets()),
                    f -> new Fault.Kill(f.nodes("targets"))),
            new Form<>(
                    Fault.Pause.class,
                    "pause",
                    List.of("nodes"),
                    List.of("targets"),
                    pause -> Map.of("targets", pause.targets()),
                    f -> new Fault.Pause(f.nodes("targets"))),
            new Form<>(
                    Fault.Loss.class,
                    "loss",
                    List.of("link", "nodes"),
                    List.of("targets", "links", "percent"),
                    loss -> Map.of(
                            "shape", loss.shape(),
                            "targets", loss.targets(),
                            "links", words(loss.links()),
                            "percent", Math.round(loss.probability() * 100)),
                    f -> new Fault.Loss(
                            f.word("shape"), f.nodes("targets"), f.links("links"), f.whole("percent", 1, 100) / 100.0)),
            new Form<>(
                    Fault.SkewClock.class,
                    "clock",
                    List.of("bump", "drift", "freeze"),
                    List.of("targets", "amount"),
                    clock -> Map.of(
                            "shape", clock.skew().shape(),
                            "targets", clock.targets(),
                            "amount", amount(clock.skew())),
                    f -> new Fault.SkewClock(f.nodes("targets"), skew(f))));

    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    /** Kind, shape and its own fields, in order. */
    static Map<String, Object> write(Fault fault) {
        return ALL.stream()
                .filter(form -> form.type.isInstance(fault))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no form for " + fault))
                .written(fault);
    }

    private Map<String, Object> written(Fault fault) {
        Map<String, Object> own = write.apply(type.cast(fault));
        Map<String, Object> ordered = new LinkedHashMap<>();
        ordered.put("kind", kind);
        ordered.put("shape", own.getOrDefault("shape", shapes.get(0)));
        for (String field : fields) {
            ordered.put(field, own.get(field));
        }
        return ordered;
    }

    /** The form for these fields by their kind and shape. */
    static Form<?> of(Fields fields) {
        String kind = fields.word("kind", "fault", kinds());
        List<Form<?>> forms = ALL.stream().filter(f -> f.kind.equals(kind)).toList();
        List<String> shapes = forms.stream().flatMap(f -> f.shapes.stream()).toList();
        String shape = shapes.size() == 1 && !fields.has("shape")
                ? shapes.get(0)
                : fields.word("shape", "shape of " + kind, shapes);
        return forms.stream().filter(f -> f.shapes.contains(shape)).findFirst().orElseThrow();
    }

    static List<String> kinds() {
        return ALL.stream().map(Form::kind).distinct().sorted().toList();
    }

    /** Every field that such a fault may have. */
    List<String> allowed() {
        return Stream.concat(ScheduleFile.COMMON.stream(), fields.stream()).toList();
    }

    /** Milliseconds of a bump, parts per million of a drift, nothing of a clock that stands. */
    private static long amount(Skew skew) {
        if (skew instanceof Skew.Bump bump) {
            return bump.by().toMillis();
        }
        return skew instanceof Skew.Drift drift ? drift.partsPerMillion() : 0;
    }

    private static Skew skew(Fields f) {
        return switch (f.word("shape")) {
            case "bump" -> new Skew.Bump(Duration.ofMillis(f.whole("amount", -DAY_MILLIS, DAY_MILLIS)));
            case "drift" -> new Skew.Drift((int) f.whole("amount", -1_000_000, 1_000_000));
            default -> {
                f.whole("amount", 0, 0);
                yield new Skew.Freeze();
            }
        };
    }

    /** Links that are left out are all between two sides, or all from the first to the second if it is one-way. */
    private static Fault.Cut cut(Fields f) {
        String shape = f.word("shape");
        SortedSet<String> targets = f.nodes("targets");
        List<List<String>> sides = f.sides("sides", PARTIAL.contains(shape) ? 0 : 2);
        if (f.has("links")) {
            return new Fault.Cut(shape, targets, f.links("links"), sides);
        }
        boolean oneWay = shape.equals("one-way");
        SortedSet<Link> links = new TreeSet<>();
        for (int i = 0; i < sides.size(); i++) {
            for (List<String> other : sides.subList(i + 1, sides.size())) {
                links.addAll(oneWay ? Links.oneWay(sides.get(i), other) : Links.between(sides.get(i), other));
            }
        }
        if (links.isEmpty()) {
            throw f.wrong("sides", "leave nothing to cut");
        }
        return new Fault.Cut(shape, targets, links, sides);
    }

    private static List<String> words(SortedSet<Link> links) {
        return links.stream().map(Link::toString).toList();
    }
}
