package dev.raftbeat.world;

import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.FaultNarrowed;
import java.util.List;

/**
 * A fault that has begun and not ended.
 *
 * @param fault its number
 * @param text its line of the fault language, resolved
 * @param word the word or words that the line begins with
 * @param effects what it does to the nodes and links
 * @param nodes those that it still touches
 * @param links those that it still touches
 * @param sentence what it did, in words
 */
public record ActiveFault(
        long fault,
        String text,
        String word,
        List<FaultEffect> effects,
        String sentence,
        List<NodeId> nodes,
        List<Link> links,
        long beganNanos) {
    public ActiveFault {
        effects = List.copyOf(effects);
        nodes = List.copyOf(nodes);
        links = List.copyOf(links);
    }

    public static ActiveFault of(FaultBegan began, long tNanos) {
        return new ActiveFault(
                began.fault(),
                began.text(),
                began.word(),
                began.effects(),
                began.sentence(),
                began.nodes(),
                began.links(),
                tNanos);
    }

    ActiveFault left(FaultNarrowed narrowed) {
        return new ActiveFault(fault, text, word, effects, sentence, narrowed.nodes(), narrowed.links(), beganNanos);
    }

    public boolean does(FaultEffect.Kind effect) {
        return effects.stream().anyMatch(one -> one.kind() == effect);
    }
}
