package dev.crosstalk.bus;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who may send a command or hears an event, and which failures a command has of its own. The documents of the contract are made
 * from it, and a service that answers with another failure fails its tests.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Terms {
    /** In words, such as {@code members}. */
    String who();

    /** Besides {@link FailureCode#COMMON}. */
    FailureCode[] fails() default {};
}
