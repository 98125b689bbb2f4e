package dev.raftbeat.sim;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.world.InFlight;
import dev.raftbeat.world.PlainText;
import dev.raftbeat.world.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Looks at messages that are under way, and acts on one of them. Each deed is told as an action of the world. */
final class MessageEdits {
    private final SimCluster world;
    private int duplicates;

    MessageEdits(SimCluster world) {
        this.world = world;
    }

    List<InFlight> inFlight() {
        return underWay().stream().map(MessageEdits::seen).toList();
    }

    private List<Event> underWay() {
        List<Event> found = new ArrayList<>();
        world.queue().forEach(event -> {
            if (event instanceof Flight || event instanceof HeldFlight) {
                found.add(event);
            }
        });
        found.sort(Comparator.<Event>comparingLong(event -> event.at).thenComparingLong(event -> event.order));
        return found;
    }

    private static Flight flight(Event event) {
        return event instanceof HeldFlight held ? held.held.arrival() : (Flight) event;
    }

    private static InFlight seen(Event event) {
        int copy = event instanceof HeldFlight held ? held.held.copy() : ((Flight) event).copy();
        return flight(event).seen(copy, event.at);
    }

    private List<Event> copiesOf(FactId message) {
        return underWay().stream()
                .filter(event -> flight(event).envelope().id().equals(Optional.of(message)))
                .toList();
    }

    World.Outcome drop(FactId message) {
        List<Event> copies = copiesOf(message);
        if (copies.isEmpty()) {
            return notUnderWay(message);
        }
        String sentence = what(copies) + " is lost by hand.";
        FactId fault = tell("drop message " + message, copies, sentence);
        for (Event event : copies) {
            if (event instanceof HeldFlight held) {
                held.drop(fault);
            } else {
                flight(event).lose(LossReason.LOSS, Optional.of(fault));
            }
        }
        return new World.Outcome(true, sentence);
    }

    World.Outcome delay(FactId message, long nanos) {
        List<Event> copies = copiesOf(message);
        if (nanos < 0) {
            return new World.Outcome(false, "No message can be delayed by less than nothing.");
        }
        if (copies.isEmpty()) {
            return notUnderWay(message);
        }
        String millis = nanos / 1_000_000 + "ms";
        String sentence = what(copies) + " is held back by " + millis + ", by hand.";
        tell("delay message " + message + " " + millis, copies, sentence);
        copies.forEach(event -> world.queue().replan(event, event.at + nanos));
        return new World.Outcome(true, sentence);
    }

    World.Outcome duplicate(FactId message) {
        List<Event> copies = copiesOf(message);
        if (copies.isEmpty()) {
            return notUnderWay(message);
        }
        String sentence = what(copies) + " will arrive once more, by hand.";
        tell("duplicate message " + message, copies, sentence);
        // Copies made by rules are 0 and 1; those made by hand count on from 2, in pairs, since a rule may double them.
        duplicates++;
        Event first = copies.get(0);
        world.queue().plan(flight(first).duplicate(2 * duplicates), first.at);
        return new World.Outcome(true, sentence);
    }

    private FactId tell(String text, List<Event> copies, String sentence) {
        Link link = flight(copies.get(0)).envelope().link();
        return world.lines().tellByHand(text, link, sentence);
    }

    private static String what(List<Event> copies) {
        InFlight seen = seen(copies.get(0));
        return PlainText.sentence(PlainText.aMessage(seen.kind())) + " of term " + seen.term() + " on its way "
                + seen.link();
    }

    private static World.Outcome notUnderWay(FactId message) {
        return new World.Outcome(false, "The message " + message + " is not under way.");
    }
}
