package dev.raftbeat.web;

import dev.raftbeat.page.LiveColumns;
import dev.raftbeat.page.LiveColumns.Place;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.wire.StrictJson;
import dev.raftbeat.world.FactInbox;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The run in pieces, as events for viewers. Each piece is made and compressed once, when the first viewer asks for it: from
 * the last piece for whoever keeps up, from an earlier one for whoever was away.
 */
final class Pieces {
    /** The whole run is made anew after so many rounds: who comes in between gets the last one, and then what is missing. */
    private static final int WHOLE_ROUNDS = 25;

    private static final int SETTLING_LOOKS = 5;

    private LiveColumns columns = new LiveColumns("", List.of());
    private long runs;
    private long looks;
    private long rounds;
    private Optional<String> end = Optional.empty();
    private Place newest = Place.NOTHING;
    private final Map<Place, Event> made = new HashMap<>();
    private Optional<Event> whole = Optional.empty();
    private long wholeRound;

    /**
     * What a viewer is sent.
     *
     * @param place what it has been told then
     * @param round when it was made
     * @param last whether nothing follows
     */
    record Event(Place place, long round, byte[] bytes, boolean last) {}

    /** Another run is shown from now on. */
    synchronized void begin(String title, List<NodeId> members) {
        columns = new LiveColumns(title, members);
        runs++;
        tell();
    }

    /** Takes in what has come, and lets viewers know. */
    synchronized void round(FactInbox.Batch batch, long nowNanos) {
        long before = columns.micros();
        batch.facts().forEach(columns::hear);
        columns.pass(nowNanos);
        looks++;
        if (looks % SETTLING_LOOKS == 1) {
            columns.settle();
        }
        // While time is stopped there is nothing to tell.
        if (columns.micros() > before || !columns.place(runs).equals(newest)) {
            tell();
        }
    }

    private void tell() {
        rounds++;
        newest = columns.place(runs);
        made.clear();
        notifyAll();
    }

    synchronized void say(String words) {
        columns.say(words);
    }

    /** Nothing follows any more. */
    synchronized void end(String words) {
        end = Optional.of(words);
        columns.settle();
        tell();
    }

    /**
     * The next event for a viewer; empty when there is none in that time.
     *
     * @param told what it has been told
     * @param round when the last event was made that it got; 0 for none
     */
    synchronized Optional<Event> next(Place told, long round, long seconds) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (knowsAll(told, round) && end.isEmpty()) {
            long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            if (left <= 0) {
                return Optional.empty();
            }
            wait(left);
        }
        if (end.isPresent() && knowsAll(told, round)) {
            return end.map(words -> new Event(told, round, bytes("over", told, StrictJson.STANDARD.line(words)), true));
        }
        boolean goesOn = columns.goesOnFrom(told, runs);
        return Optional.of(goesOn ? made.computeIfAbsent(told, this::piece) : whole());
    }

    private boolean knowsAll(Place told, long round) {
        return runs == 0 || round == rounds || round == 0 && told.equals(newest);
    }

    private Event piece(Place told) {
        return new Event(newest, rounds, bytes("piece", newest, columns.since(told)), false);
    }

    private Event whole() {
        boolean fits = rounds - wholeRound < WHOLE_ROUNDS
                && whole.filter(event -> columns.goesOnFrom(event.place, runs)).isPresent();
        if (!fits) {
            whole = Optional.of(new Event(newest, rounds, bytes("whole", newest, columns.since(Place.NOTHING)), false));
            wholeRound = rounds;
        }
        return whole.orElseThrow();
    }

    private static byte[] bytes(String name, Place place, String data) {
        return ("retry: 1000\nid: " + place + "\nevent: " + name + "\ndata: " + data + "\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
