package dev.raftbeat.check.safety;

import dev.raftbeat.check.Evidence;
import dev.raftbeat.check.PerNode;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;

/**
 * I11: a node acts on no message of its own, of a stranger, or meant for another; it refuses them. Who a message was
 * meant for is known from its sender's own words, so that this part is judged where both ends were heard. From which
 * cluster it came is settled before a message is one, and not told.
 */
@Evidence(
        needs = "members from Booted; deliveries, what came of them, and the sender's MessageSent",
        unknown =
                "never otherwise: where the receiver's members or the sender's words were not heard, it does not judge")
final class RightAddress extends MessageCheck {
    /** What one node sent last, and what came of it before we heard that it was sent; by place in its life. */
    private static final class Post {
        private static final int REMEMBERED = 1_024;
        private final StampedFact[] sent = new StampedFact[REMEMBERED];
        private final Arrival[] early = new Arrival[REMEMBERED];
    }

    private final PerNode<Post> posts = new PerNode<>(Post::new);
    private final PerNode<Members> members = new PerNode<>(Members::new);

    /** Places as bits. */
    private static final class Members {
        private long known;
    }

    RightAddress() {
        this(new MessageEffects());
    }

    RightAddress(MessageEffects turns) {
        super(
                "I11",
                "right address",
                "Nobody acts on a message of its own, of a stranger, or meant for another.",
                turns);
    }

    @Override
    public void on(Booted fact) {
        long known = 0;
        for (NodeId member : fact.members()) {
            known |= 1L << place(member);
        }
        members.of(tellerPlace()).known = known;
    }

    @Override
    protected void arrived(Arrival arrival) {
        long known = members.of(tellerPlace()).known;
        if (known == 0) {
            return;
        }
        int from = place(arrival.message.from());
        count();
        if (from == tellerPlace() || from >= Long.SIZE || (known & 1L << from) == 0) {
            arrival.strayBy = arrival.fact;
        }
        FactId id = arrival.message.id();
        Post post = posts.of(id.node().equals(arrival.message.from()) ? from : place(id.node()));
        int slot = (int) (id.seq() % Post.REMEMBERED);
        StampedFact sent = post.sent[slot];
        if (sent != null && sent.seq() == id.seq() && sent.boot() == id.boot()) {
            meant(arrival, sent);
        } else {
            post.early[slot] = arrival;
        }
    }

    @Override
    public void on(MessageSent fact) {
        Post post = posts.of(tellerPlace());
        StampedFact sent = now();
        int slot = (int) (sent.seq() % Post.REMEMBERED);
        post.sent[slot] = sent;
        Arrival arrival = post.early[slot];
        if (arrival != null && arrival.message.id().equals(sent.id())) {
            post.early[slot] = null;
            meant(arrival, sent);
        }
    }

    private void meant(Arrival arrival, StampedFact sent) {
        if (!((MessageSent) sent.fact()).to().equals(arrival.fact.node())) {
            arrival.strayBy = sent;
            complain(arrival);
        }
    }

    @Override
    protected void came(NodeEffects lane, Arrival arrival, StampedFact fact) {
        if (arrival.effect == fact) {
            complain(arrival);
        }
    }

    /** Whether it should have had no effect may be heard before its effect, or after. */
    private void complain(Arrival arrival) {
        if (arrival.strayBy == null || arrival.effect == null || arrival.strayTold) {
            return;
        }
        arrival.strayTold = true;
        violated(
                arrival.fact.node() + " acted on " + NewerTerms.describe(arrival) + why(arrival),
                arrival.fact,
                arrival.effect);
    }

    private static String why(Arrival arrival) {
        if (arrival.strayBy.fact() instanceof MessageSent sent) {
            return ", which was meant for " + sent.to();
        }
        return arrival.message.from().equals(arrival.fact.node())
                ? ", which is its own"
                : ", which is no member of its cluster";
    }
}
