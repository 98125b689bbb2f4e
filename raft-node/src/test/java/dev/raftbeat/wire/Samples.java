package dev.raftbeat.wire;

import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.raft.RaftMessage;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Values of every record of a sealed family, built by reflection, so that a new record is covered by itself. */
final class Samples {
    private int next = 1;

    private Samples() {}

    /** For each fact several values: among them empty and full optionals and lists, and every word of an enum. */
    static List<Fact> facts() {
        return all(Fact.class).stream().map(Fact.class::cast).toList();
    }

    static List<RaftMessage> messages() {
        return all(RaftMessage.class).stream().map(RaftMessage.class::cast).toList();
    }

    private static List<Object> all(Class<?> family) {
        List<Object> values = new ArrayList<>();
        if (family.isRecord()) {
            Samples samples = new Samples();
            for (int variant = 0; variant < 12; variant++) {
                values.add(samples.record(family, variant));
            }
        } else {
            for (Class<?> kind : family.getPermittedSubclasses()) {
                values.addAll(all(kind));
            }
        }
        return values;
    }

    private Object record(Class<?> type, int variant) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            boolean priority = components[i].getName().equals("priority");
            values[i] =
                    priority ? next++ % (Settings.PRIORITY_MAX + 1) : value(components[i].getGenericType(), variant);
            types[i] = components[i].getType();
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(type + " " + List.of(values), e);
        }
    }

    private Object value(Type type, int variant) {
        int n = next++;
        if (type instanceof ParameterizedType generic) {
            Type element = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == Optional.class) {
                return variant % 2 == 0 ? Optional.empty() : Optional.of(value(element, variant));
            }
            return variant % 3 == 0 ? List.of() : List.of(value(element, variant), value(element, variant + 1));
        } else if (type == long.class) {
            return variant == 4 ? (1L << 53) - 1 : (long) n;
        } else if (type == int.class) {
            return variant == 4 ? Integer.MAX_VALUE : n;
        } else if (type == boolean.class) {
            return variant % 2 == 0;
        } else if (type == String.class) {
            return List.of("", "plain " + n, "\"quoted\"\\ \n\t\u001b[31m", "Grüße \u2028 \ud83d\ude00")
                    .get(variant % 4);
        } else if (type == NodeId.class) {
            return new NodeId("n" + n);
        } else if (type == FactId.class) {
            return new FactId(new NodeId("n" + n), n, n);
        } else if (type == Link.class) {
            return new Link(new NodeId("n" + n), new NodeId("m-" + n));
        } else if (type == Settings.class) {
            return Pace.values()[variant % 3]
                    .settings()
                    .withPreVote(variant % 2 == 0)
                    .withLog(n, 1);
        } else if (type instanceof Class<?> c && c.isRecord()) {
            return record(c, variant);
        } else if (type instanceof Class<?> c && c.isEnum()) {
            return c.getEnumConstants()[variant % c.getEnumConstants().length];
        }
        throw new AssertionError("no samples of " + type);
    }
}
