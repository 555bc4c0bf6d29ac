package dev.faultline.harness.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;

/**
 * A test method that is called once for each seed, with a run of its own: {@code @Seeds(5)}, or
 * {@code @Seeds(values = {1, 2, 3})}. Each call is named {@code seed 42}.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@TestTemplate
public @interface Seeds {

    /** How many seeds, one after the other, from that of {@link ChaosTest#seed} on, or from a fresh one. */
    int value() default 0;

    /** Exactly these, instead of a number of them. */
    long[] values() default {};
}
