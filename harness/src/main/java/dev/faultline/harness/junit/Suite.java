package dev.faultline.harness.junit;

import dev.faultline.harness.cluster.ProviderSource;
import dev.faultline.harness.option.Amounts;
import dev.faultline.harness.run.Test;
import dev.faultline.harness.run.TestBuilder;
import dev.faultline.harness.system.SystemUnderTest;
import dev.faultline.harness.time.Seed;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * A test method under {@link ChaosTest}, its annotations put together. What is wrong with them is told as on the command line.
 *
 * @param type the class that bears the annotation, or is nested in it
 */
record Suite(Class<?> type, ChaosTest annotation, Method method) {
    private static final int SEEDS_MAX = 10_000;

    /** The suite that a method belongs to; empty when neither its class nor one around it bears the annotation. */
    static Optional<Suite> of(Class<?> type, Method method) {
        for (Class<?> c = type; c != null; c = c.getEnclosingClass()) {
            Optional<ChaosTest> found = AnnotationSupport.findAnnotation(c, ChaosTest.class);
            if (found.isPresent()) {
                return Optional.of(new Suite(type, found.get(), method));
            }
        }
        return Optional.empty();
    }

    /** Every run that the method asks for, each resolved once to see that it can be. */
    List<Cell> cells() {
        List<Map<String, String>> product =
                Cell.product(AnnotationSupport.findRepeatableAnnotations(method, Matrix.class));
        Optional<String> only = Settings.matrix();
        List<Map<String, String>> chosen = product.stream()
                .filter(settings -> only.isEmpty() || only.get().equals(Cell.name(settings)))
                .toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("faultline.matrix: no combination \"" + only.orElse("") + "\" ("
                    + String.join("; ", product.stream().map(Cell::name).toList()) + ")");
        }
        List<Long> seeds = seeds();
        List<Cell> cells = chosen.stream()
                .flatMap(settings -> seeds.stream().map(seed -> new Cell(settings, seed)))
                .toList();
        cells.forEach(this::resolve);
        return cells;
    }

    private List<Long> seeds() {
        Optional<Long> given = Settings.seed();
        Optional<Seeds> asked = AnnotationSupport.findAnnotation(method, Seeds.class);
        if (asked.isEmpty()) {
            return List.of(given.orElseGet(this::first));
        }
        long[] listed = asked.get().values();
        int count = asked.get().value();
        if (listed.length > 0 && count != 0) {
            throw new IllegalArgumentException("@Seeds: name a number of seeds or the seeds themselves, not both");
        }
        if (listed.length == 0 && (count < 1 || count > SEEDS_MAX)) {
            throw new IllegalArgumentException("@Seeds: must be 1 to " + SEEDS_MAX + " seeds, not " + count);
        }
        if (given.isPresent()) {
            return List.of(given.get());
        }
        if (listed.length > 0) {
            return LongStream.of(listed).boxed().toList();
        }
        long first = first();
        return LongStream.range(first, first + count).boxed().toList();
    }

    private long first() {
        return switch (annotation.seed().length) {
            case 0 -> Seed.fresh().value();
            case 1 -> annotation.seed()[0];
            default -> throw new IllegalArgumentException("seed: name one, and further ones by @Seeds on a method");
        };
    }

    /**
     * The test that one cell asks for.
     *
     * @throws IllegalArgumentException in one line, naming the option and what is allowed
     */
    Test resolve(Cell cell) {
        SystemUnderTest system = ReflectionSupport.newInstance(annotation.system());
        String provider = provider(system);
        ProviderSource source = Runs.source(provider);
        system.requireRunsOn(provider);
        TestBuilder builder = new TestBuilder(system, ReflectionSupport.newInstance(annotation.workload()))
                .provider(provider, source::injects, source.choosesLatency())
                .concurrency(annotation.concurrency())
                .rate(annotation.rate())
                .timeLimit(Duration.ofSeconds(annotation.seconds()))
                .faults(List.of(annotation.faults()))
                .targets(List.of(annotation.targets()))
                .faultInterval(Amounts.duration("--fault-interval", annotation.faultInterval()))
                .opTimeout(Amounts.duration("--op-timeout", annotation.opTimeout()))
                .recoveryTime(Amounts.duration("--recovery-time", annotation.recoveryTime()))
                .expect(expected())
                .objectives(List.of(annotation.objectives()));
        if (annotation.nodes() != -1) {
            builder.nodes(annotation.nodes());
        }
        if (!annotation.schedule().isEmpty()) {
            builder.schedule(Settings.module().resolve(annotation.schedule()));
        }
        if (!annotation.latency().isEmpty()) {
            builder.latency(Amounts.duration("--latency", annotation.latency()));
        }
        options().forEach(option -> add(option, builder));
        cell.applyTo(builder);
        return builder.build(new Seed(cell.seed()), again(cell));
    }

    /** Where it runs: where the system does by default, if nothing is said. */
    String provider(SystemUnderTest system) {
        return annotation.provider().isEmpty() ? system.providers().get(0) : annotation.provider();
    }

    private @Nullable String expected() {
        String expected = Stream.<AnnotatedElement>concat(Stream.of(method), types().stream())
                .flatMap(element -> AnnotationSupport.findAnnotation(element, Expect.class).stream())
                .map(Expect::value)
                .findFirst()
                .orElse(annotation.expect());
        return expected.isEmpty() ? null : expected;
    }

    /** Those of the suite first, then those of classes from the outermost in, then the method's: the last one said wins. */
    private List<String> options() {
        List<String> options = new ArrayList<>(List.of(annotation.options()));
        List<Class<?>> inward = new ArrayList<>(types());
        Collections.reverse(inward);
        Stream.<AnnotatedElement>concat(inward.stream(), Stream.of(method))
                .flatMap(element -> AnnotationSupport.findRepeatableAnnotations(element, Option.class).stream())
                .map(Option::value)
                .forEach(options::add);
        return options;
    }

    /** The class and those around it, innermost first. */
    private List<Class<?>> types() {
        List<Class<?>> types = new ArrayList<>();
        for (Class<?> c = type; c != null; c = c.getEnclosingClass()) {
            types.add(c);
        }
        return types;
    }

    private static void add(String option, TestBuilder builder) {
        int equals = option.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("--option: \"" + option + "\" is no name=value");
        }
        builder.option(option.substring(0, equals), option.substring(equals + 1));
    }

    private String again(Cell cell) {
        return Again.command(
                type.getName(), method.getName(), cell.matrix(), cell.seed(), Settings.module(), Settings.top());
    }

    /** Whether the method has an annotation of ours that makes runs. */
    static boolean isTemplate(Method method) {
        return AnnotationSupport.isAnnotated(method, Seeds.class)
                || !AnnotationSupport.findRepeatableAnnotations(method, Matrix.class)
                        .isEmpty();
    }
}
