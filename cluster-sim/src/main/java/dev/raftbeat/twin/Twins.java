package dev.raftbeat.twin;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.progress.Progress;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.text.Amounts;
import dev.raftbeat.why.Explanation;
import dev.raftbeat.why.Why;
import dev.raftbeat.world.Moment;
import dev.raftbeat.world.TimeTravel;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldObserver;
import dev.raftbeat.world.sentence.Sentence;
import dev.raftbeat.world.sentence.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Two clusters under one script, each with a setting of its own; played to the end once, and back at the beginning. */
public final class Twins implements AutoCloseable {
    /**
     * One of them.
     *
     * @param setting the line that it alone gets, without {@code set}
     * @param facts of its whole run
     */
    public record Twin(String setting, World world, List<StampedFact> facts) {
        public Twin {
            facts = List.copyOf(facts);
        }

        /** What it tells with this fact, in words and with its time; that it tells nothing more, when there is none. */
        public String next(Optional<StampedFact> fact) {
            Sentences sentences = new Sentences();
            String text = fact.map(Sentences::of).orElse("nothing more");
            for (StampedFact one : facts) {
                // A sentence may rest on what was told before it.
                Optional<Sentence> told = sentences.tell(one);
                if (fact.isPresent() && one.equals(fact.get())) {
                    text = told.map(Sentence::text).orElse(text);
                    break;
                }
            }
            return fact.isEmpty()
                    ? text
                    : text + ", at " + Amounts.moment(fact.get().tNanos());
        }

        /** Why one of its facts came about. */
        public Explanation explain(StampedFact fact) {
            return new Why(facts).explain(fact);
        }
    }

    private static final long STEP_NANOS = 1_000_000_000L;

    private final Script script;
    private final Twin left;
    private final Twin right;
    private final Optional<Divergence> parting;
    private final TwinTime time;

    /**
     * @param left what the left twin gets, such as {@code set prevote off}
     * @param right what the right twin gets
     */
    public Twins(Script script, Fault left, Fault right) {
        this(script, left, right, new Progress());
    }

    /**
     * The same; the seconds of both are counted.
     *
     * @throws dev.raftbeat.progress.StoppedException when the work is to end
     */
    public Twins(Script script, Fault left, Fault right, Progress progress) {
        this.script = script;
        this.left = play(script, left, progress);
        this.right = play(script, right, progress);
        parting = Divergence.of(this.left.facts(), this.right.facts());
        List<StampedFact> both = new ArrayList<>(this.left.facts());
        both.addAll(this.right.facts());
        time = new TwinTime(timeOf(this.left), timeOf(this.right), both, script.endNanos());
    }

    private static TimeTravel timeOf(Twin twin) {
        return twin.world().timeTravel().orElseThrow();
    }

    /** In small steps, so that it can be stopped. */
    private static void goOn(SimWorld world, long untilNanos, Progress progress) {
        for (long at = world.nowNanos(); at < untilNanos; at = world.nowNanos()) {
            long step = Math.min(untilNanos - at, STEP_NANOS);
            world.jump(at + step);
            progress.advance(step / 1e9);
        }
        world.jump(untilNanos);
    }

    private static Twin play(Script script, Fault setting, Progress progress) {
        SimWorld world = new SimWorld(SimOptions.of(script.spec()));
        int place = 0;
        for (ScriptedAction deed : script.deeds()) {
            goOn(world, deed.tNanos(), progress);
            if (place++ == script.switchAt()) {
                Object ignored = world.apply(setting);
            }
            Object ignored = world.apply(deed.line());
        }
        if (script.switchAt() >= script.deeds().size()) {
            Object ignored = world.apply(setting);
        }
        goOn(world, script.endNanos(), progress);
        List<StampedFact> facts = new ArrayList<>();
        world.observe(new Once(facts));
        world.jump(Moment.START);
        return new Twin(setting.text().replaceFirst("^set ", ""), world, facts);
    }

    /** Hears what has been, and nothing of what is told again. */
    private static final class Once implements WorldObserver {
        private final List<StampedFact> facts;
        private boolean over;

        Once(List<StampedFact> facts) {
            this.facts = facts;
        }

        @Override
        public void tell(StampedFact fact) {
            if (!over) {
                facts.add(fact);
            }
        }

        @Override
        public void startAnew() {
            over = true;
        }
    }

    public Script script() {
        return script;
    }

    public Twin left() {
        return left;
    }

    public Twin right() {
        return right;
    }

    /** Empty when the switch made no difference. */
    public Optional<Divergence> parting() {
        return parting;
    }

    /** Why they part, on the side of whoever tells the fact at which they do. */
    public Optional<Explanation> why() {
        return parting.map(at -> (at.isLeftsDoing() ? left : right).explain(at.fact()));
    }

    /** The time of both. */
    public TwinTime time() {
        return time;
    }

    @Override
    public void close() {
        time.close();
        left.world().close();
        right.world().close();
    }
}
