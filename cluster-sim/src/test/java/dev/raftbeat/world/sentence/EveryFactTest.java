package dev.raftbeat.world.sentence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.raft.RaftMessage;
import dev.raftbeat.world.PlainText;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of fact and of message is told in plain words: no name of a record, of a field or of a constant. */
class EveryFactTest {
    private static final NodeId NODE = new NodeId("n1");

    static List<Class<?>> facts() {
        return leaves(Fact.class);
    }

    private static List<Class<?>> leaves(Class<?> family) {
        return family.isRecord()
                ? List.of(family)
                : Stream.of(family.getPermittedSubclasses())
                        .flatMap(part -> leaves(part).stream())
                        .toList();
    }

    @ParameterizedTest
    @MethodSource("facts")
    void aFactByItselfIsASentence(Class<?> kind) throws ReflectiveOperationException {
        for (int variant = 0; variant < 10; variant++) {
            Fact fact = (Fact) sample(kind, variant);
            String sentence = Sentences.of(new StampedFact(1, NODE, 1, 1, 1, Optional.empty(), fact));
            assertThat(sentence)
                    .isNotBlank()
                    .contains(" ")
                    .doesNotContain("[", "]", "=", "Optional", "Reply", "null", kind.getSimpleName())
                    .doesNotContainPattern("[A-Z]{2,}_[A-Z]|\\b[a-z]+[A-Z][a-z]");
        }
    }

    @Test
    void aFactByItselfDoesNotSayWhyACandidateCampaigns() {
        StampedFact campaigns = new StampedFact(1, NODE, 1, 1, 1, Optional.empty(), new BecameCandidate(11, false));
        assertThat(Sentences.of(campaigns)).isEqualTo("n1 campaigns in term 11");
        StampedFact asks = new StampedFact(1, NODE, 1, 1, 1, Optional.empty(), new BecamePreCandidate(10, 1, false));
        assertThat(Sentences.of(asks)).isEqualTo("n1 asks whether it could win term 11");
    }

    @Test
    void aMessageHasItsArticle() throws ReflectiveOperationException {
        List<String> named = new ArrayList<>();
        for (Class<?> kind : leaves(RaftMessage.class)) {
            named.add(PlainText.aMessage(((RaftMessage) sample(kind, 0)).kind()));
        }
        assertThat(named)
                .contains("an AppendEntries", "an AppendEntries reply", "a RequestVote", "a PreVote reply")
                .allMatch(words -> words.matches("an [AEIOU][A-Za-z]+( reply)?|a [^AEIOU][A-Za-z]+( reply)?"))
                .noneMatch(words -> words.contains("Reply"));
    }

    private static Object sample(Class<?> kind, int variant) throws ReflectiveOperationException {
        RecordComponent[] parts = kind.getRecordComponents();
        Class<?>[] types = Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = new Object[parts.length];
        for (int i = 0; i < parts.length; i++) {
            values[i] = value(parts[i], variant);
        }
        Constructor<?> constructor = kind.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(values);
    }

    private static Object value(RecordComponent part, int variant) {
        Class<?> type = part.getType();
        String generic = part.getGenericType().getTypeName();
        if (type.isEnum()) {
            Object[] words = type.getEnumConstants();
            return words[variant % words.length];
        } else if (type == long.class) {
            return 3L;
        } else if (type == int.class) {
            return 1;
        } else if (type == boolean.class) {
            return variant % 2 == 0;
        } else if (type == String.class) {
            return part.getName().equals("kind") ? "AppendEntriesReply" : "some words";
        } else if (type == Optional.class) {
            return variant % 2 == 0 ? Optional.empty() : Optional.of(inner(generic));
        } else if (type == List.class) {
            return variant % 2 == 0 ? List.of() : List.of(inner(generic));
        }
        return inner(type.getName());
    }

    private static Object inner(String type) {
        if (type.contains("FactId")) {
            return new FactId(NODE, 1, 2);
        } else if (type.contains("NodeId")) {
            return new NodeId("n2");
        } else if (type.contains("Settings")) {
            return Pace.LAN.settings();
        } else if (type.contains("Link")) {
            return new Link(NODE, new NodeId("n2"));
        } else if (type.contains("FaultEffect")) {
            return FaultEffect.of(FaultEffect.Kind.values()[0]);
        }
        return "some words";
    }
}
