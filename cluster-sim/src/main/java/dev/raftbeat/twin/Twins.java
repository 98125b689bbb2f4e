package dev.raftbeat.twin;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
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
import java.util.Locale;
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
                    : String.format(
                            Locale.ROOT, "%s, at %.3f s", text, fact.get().tNanos() / 1e9);
        }

        /** Why one of its facts came about. */
        public Explanation explain(StampedFact fact) {
            return new Why(facts).explain(fact);
        }
    }

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
        this.script = script;
        this.left = play(script, left);
        this.right = play(script, right);
        parting = Divergence.of(this.left.facts(), this.right.facts());
        List<StampedFact> both = new ArrayList<>(this.left.facts());
        both.addAll(this.right.facts());
        time = new TwinTime(timeOf(this.left), timeOf(this.right), both, script.endNanos());
    }

    private static TimeTravel timeOf(Twin twin) {
        return twin.world().timeTravel().orElseThrow();
    }

    private static Twin play(Script script, Fault setting) {
        SimWorld world = new SimWorld(SimOptions.of(script.spec()));
        int place = 0;
        for (ScriptedAction deed : script.deeds()) {
            world.jump(deed.tNanos());
            if (place++ == script.switchAt()) {
                Object ignored = world.apply(setting);
            }
            Object ignored = world.apply(deed.line());
        }
        if (script.switchAt() >= script.deeds().size()) {
            Object ignored = world.apply(setting);
        }
        world.jump(script.endNanos());
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
