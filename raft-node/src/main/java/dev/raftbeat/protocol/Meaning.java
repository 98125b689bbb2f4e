package dev.raftbeat.protocol;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a fact says, in one sentence; {@code docs/FACTS.md} is made from these. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Meaning {
    String value();

    /** Routine facts may be dropped, counted, for a reader that is too slow; notable ones never are. */
    boolean routine() default false;
}
