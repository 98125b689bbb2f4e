package dev.raftbeat.explore;

import dev.raftbeat.check.Violation;
import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.Command.TransferTo;
import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.raft.RaftMessage;
import dev.raftbeat.raft.RaftRules;
import dev.raftbeat.raft.RaftState;
import dev.raftbeat.scenario.Scenario;
import dev.raftbeat.scenario.ScenarioParser;
import dev.raftbeat.scenario.ScenarioRunner;
import dev.raftbeat.scenario.ScenarioSyntaxException;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimVariant;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.world.PlainText;
import dev.raftbeat.world.sentence.Sentence;
import dev.raftbeat.world.sentence.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes a way through states that were only thought of and goes it again with real nodes: cores that keep their own time,
 * rounds and tallies, behind real drivers. After every step the node must be what the exploration said, and the checks of
 * facts judge the whole. This is what makes a counterexample evidence, whatever the exploration leaves out of its states.
 */
final class Replay {
    private static final String RANDOM_TIMERS = "I10";
    private static final long SEEDS = 5;

    private final List<NodeId> names;
    private final List<ReplayedNode> nodes = new ArrayList<>();
    private final List<Sent> sent = new ArrayList<>();
    private final Judge judge = new Judge();
    private final Sentences sentences = new Sentences();
    private final List<String> lines = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final ScenarioText scenario;
    private final Variant variant;

    /** A message that left its sender, with its Lamport stamp. */
    record Sent(Envelope<RaftMessage> envelope, long lamport) {}

    Replay(ExplorationBounds bounds, Variant variant) {
        names = CoreModel.names(bounds.nodes());
        this.variant = variant;
        scenario = new ScenarioText(bounds, names);
        for (int node = 0; node < bounds.nodes(); node++) {
            nodes.add(new ReplayedNode(node, bounds, variant, this::hear, sent::add));
        }
    }

    Counterexample replay(Claim broken, List<StatePath.Move> way) {
        nodes.forEach(ReplayedNode::boot);
        told.clear();
        for (StatePath.Move move : way) {
            String line = sentence(move);
            int before = sent.size();
            Optional<Sent> heard = take(move);
            scenario.step(move, line, sent.subList(before, sent.size()), heard);
            lines.add((lines.size() + 1) + ". " + withWhatFollows(line));
            told.clear();
            compare(move);
        }
        // Draws are fixed here on purpose, so whether timers are random is not asked.
        List<Violation> violations = judge.violations().stream()
                .filter(violation -> !violation.invariant().equals(RANDOM_TIMERS))
                .toList();
        // A timer may happen to be short, and a message to be quick: some seeds are kinder than others.
        String text = scenario.text(broken, 1);
        boolean repeats = breaksWhenPlayed(text, broken);
        for (long seed = 2; seed <= SEEDS && !repeats; seed++) {
            text = scenario.text(broken, seed);
            repeats = breaksWhenPlayed(text, broken);
        }
        return new Counterexample(broken, lines, violations, text, repeats);
    }

    private String withWhatFollows(String line) {
        return told.isEmpty() ? line : line.substring(0, line.length() - 1) + ": " + String.join("; ", told) + ".";
    }

    private void hear(StampedFact fact) {
        judge.hear(fact);
        Optional<Sentence> sentence = sentences.tell(fact);
        sentence.ifPresent(said -> told.add(said.text()));
        if (fact.fact() instanceof MessageSent out) {
            told.add(fact.node() + " sends " + out.to() + " " + PlainText.aMessage(out.kind()));
        }
    }

    /** Whether the scenario, played like any other on nodes as wrong as these, breaks the same. */
    private boolean breaksWhenPlayed(String text, Claim broken) {
        if (variant.sendsBeforeSaving()) {
            return false;
        }
        SimVariant wrong = new SimVariant() {
            @Override
            public RaftRules rules() {
                return variant.rules();
            }
        };
        try {
            Scenario parsed = ScenarioParser.parse("explored.scenario", text);
            ScenarioRunner runner = new ScenarioRunner(
                    "sim", spec -> new SimWorld(SimOptions.of(spec).withVariant(wrong)));
            return runner.run(parsed, 1).trials().get(0).findings().stream()
                    .anyMatch(finding -> finding.line() == 0 && finding.text().equals(broken.id()));
        } catch (ScenarioSyntaxException e) {
            throw new IllegalStateException("a counterexample is no scenario: " + e.getMessage(), e);
        }
    }

    /** Answers what message it was, if the step was one's arrival. */
    private Optional<Sent> take(StatePath.Move move) {
        Optional<Sent> heard = Optional.empty();
        ReplayedNode node = nodes.get(move.node());
        node.crashes(move.how());
        switch (move.input().kind()) {
            case DELIVERY -> {
                Sent message = find(move);
                node.receive(message.envelope(), message.lamport());
                heard = Optional.of(message);
            }
            case TIMER_FIRES, BEAT_IS_DUE -> node.wake();
            case WINDOW_CLOSES -> node.wakeUntilItFollows();
            case NEWS_AGES -> node.letNewsAge();
            case PROOF -> node.giveProof();
            case CRASH -> node.boot();
            case HANDOVER -> node.command(new TransferTo(names.get(move.input().peer())));
        }
        if (move.how() != NextSteps.Ending.WHOLE) {
            node.boot();
        }
        return heard;
    }

    /** The newest message that is what the exploration delivered. */
    private Sent find(StatePath.Move move) {
        NodeId from = names.get(move.input().peer());
        NodeId to = names.get(move.node());
        MessageContent wanted = move.input().content();
        int asker = wanted.kind() == MessageContent.Kind.PRE_VOTE_REQUEST
                ? move.input().peer()
                : move.node();
        for (int index = sent.size() - 1; index >= 0; index--) {
            Envelope<RaftMessage> envelope = sent.get(index).envelope();
            boolean current = nodes.get(asker).isWaitingFor(envelope.message());
            if (envelope.from().equals(from)
                    && envelope.to().equals(to)
                    && MessageContent.of(envelope.message(), current).equals(wanted)) {
                return sent.get(index);
            }
        }
        throw new AbstractionException("no such message was sent: " + wanted + " from " + from + " to " + to);
    }

    /** Real node and thought of node must be in the same term, role and mind. */
    private void compare(StatePath.Move move) {
        ReplayedNode node = nodes.get(move.node());
        RaftState real = node.state();
        int local = move.local();
        boolean same = real.term() == NodeLocalState.term(local)
                && real.votedFor().equals(name(NodeLocalState.vote(local)))
                && real.role() == NodeLocalState.role(local)
                && real.tally().size() == Integer.bitCount(NodeLocalState.tally(local)) + NodeLocalState.twice(local)
                && node.disk().equals(new Ballot(NodeLocalState.diskTerm(local), name(NodeLocalState.diskVote(local))));
        if (!same) {
            throw new AbstractionException("replayed, " + names.get(move.node()) + " is another than was explored: "
                    + real + " after " + move);
        }
    }

    private Optional<NodeId> name(int who) {
        return who == 0 ? Optional.empty() : Optional.of(names.get(who - 1));
    }

    private String sentence(StatePath.Move move) {
        NodeId node = names.get(move.node());
        Input input = move.input();
        String what = switch (input.kind()) {
            case DELIVERY -> names.get(input.peer()) + "'s " + words(input.content()) + " reaches " + node;
            case TIMER_FIRES -> node + "'s election timer runs out";
            case BEAT_IS_DUE -> node + "'s next heartbeat is due";
            case WINDOW_CLOSES -> node + " hears no quorum for the whole window";
            case NEWS_AGES -> "the leader's last heartbeat grows old at " + node;
            case PROOF -> node + " learns that its leader is gone";
            case CRASH -> node + " crashes and comes up again";
            case HANDOVER -> node + " is told to hand over to " + names.get(input.peer());
        };
        return what
                + switch (move.how()) {
                    case WHOLE -> ".";
                    case CRASHED_BEFORE_SENDING -> "; it saves, crashes before it sends, and comes up again.";
                    case CRASHED_BEFORE_SAVING -> "; it sends, crashes before it saves, and comes up again.";
                };
    }

    private static String words(MessageContent content) {
        String kind = PlainText.message(content.message().kind());
        String answer = switch (content.kind()) {
            case PRE_VOTE_REPLY, REQUEST_VOTE_REPLY -> content.yes() ? ", granting," : ", denying,";
            case APPEND_ENTRIES_REPLY -> content.yes() ? ", following," : ", refusing,";
            default -> "";
        };
        return kind + " of term " + content.term() + answer;
    }
}
