package dev.raftbeat.raft;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import java.util.Optional;

/**
 * The decisions about priorities: which node leads where several could. They choose whom a leader hands over to (thesis
 * §3.10) and who never campaigns; no vote and no draw of a timeout depends on them. Nobody waits for a node of a higher
 * priority to be elected: where it is missing, the others elect as ever, and it is handed leadership when it is back.
 * (Shorter timeouts for higher priorities were rejected. They would narrow the range from which timeouts are drawn, so
 * that nodes of one priority split their votes more often, and a busy node would run for an office that it then loses.)
 *
 * <p>A node that cannot keep leadership must not get it again and again. So each hand-over halves what the node's priority
 * comes to, for {@value #REMEMBERED_WINDOWS} windows after the last one, at the leader that handed over and at all that
 * voted for it because of that. Where it does not win, or wins and loses, whoever leads soon finds its priority no higher
 * than its own. Where it goes on leading, nobody asks. After those windows, its priority counts in full again.
 */
public abstract class PriorityRules {
    /** For so many windows after a hand-over, the next one to the same peer needs a higher priority. */
    static final int REMEMBERED_WINDOWS = 20;

    /** Whether a node campaigns of its own: one of priority 0 votes and follows, and its timer goes on. */
    public boolean campaignsByItself(Settings settings) {
        return settings.priority() > 0;
    }

    /** Whether a node of this priority may be handed leadership; its leader asks, and so does the node when it is told. */
    public boolean mayBeHandedLeadership(int priority) {
        return priority > 0;
    }

    /**
     * For how long a node must have followed before it is handed leadership, and how far apart a leader's hand-overs are.
     * Within one greatest election timeout, an order to campaign is over and what came of it is known, and a node whose
     * link comes and goes has either missed a round or campaigned. Two leave a margin for timers that run late.
     */
    public long handOverWindowNanos(Settings settings) {
        return 2 * settings.electionNanosMax();
    }

    /** Whether the peer has acknowledged each round up to this one since the acknowledgement before. */
    public boolean followsWithoutGap(LeaderState.Ack before, long round) {
        return round <= before.round() + 1;
    }

    /** How many hand-overs to the peer still count. */
    public int handOversRemembered(RaftState state, NodeId peer, long now) {
        HandOver last = state.handOvers().get(peer);
        boolean forgotten =
                last == null || now - last.at() >= REMEMBERED_WINDOWS * handOverWindowNanos(state.settings());
        return forgotten ? 0 : last.times();
    }

    /** What the peer's priority comes to at this leader: half of it for each hand-over that counts, rounded down. */
    public int effectivePriority(RaftState state, NodeId peer, long now) {
        int priority = state.leadership().orElseThrow().acks().get(peer).priority();
        return priority >> Math.min(handOversRemembered(state, peer, now), Integer.SIZE - 1);
    }

    /**
     * Whether leadership may be handed to the peer now: its priority comes to more than the leader's, it has followed for
     * the whole window and answers still, no other hand-over has begun within the window, and nobody else is to be waited
     * for.
     *
     * @param state a leader's
     */
    public boolean handsOver(RaftState state, NodeId peer, long now) {
        LeaderState led = state.leadership().orElseThrow();
        LeaderState.Ack ack = led.acks().get(peer);
        long window = handOverWindowNanos(state.settings());
        Optional<Long> last =
                state.handOvers().values().stream().map(HandOver::at).max(Long::compare);
        return mayBeHandedLeadership(ack.priority())
                && effectivePriority(state, peer, now) > state.settings().priority()
                && led.answers(peer)
                && led.transferUntil() < led.round()
                && ack.heardAt() - ack.steadySince() >= window
                && last.filter(at -> now - at < window).isEmpty()
                && led.acks().keySet().stream().noneMatch(other -> isAhead(state, other, peer, now));
    }

    /** Whether another of a higher priority has followed for as long: its answer to this round is yet to come. */
    private boolean isAhead(RaftState state, NodeId other, NodeId peer, long now) {
        LeaderState led = state.leadership().orElseThrow();
        return effectivePriority(state, other, now) > effectivePriority(state, peer, now)
                && led.answers(other)
                && led.acks().get(other).steadySince() <= led.acks().get(peer).steadySince();
    }
}
