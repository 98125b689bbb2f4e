package dev.raftbeat.check;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.FactListener;
import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What all checks have in common: hearing, counting, and the verdict that follows from both. */
public abstract class Check implements FactListener, Invariant {
    /** The most violations that one check keeps: the first ones tell why, the rest only that it went on. */
    public static final int VIOLATIONS_MAX = 100;

    /** How many terms, votes or claims a check remembers at the most: what it has to forget stays undecided. */
    public static final int REMEMBERED_MAX = 100_000;

    /** Facts in the order of node, life and place. */
    public static final Comparator<FactId> BY_ID =
            Comparator.comparing(FactId::node).thenComparingInt(FactId::boot).thenComparingLong(FactId::seq);

    private final String id;
    private final String title;
    private final String sentence;
    private FactCoverages hearings = new FactCoverages();
    private final SortedSet<NodeId> wiped = new TreeSet<>();
    private final List<Violation> violations = new ArrayList<>();
    private long judged;
    private long undecided;

    public Check(String id, String title, String sentence) {
        this.id = id;
        this.title = title;
        this.sentence = sentence;
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
    public final void hear(StampedFact stamped) {
        if (hearings.take(stamped)) {
            stamped.fact().accept(this);
            if (!hearings.isWorlds()) {
                heardOf();
            }
        }
    }

    /** From now on, before any fact, somebody else takes every fact into these, and lets it hear what it cares about. */
    public final void hearWith(FactCoverages shared) {
        hearings = shared;
    }

    /** Whether it makes anything of a message's sending and delivery, which it has methods for. */
    public boolean caresFor(String messageKind) {
        return true;
    }

    /** Called after each fact of a node: what had to wait for it can be decided. */
    public void heardOf() {}

    /** The fact that is being heard. */
    protected final StampedFact now() {
        return hearings.now();
    }

    /** Who tells the fact that is being heard. */
    protected final NodeId teller() {
        return hearings.now().node();
    }

    /** The place of who tells it, for what is kept {@linkplain PerNode per node}. */
    protected final int tellerPlace() {
        return hearings.teller();
    }

    /** The place of any node. */
    protected final int place(NodeId node) {
        return hearings.place(node);
    }

    /** What the teller told last. */
    protected final Causes causes() {
        return hearings.causes();
    }

    protected final FactCoverage hearing(NodeId node) {
        return hearings.of(node);
    }

    protected final FactCoverage hearingOfTeller() {
        return hearings.ofTeller();
    }

    protected final boolean unbrokenSince(long seq) {
        return hearings.ofTeller().unbrokenSince(seq);
    }

    protected final void count() {
        judged++;
    }

    protected final void doubt() {
        undecided++;
    }

    protected final void violated(String what, StampedFact... facts) {
        violated(what, List.of(facts));
    }

    protected final void violated(String what, List<StampedFact> facts) {
        violations.add(new Violation(id, what, facts));
        if (violations.size() > 2 * VIOLATIONS_MAX) {
            violations.sort(BY_PROOF);
            violations.subList(VIOLATIONS_MAX, violations.size()).clear();
        }
    }

    private static final Comparator<Violation> BY_PROOF = Comparator.comparing(
                    (Violation violation) -> violation.facts().get(0).id(), BY_ID)
            .thenComparing(Violation::sentence);

    /** A wipe breaks Raft's assumption that a ballot lasts: it excuses nothing, and every violation says so. */
    @Override
    public void on(FaultBegan fact) {
        if (fact.does(FaultEffect.Kind.FORGETS)) {
            wiped.addAll(fact.nodes());
            fact.nodes().forEach(node -> wiped(node, fact.fault()));
        }
    }

    /**
     * Called for each node whose ballot was wiped, perhaps more than once.
     *
     * @param fault the number of the fault that did it
     */
    protected void wiped(NodeId node, long fault) {}

    /** Violations that a check works out when it is asked, beyond those that it noted as it heard. */
    protected List<Violation> found() {
        return List.of();
    }

    /** Judgements that wait for facts, or have waited in vain. */
    protected long waiting() {
        return 0;
    }

    @Override
    public final List<Violation> violations() {
        List<Violation> all = new ArrayList<>(violations);
        all.addAll(found());
        all.sort(BY_PROOF);
        return all.stream().limit(VIOLATIONS_MAX).map(this::withRemark).toList();
    }

    private Violation withRemark(Violation violation) {
        if (wiped.isEmpty()) {
            return violation;
        }
        String names = String.join(", ", wiped.stream().map(NodeId::name).toList());
        return new Violation(
                id,
                violation.sentence() + " (the ballot of " + names + " was wiped; Raft assumes that ballots last)",
                violation.facts());
    }

    @Override
    public final Verdict verdict() {
        if (!violations.isEmpty() || !found().isEmpty()) {
            return Verdict.VIOLATED;
        }
        return judged() == 0 || undecided() > 0 ? Verdict.UNKNOWN : Verdict.VALID;
    }

    @Override
    public long judged() {
        return judged;
    }

    @Override
    public final long undecided() {
        return undecided + waiting();
    }
}
