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
final class Interests {
    private static final ClassValue<Interests> OF = new ClassValue<>() {
        @Override
        protected Interests computeValue(Class<?> check) {
            return new Interests(check);
        }
    };

    private final boolean everything;
    private final List<Class<?>> kinds;

    private Interests(Class<?> check) {
        everything = overrides(check, Check.class, "heardOf");
        kinds = Arrays.stream(FactListener.class.getMethods())
                .filter(hears -> hears.getName().equals("on"))
                .<Class<?>>map(hears -> hears.getParameterTypes()[0])
                .filter(kind -> overrides(check, Object.class, "on", kind))
                .toList();
    }

    static Interests of(Check check) {
        return OF.get(check.getClass());
    }

    /** Whether it has a method for facts of this kind. */
    boolean include(Class<? extends Fact> kind) {
        return kinds.contains(kind);
    }

    /** Whether it wants to know of every fact that it was told. */
    boolean everything() {
        return everything;
    }

    /** Whether a class from this one up to the end, which is left out, has such a method. */
    static boolean overrides(Class<?> check, Class<?> end, String method, Class<?>... parameters) {
        return Stream.<Class<?>>iterate(check, at -> at != end, Class::getSuperclass)
                .flatMap(at -> Arrays.stream(at.getDeclaredMethods()))
                .anyMatch(own -> isThis(own, method, parameters));
    }

    private static boolean isThis(Method own, String method, Class<?>... parameters) {
        return own.getName().equals(method) && Arrays.equals(own.getParameterTypes(), parameters);
    }
}
