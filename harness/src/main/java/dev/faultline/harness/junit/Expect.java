package dev.faultline.harness.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The verdict that runs are meant to end in, for a method or a class; a method's wins. It is kept with each run, where reports and
 * the index show it, and a run that ends in another verdict fails its test before the method is called.
 */
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
public @interface Expect {

    /** {@code valid}, {@code invalid} or {@code unknown}. */
    String value();
}
