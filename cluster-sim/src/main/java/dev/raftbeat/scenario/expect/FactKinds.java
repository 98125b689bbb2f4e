package dev.raftbeat.scenario.expect;

import dev.raftbeat.protocol.Fact;
import dev.raftbeat.text.Amounts;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The kinds of facts that an expectation may name, and their fields. */
public final class FactKinds {
    private static final SortedMap<String, Class<?>> BY_NAME = byName();

    private FactKinds() {}

    private static SortedMap<String, Class<?>> byName() {
        SortedMap<String, Class<?>> kinds = new TreeMap<>();
        List<Class<?>> open = new ArrayList<>(List.of(Fact.class));
        while (!open.isEmpty()) {
            Class<?> next = open.remove(0);
            if (next.isRecord()) {
                kinds.put(next.getSimpleName(), next);
            } else {
                open.addAll(List.of(next.getPermittedSubclasses()));
            }
        }
        return kinds;
    }

    public static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    /** The kind of this name, whatever its case. */
    public static Optional<Class<?>> of(String name) {
        return BY_NAME.entrySet().stream()
                .filter(kind -> kind.getKey().equalsIgnoreCase(name))
                .<Class<?>>map(kind -> kind.getValue())
                .findFirst();
    }

    public static List<RecordComponent> fields(Class<?> kind) {
        return List.of(kind.getRecordComponents());
    }

    /** What a field's value may be, in words; empty when this text is one. */
    public static Optional<String> refusal(RecordComponent field, String text) {
        Class<?> type = field.getType();
        if (type.isEnum()) {
            List<String> words =
                    Arrays.stream(type.getEnumConstants()).map(Object::toString).toList();
            boolean known = words.contains(text.toUpperCase(Locale.ROOT));
            return known ? Optional.empty() : Optional.of("one of " + String.join(", ", words));
        }
        if (type == boolean.class) {
            boolean known = text.equals("true") || text.equals("false");
            return known ? Optional.empty() : Optional.of("true or false");
        }
        if (type == long.class || type == int.class) {
            return Amounts.whole(text).isPresent() ? Optional.empty() : Optional.of("a whole number");
        }
        return Optional.empty();
    }

    static Object value(RecordComponent field, Fact fact) {
        try {
            return field.getAccessor().invoke(fact);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a fact that cannot be read: " + fact, e);
        }
    }
}
