package dev.faultline.harness.junit;

import dev.faultline.harness.client.Workload;
import dev.faultline.harness.system.SystemUnderTest;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class whose methods judge runs. Each method that takes a {@link ChaosRun} is given one of its own, made just before it:
 *
 * <pre>{@code
 * @ChaosTest(system = Etcd.class, workload = Register.class, faults = {"partition", "kill"}, seconds = 30)
 * class EtcdRegisterIT {
 *     @Seeds(5)
 *     void readsThroughRaftAreLinearizable(ChaosRun run) { assertThat(run).isValid().everyFaultProved(); }
 * }
 * }</pre>
 *
 * <p>A method under {@code @Test} has one run, one under {@link Seeds} a run for each seed, one under {@link Matrix} a run for each
 * combination of values and seed. Runs of one JVM come one after the other, whatever JUnit does in parallel.
 *
 * <p>What is not said is as on the command line, and what is wrong is told in the same words. Properties: {@code faultline.seed},
 * one seed in place of all others; {@code faultline.matrix}, one combination by its name; {@code faultline.results}, where runs are
 * kept, else {@code results} at the top of the project; {@code faultline.docker=required}, which makes a test without a Docker
 * engine fail instead of being skipped.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(ChaosExtension.class)
public @interface ChaosTest {

    /** What is tested; has a constructor without arguments. */
    Class<? extends SystemUnderTest> system();

    /** What clients do and what must hold; has a constructor without arguments. */
    Class<? extends Workload<?>> workload();

    /**
     * Where nodes come from: a {@link dev.faultline.harness.cluster.ProviderSource} on the class path, by name; when empty, the first that
     * the system can run on.
     */
    String provider() default "";

    /** Kinds of fault, mixed by seed; none when empty. */
    String[] faults() default {};

    /** A schedule file in place of faults mixed by seed; relative to the module. */
    String schedule() default "";

    /** Whom faults hit. */
    String[] targets() default {"one", "minority", "majority", "all", "leader"};

    /** How long clients work, in seconds. */
    int seconds() default 60;

    /** Number of nodes; {@code -1} for as many as the system has by default, which are five of most systems. */
    int nodes() default -1;

    /** Number of clients, or such as {@code 2n} for two to each node. */
    String concurrency() default "2n";

    /** Operations a second, all clients together. */
    double rate() default 200;

    /** How long the cluster is left alone before each fault: {@code 300ms}, {@code 3s}, {@code 1m}. */
    String faultInterval() default "3s";

    /** When the outcome of an operation counts as unknown. */
    String opTimeout() default "1s";

    /** How long the cluster may take to recover after the last heal. */
    String recoveryTime() default "60s";

    /**
     * What a message between nodes takes on average, such as {@code 20ms}, as long as no fault changes that. Only a simulation can
     * choose, and any other provider is refused; when empty, the simulation's seed decides: 0.1 to 4 ms.
     */
    String latency() default "";

    /** Options of system and workload, each {@code name=value}; {@link Option} adds to them and overrides them. */
    String[] options() default {};

    /** The verdict of every run of this class, {@code valid}, {@code invalid} or {@code unknown}: see {@link Expect}. */
    String expect() default "";

    /** Bounds on what runs measure, each such as {@code recovery<10s}: a run that breaks one is invalid. */
    String[] objectives() default {};

    /** The seed of a single run, or the first of several; a fresh one, which is printed, when none is given. */
    long[] seed() default {};
}
