package dev.raftbeat.check.liveness;

import dev.raftbeat.check.Check;
import dev.raftbeat.check.LivenessProperty;
import dev.raftbeat.check.Verdict;
import dev.raftbeat.check.Violation;
import dev.raftbeat.protocol.StampedFact;
import java.util.ArrayList;
import java.util.List;

/** What all liveness properties have in common: hearing, the walk through the run in the order of time, the verdict. */
public abstract class LivenessCheck implements LivenessProperty {
    /** Stamps of one host, a wake and a word about a fault are taken for right within this: 20 ms. */
    public static final long MARGIN_NANOS = 20_000_000L;

    private final String id;
    private final String title;
    private final String sentence;
    private final OrderedFacts chronicle;
    private final List<Violation> violations = new ArrayList<>();
    private long judged;
    private long undecided;

    /** The facts are told to it later, when all of it is there. */
    @SuppressWarnings("this-escape")
    protected LivenessCheck(String id, String title, String sentence, OrderedFacts chronicle) {
        this.id = id;
        this.title = title;
        this.sentence = sentence;
        this.chronicle = chronicle;
        chronicle.tell(this);
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final String title() {
        return title;
    }

    @Override
    public final String sentence() {
        return sentence;
    }

    @Override
    public final void hear(StampedFact fact) {
        chronicle.hear(fact);
    }

    @Override
    public final void endOfRun(long nowNanos) {
        chronicle.endOfRun(nowNanos);
    }

    protected final void beginAnew() {
        violations.clear();
        judged = 0;
        undecided = 0;
    }

    /** Called before the first fact; forgets whatever was noticed in an earlier walk. */
    protected abstract void begin(ClusterState scene);

    /** Called with the scene as it was up to this time, before the fact of that time is taken in. */
    protected void upTo(ClusterState scene, long tNanos) {}

    /**
     * Called with the scene as it is from this fact on.
     *
     * @param changed whether who runs, who hears whom or a setting changed, or somebody interfered
     */
    protected void from(ClusterState scene, StampedFact fact, boolean changed) {}

    /** Called at the end of the run, after {@link #upTo} for it. */
    protected void end(ClusterState scene, long tNanos) {}

    protected final void count() {
        judged++;
    }

    protected final void doubt() {
        undecided++;
    }

    protected final void violated(String what, StampedFact... facts) {
        if (violations.size() < Check.VIOLATIONS_MAX) {
            violations.add(new Violation(id, what, List.of(facts)));
        }
    }

    @Override
    public final Verdict verdict() {
        if (!violations.isEmpty()) {
            return Verdict.VIOLATED;
        }
        return judged == 0 || undecided() > 0 ? Verdict.UNKNOWN : Verdict.VALID;
    }

    @Override
    public final List<Violation> violations() {
        return List.copyOf(violations);
    }

    @Override
    public final long judged() {
        return judged;
    }

    @Override
    public final long undecided() {
        return undecided + (chronicle.isDoubtful() ? 1 : 0);
    }
}
