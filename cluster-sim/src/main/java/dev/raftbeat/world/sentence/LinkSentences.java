package dev.raftbeat.world.sentence;

import static dev.raftbeat.world.PlainText.because;
import static dev.raftbeat.world.PlainText.clean;
import static dev.raftbeat.world.sentence.Sentences.Line.detail;
import static dev.raftbeat.world.sentence.Sentences.Line.headline;

import dev.raftbeat.protocol.LinkFact.BallotDoubted;
import dev.raftbeat.protocol.LinkFact.FrameRefused;
import dev.raftbeat.protocol.LinkFact.LinkDown;
import dev.raftbeat.protocol.LinkFact.LinkUp;
import dev.raftbeat.protocol.LinkFact.PeerProvenDead;
import dev.raftbeat.protocol.LinkFact.PeerSuspected;
import dev.raftbeat.protocol.LinkFact.PeerTrusted;
import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.world.sentence.Sentences.Line;
import java.util.Optional;

/** The sentences of facts about connections. */
abstract class LinkSentences extends StoreSentences {
    LinkSentences(Sentences memory, NodeId node) {
        super(memory, node);
    }

    @Override
    public Optional<Line> linkUp(LinkUp fact) {
        return detail(node + " is connected to " + fact.peer());
    }

    @Override
    public Optional<Line> linkDown(LinkDown fact) {
        return detail(node + " is not connected to " + fact.peer() + ": " + clean(fact.reason()));
    }

    @Override
    public Optional<Line> frameRefused(FrameRefused fact) {
        String text = node + " refused a frame from " + clean(fact.remote()) + ": " + clean(fact.detail());
        return fact.reason() == RefusalReason.SECOND_LEADER ? headline(text) : detail(text);
    }

    @Override
    public Optional<Line> peerSuspected(PeerSuspected fact) {
        return detail(node + " suspects " + fact.peer() + ": " + because(fact.reason()));
    }

    @Override
    public Optional<Line> peerProvenDead(PeerProvenDead fact) {
        return detail(node + " knows that " + fact.peer() + "'s process is gone: " + because(fact.proof()));
    }

    @Override
    public Optional<Line> ballotDoubted(BallotDoubted fact) {
        String remembered =
                "older than " + fact.by() + " remembers (life " + fact.life() + ", term " + fact.term() + ")";
        String refused = fact.by() + " refuses its votes up to term " + fact.doubtedTerm();
        return headline(
                node.equals(fact.whose())
                        ? node + " is told that its ballot is " + remembered + "; " + refused
                        : fact.whose() + " came back with a ballot " + remembered + "; " + refused);
    }

    @Override
    public Optional<Line> peerTrusted(PeerTrusted fact) {
        return detail(node + " hears " + fact.peer() + " again");
    }
}
