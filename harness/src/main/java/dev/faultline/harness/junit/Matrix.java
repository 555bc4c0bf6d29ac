package dev.faultline.harness.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;

/**
 * A test method that is called once for each of these values; repeated, for each combination, and with {@link Seeds} for each of
 * those with each seed. A call is named {@code nodes=3, reads=serializable, seed 42}.
 *
 * <pre>{@code
 * @Matrix(name = "nodes", values = {"3", "5"})
 * @Matrix(name = "faults", values = {"partition", "kill,pause"})
 * void staysLinearizable(ChaosRun run) { assertThat(run).isValid(); }
 * }</pre>
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@TestTemplate
@Repeatable(Matrix.Product.class)
public @interface Matrix {

    /**
     * {@code nodes}, {@code concurrency}, {@code rate}, {@code seconds}, {@code faults}, {@code targets}, {@code fault-interval},
     * {@code latency}, or an option of the system or the workload.
     */
    String name();

    /** What it takes, one after the other; faults and targets as lists with commas. */
    String[] values();

    /** Every combination of several. */
    @Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
    @Retention(RetentionPolicy.RUNTIME)
    @Documented
    @TestTemplate
    @interface Product {
        Matrix[] value();
    }
}
