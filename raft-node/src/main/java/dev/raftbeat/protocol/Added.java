package dev.raftbeat.protocol;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A field that recordings of earlier versions lack; {@link #value} is what they are read with. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Added {
    /** {@code true}, {@code false} or a whole number. */
    String value();
}
