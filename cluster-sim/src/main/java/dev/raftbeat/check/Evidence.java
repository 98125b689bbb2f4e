package dev.raftbeat.check;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a check rests on, in words; {@code docs/CHECKS.md} is made from these. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Evidence {
    /** The facts that it needs, and what else must be known. */
    String needs();

    /** When it answers unknown, beyond having seen nothing to judge. */
    String unknown();
}
