package dev.raftbeat.screen.cluster;

import dev.raftbeat.protocol.Settings;
import dev.raftbeat.screen.Action;
import dev.raftbeat.screen.Request;
import dev.raftbeat.screen.TimeCommand;
import dev.raftbeat.screen.Zoom;
import dev.raftbeat.screen.cluster.Model.Tone;
import dev.raftbeat.text.Amounts;
import dev.raftbeat.world.InFlight;
import dev.raftbeat.world.NodeView;
import dev.raftbeat.world.TimeStep;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys that move time, and what acts on one message; in a world without such time they say so. */
public final class TimeKeys {
    static final String NONE = "time cannot be stopped here: that is for raftbeat demo --on sim, and replay";
    public static final String AT = "at 12.5s, at 340ms, at 0:12.503, or at #1204 for a fact";

    private static final Pattern CLOCK = Pattern.compile("(?:(\\d{1,4}):)?(\\d{1,4}):(\\d{1,2}(?:\\.\\d{1,9})?)");
    private static final Pattern FACT = Pattern.compile("#(\\d{1,15})");
    /** More would not fit into a moment. */
    private static final BigDecimal FURTHEST = BigDecimal.valueOf(Long.MAX_VALUE);

    private static final long MILLI = 1_000_000L;

    private TimeKeys() {}

    static List<Request> key(Model model, Action action) {
        if (model.time().isEmpty()) {
            model.say(Tone.FAILED, NONE);
            return List.of();
        }
        return switch (action) {
            case STEP_ON -> travel(model, new TimeCommand.Step(model.step, false));
            case STEP_BACK -> travel(model, new TimeCommand.Step(model.step, true));
            case ELECTION_ON -> travel(model, new TimeCommand.Step(TimeStep.ELECTION, false));
            case ELECTION_BACK -> travel(model, new TimeCommand.Step(TimeStep.ELECTION, true));
            case SLOWER -> travel(model, new TimeCommand.Pace(false));
            case FASTER -> travel(model, new TimeCommand.Pace(true));
            case STEP_SIZE -> size(model);
            case FORK -> fork(model);
            default -> List.of();
        };
    }

    private static List<Request> fork(Model model) {
        switch (model.time().orElseThrow().source()) {
            case SIMULATION -> model.say(Tone.FAILED, "a simulation needs no fork: break it here, or go back first");
            case RECORDING -> CommandKeys.open(model, "fork ");
            case FORK -> {
                return travel(model, new TimeCommand.Unfork());
            }
        }
        return List.of();
    }

    static List<Request> travel(Model model, TimeCommand journey) {
        model.depart();
        return List.of(new Request.Travel(journey));
    }

    private static List<Request> size(Model model) {
        model.step = after(model.step);
        model.say(Tone.QUIET, "a step goes to the next " + word(model.step));
        return List.of();
    }

    /** The next size of a step, round and round. */
    public static TimeStep after(TimeStep step) {
        return switch (step) {
            case NOTABLE -> TimeStep.ELECTION;
            case ELECTION -> TimeStep.FACT;
            case FACT -> TimeStep.MESSAGE;
            case MESSAGE -> TimeStep.NOTABLE;
        };
    }

    public static String word(TimeStep step) {
        return switch (step) {
            case NOTABLE -> "notable fact";
            case ELECTION -> "election";
            case FACT -> "fact";
            case MESSAGE -> "message";
        };
    }

    /** Acts on the message that is chosen. */
    static List<Request> message(Model model, Action action) {
        Optional<InFlight> chosen = model.selectedMessage();
        if (chosen.isEmpty()) {
            model.say(Tone.FAILED, "no message is under way");
            return List.of();
        }
        InFlight message = chosen.get();
        return switch (action) {
            case DROP_MESSAGE -> travel(model, new TimeCommand.Drop(message.id()));
            case DELAY_MESSAGE -> travel(model, new TimeCommand.Delay(message.id(), delay(model, message)));
            default -> travel(model, new TimeCommand.Duplicate(message.id()));
        };
    }

    private static long delay(Model model, InFlight message) {
        return model.picture()
                        .node(message.link().to())
                        .flatMap(NodeView::settings)
                        .map(Settings::electionNanosMin)
                        .orElse(160 * MILLI)
                / 2;
    }

    /** Moves the cursor on the strip by whole columns, between the first one and now; the strip stands still meanwhile. */
    static void strip(Model model, Action action, long nowNanos) {
        long column = Zoom.columnNanos(model.strip.zoom);
        long start = model.picture().firstNanos();
        long last = Math.floorDiv(nowNanos - start, column);
        long here =
                model.strip.cursor.isEmpty() ? last + 1 : Math.floorDiv(model.strip.cursor.getAsLong() - start, column);
        long wanted = switch (action) {
            case LEFT -> here - 1;
            case RIGHT -> here + 1;
            case FIRST -> 0;
            default -> last + 1;
        };
        model.strip.cursor =
                wanted > last ? OptionalLong.empty() : OptionalLong.of(start + Math.max(0, wanted) * column);
        if (model.strip.cursor.isEmpty()) {
            model.strip.end = OptionalLong.empty();
        } else if (model.strip.end.isEmpty()) {
            model.strip.end = OptionalLong.of(start + (last + 1) * column);
        }
    }

    /** Goes to the moment that was clicked; where time cannot be stopped, the strip is only chosen. */
    static List<Request> clickStrip(Model model, long nanos) {
        if (model.time().isEmpty()) {
            return List.of();
        }
        model.strip.cursor = OptionalLong.empty();
        return travel(model, new TimeCommand.ToTime(nanos));
    }

    static List<Request> enterStrip(Model model) {
        if (model.time().isEmpty()) {
            return List.of();
        }
        if (model.strip.cursor.isEmpty()) {
            model.say(Tone.FAILED, "← chooses a moment first");
            return List.of();
        }
        long wanted = model.strip.cursor.getAsLong();
        model.strip.follow();
        return travel(model, new TimeCommand.ToTime(wanted));
    }

    /** The journey of a line such as {@code at 12.5s}; empty when it is none. */
    static Optional<TimeCommand> at(String line) {
        String where = line.replaceFirst("^at\\s*", "").strip();
        Matcher fact = FACT.matcher(where);
        if (fact.matches()) {
            return Optional.of(new TimeCommand.ToFact(Long.parseLong(fact.group(1))));
        }
        Optional<BigDecimal> nanos = Amounts.nanos(where).filter(span -> span.compareTo(FURTHEST) <= 0);
        if (nanos.isPresent()) {
            return Optional.of(new TimeCommand.ToTime(Math.round(nanos.get().doubleValue())));
        }
        Matcher clock = CLOCK.matcher(where);
        if (clock.matches()) {
            long hours = clock.group(1) == null ? 0 : Long.parseLong(clock.group(1));
            long minutes = hours * 60 + Long.parseLong(clock.group(2));
            return Optional.of(new TimeCommand.ToTime(
                    minutes * 60_000_000_000L + Math.round(Double.parseDouble(clock.group(3)) * 1e9)));
        }
        return Optional.empty();
    }
}
