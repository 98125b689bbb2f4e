package dev.raftbeat.explore;

import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes a way as a scenario in which little happens by itself: timeouts of minutes mostly, campaigns and crashes where the way
 * has them, and every message slowed until its turn, or lost when it has none. Where the language falls short (clocks
 * that run ahead of others, a message that waits for a node which crashes meanwhile, a third copy) a comment stands, and
 * the run is another.
 */
final class ScenarioText {
    private static final long STEP_MS = 100;

    /** Behind a crash: half the least timeout, in which others try again to reach the node, and a little more. */
    private static final long CRASH_MS = 300;

    /** The least timeout, within which news of a leader is fresh. */
    private static final long NEWS_MS = 400;

    /** How long before a step its links are prepared. */
    private static final long AHEAD_MS = 25;

    private final ExplorationBounds bounds;
    private final List<NodeId> names;
    private final List<Event> events = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    /** By word and link: how it stands. */
    private final TreeMap<String, String> dials = new TreeMap<>();

    private long at;

    /**
     * One step of the way.
     *
     * @param sent what left the node in it
     * @param heard what it was that the node heard, if it was that
     */
    private record Event(StatePath.Move move, String sentence, List<Replay.Sent> sent, Optional<Replay.Sent> heard) {
        /** Whether this may as well come before {@code other}, which stands before it. */
        boolean mayOvertake(Event other) {
            return move.node() != other.move.node()
                    && heard.filter(other.sent::contains).isEmpty();
        }
    }

    ScenarioText(ExplorationBounds bounds, List<NodeId> names) {
        this.bounds = bounds;
        this.names = names;
    }

    void step(StatePath.Move move, String sentence, List<Replay.Sent> sent, Optional<Replay.Sent> heard) {
        events.add(new Event(move, sentence, List.copyOf(sent), heard));
    }

    /** Campaigns as late as they can be, so that few messages wait while others crash. */
    private void postpone() {
        for (int from = events.size() - 1; from >= 0; from--) {
            if (events.get(from).move.input().kind() == Input.Kind.TIMER_FIRES) {
                int place = from;
                while (place + 1 < events.size() && events.get(place + 1).mayOvertake(events.get(place))) {
                    Collections.swap(events, place, place + 1);
                    place++;
                }
            }
        }
    }

    /** @param seed with which it is to be played */
    String text(Claim broken, long seed) {
        lines.clear();
        dials.clear();
        at = 0;
        postpone();
        lines.add("# Broken: " + broken.id() + ": " + broken.sentence());
        lines.add(
                "# Found by exploration. Little happens by itself here: timeouts are minutes, messages wait their turn.");
        lines.add("cluster " + bounds.nodes() + " election " + NEWS_MS + "ms..600s heartbeat 60s prevote "
                + word(bounds.preVote()) + " checkquorum " + word(bounds.checkQuorum()) + " evidence "
                + word(bounds.evidence()) + " seed " + seed);
        for (int place = 0; place < events.size(); place++) {
            play(place);
        }
        runTo(timeOf(events.size()));
        return String.join("\n", lines) + "\n";
    }

    private long timeOf(int place) {
        long time = 2 * STEP_MS;
        for (int earlier = 0; earlier < place; earlier++) {
            Input.Kind kind = events.get(earlier).move.input().kind();
            // Proof at one node alone cannot be said in the language, and what it does comes with age as well.
            boolean ages = kind == Input.Kind.NEWS_AGES || kind == Input.Kind.PROOF;
            time += ages ? NEWS_MS : crashes(events.get(earlier)) ? CRASH_MS : STEP_MS;
        }
        return time;
    }

    private static boolean crashes(Event event) {
        return event.move.how() != NextSteps.Ending.WHOLE || event.move.input().kind() == Input.Kind.CRASH;
    }

    private void play(int place) {
        Event event = events.get(place);
        NodeId node = names.get(event.move.node());
        runTo(timeOf(place) - AHEAD_MS);
        lines.add("# " + (place + 1) + ". " + event.sentence);
        event.sent.forEach(sent -> prepare(sent, place));
        boolean crashes = event.move.how() != NextSteps.Ending.WHOLE;
        if (crashes) {
            lines.add("crash " + node + " after save");
        }
        runTo(timeOf(place));
        switch (event.move.input().kind()) {
            case TIMER_FIRES -> lines.add("campaign " + node);
            case HANDOVER ->
                lines.add("transfer " + names.get(event.move.input().peer()));
            case CRASH -> lines.addAll(List.of("kill " + node, "restart " + node));
            case DELIVERY, NEWS_AGES, PROOF -> {}
            case BEAT_IS_DUE, WINDOW_CLOSES -> lines.add("# The language cannot let one node's clock run ahead.");
        }
        if (crashes) {
            runTo(timeOf(place) + AHEAD_MS);
            lines.add("restart " + node);
        }
    }

    /** Lets the link hold back what is about to be sent until its turn; what has none is lost. */
    private void prepare(Replay.Sent sent, int place) {
        List<Integer> turns = new ArrayList<>();
        for (int later = place + 1; later < events.size(); later++) {
            if (events.get(later).heard.equals(Optional.of(sent))) {
                turns.add(later);
            }
        }
        Link link = sent.envelope().link();
        dial("lose " + link, "lose " + (turns.isEmpty() ? "100% " : "0% ") + link, "lose 0% " + link);
        if (!turns.isEmpty()) {
            boolean twice = turns.size() > 1;
            dial("duplicate " + link, "duplicate " + (twice ? "100% " : "0% ") + link, "duplicate 0% " + link);
            dial("slow " + link, "slow " + link + " " + (timeOf(turns.get(0)) - timeOf(place)) + "ms", "");
        }
        if (turns.size() > 2 || turns.size() == 2 && turns.get(1) != turns.get(0) + 1) {
            lines.add("# The language cannot let the copies of a message come so.");
        }
    }

    private void dial(String which, String line, String atFirst) {
        if (!line.equals(dials.getOrDefault(which, atFirst))) {
            lines.add(line);
            dials.put(which, line);
        }
    }

    private void runTo(long millis) {
        if (millis > at) {
            lines.add("run " + (millis - at) + "ms");
            at = millis;
        }
    }

    private static String word(boolean on) {
        return on ? "on" : "off";
    }
}
