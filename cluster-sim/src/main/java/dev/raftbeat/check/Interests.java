package dev.raftbeat.check;

import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactFold;
import dev.raftbeat.protocol.FactVisitor;
import dev.raftbeat.protocol.NodeId;
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
        everything = overrides(check, "heardOf", NodeId.class, Check.class);
        kinds = Arrays.stream(FactVisitor.class.getMethods())
                .filter(visit -> overrides(check, visit.getName(), visit.getParameterTypes()[0], FactFold.class))
                .<Class<?>>map(visit -> visit.getParameterTypes()[0])
                .toList();
    }

    static Interests of(Check check) {
        return OF.get(check.getClass());
    }

    boolean include(Class<? extends Fact> kind) {
        return everything || kinds.contains(kind);
    }

    /** Whether a class between this one and the original, which is left out, has such a method. */
    private static boolean overrides(Class<?> check, String method, Class<?> parameter, Class<?> original) {
        return Stream.<Class<?>>iterate(check, at -> at != original, Class::getSuperclass)
                .flatMap(at -> Arrays.stream(at.getDeclaredMethods()))
                .anyMatch(own -> isThis(own, method, parameter));
    }

    private static boolean isThis(Method own, String method, Class<?> parameter) {
        return own.getName().equals(method)
                && Arrays.asList(own.getParameterTypes()).equals(List.of(parameter));
    }
}
