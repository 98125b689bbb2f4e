package dev.raftbeat.check;

import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactListener;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which kinds of facts a class of checks makes anything of, read from the methods that it overrides: a list kept by hand
 * would sooner or later leave one out, and the check would be blind without anybody noticing.
 */
public final class HandledFacts {
    private static final ClassValue<HandledFacts> OF = new ClassValue<>() {
        @Override
        protected HandledFacts computeValue(Class<?> check) {
            return new HandledFacts(check);
        }
    };

    private final boolean everything;
    private final List<Class<?>> kinds;

    private HandledFacts(Class<?> check) {
        everything = overrides(check, Check.class, "heardOf");
        kinds = Arrays.stream(FactListener.class.getMethods())
                .filter(hears -> hears.getName().equals("on"))
                .<Class<?>>map(hears -> hears.getParameterTypes()[0])
                .filter(kind -> overrides(check, Object.class, "on", kind))
                .toList();
    }

    public static HandledFacts of(Check check) {
        return OF.get(check.getClass());
    }

    /** Whether it has a method for facts of this kind. */
    public boolean include(Class<? extends Fact> kind) {
        return kinds.contains(kind);
    }

    /** Whether it wants to know of every fact that it was told. */
    public boolean everything() {
        return everything;
    }

    /** Whether a class from this one up to the end, which is left out, has such a method. */
    public static boolean overrides(Class<?> check, Class<?> end, String method, Class<?>... parameters) {
        return Stream.<Class<?>>iterate(check, at -> at != end, Class::getSuperclass)
                .flatMap(at -> Arrays.stream(at.getDeclaredMethods()))
                .anyMatch(own -> isThis(own, method, parameters));
    }

    private static boolean isThis(Method own, String method, Class<?>... parameters) {
        return own.getName().equals(method) && Arrays.equals(own.getParameterTypes(), parameters);
    }
}
