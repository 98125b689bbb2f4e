package dev.raftbeat.history;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.StampedFact;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Counts elections: the one definition. An <em>election</em> is a term in which a node asked for votes. A
 * <em>campaign</em> is one node that asks for votes in one term: where votes are split, an election has several. Elections
 * are numbered from 1 in the order in which they are first heard of. A fact that is heard twice counts once.
 */
public final class Elections {
    /** Terms that are remembered: nobody campaigns in a term that is older than so many others. */
    static final int REMEMBERED = 4096;

    private final Map<Long, Election> remembered = new LinkedHashMap<>();
    private long count;
    private long campaigns;

    private record Election(long number, Set<FactId> campaigns) {}

    /** Takes in a fact; answers the number of the election of which it is a campaign, 0 for any other fact. */
    public long hear(StampedFact stamped) {
        if (!(stamped.fact() instanceof BecameCandidate campaign)) {
            return 0;
        }
        Election election = remembered.get(campaign.term());
        if (election == null) {
            count++;
            election = new Election(count, new LinkedHashSet<>());
            remembered.put(campaign.term(), election);
        }
        campaigns += election.campaigns.add(stamped.id()) ? 1 : 0;
        if (remembered.size() > REMEMBERED) {
            remembered.remove(remembered.keySet().iterator().next());
        }
        return election.number;
    }

    /** The number of the election of this term; 0 when nobody asked for votes in it, or that was long ago. */
    public long number(long term) {
        Election election = remembered.get(term);
        return election == null ? 0 : election.number;
    }

    /** How many elections there were. */
    public long count() {
        return count;
    }

    /** How many campaigns they had together. */
    public long campaigns() {
        return campaigns;
    }
}
