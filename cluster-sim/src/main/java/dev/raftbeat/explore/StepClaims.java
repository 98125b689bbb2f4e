package dev.raftbeat.explore;

import dev.raftbeat.explore.MessageContent.Kind;
import dev.raftbeat.history.Quorum;
import dev.raftbeat.protocol.Role;
import java.util.List;

/**
 * Judges a step of one node by what it was, what it took in, what it is and what it says. No rule of the core is asked.
 * The one thing that must be remembered over several steps is a vote that the node itself has forgotten.
 */
final class StepClaims {
    private final int nodes;
    private final List<Claim> claims;

    StepClaims(int nodes, List<Claim> claims) {
        this.nodes = nodes;
        this.claims = List.copyOf(claims);
    }

    /** The first claim that the step breaks; null when it breaks none. */
    Claim broken(int node, int before, Input input, CoreModel.Result step) {
        int after = step.local();
        for (Claim claim : claims) {
            boolean broken = switch (claim) {
                case ONE_LEADER -> false;
                case ONE_VOTE -> votesAgain(before, node, step.said());
                case TERMS_NEVER_FALL -> NodeLocalState.term(after) < NodeLocalState.term(before);
                case QUORUM -> countsWrongly(node, before, input, after);
                case SAVED_FIRST -> saysUnsaved(after, node, step.said());
                case HARMLESS_PREVOTE -> isKind(input, Kind.PRE_VOTE_REQUEST) && after != withoutMemory(before);
                case OWN_HEARTBEATS -> beatsForOthers(after, step.said());
            };
            if (broken) {
                return claim;
            }
        }
        return null;
    }

    /** What the step breaks when its messages leave and its save is lost. */
    Claim brokenUnsaved(int node, int before, CoreModel.Result step) {
        for (Claim claim : claims) {
            if ((claim == Claim.SAVED_FIRST && saysUnsaved(before, node, step.said()))
                    || (claim == Claim.ONE_VOTE && votesAgain(before, node, step.said()))) {
                return claim;
            }
        }
        return null;
    }

    /** What the node has become, and the vote that it must not give to anybody else though its disk may not know. */
    static int remembering(int before, int after, int node, List<CoreModel.Said> said) {
        int term = givenTerm(before);
        int vote = givenVote(before);
        for (CoreModel.Said message : said) {
            int voted = votedFor(message, node);
            if (voted != 0 && message.content().term() >= term) {
                term = message.content().term();
                vote = voted;
            }
        }
        boolean onDisk = term == NodeLocalState.diskTerm(after) && vote == NodeLocalState.diskVote(after);
        // Terms do not fall, or another claim is broken: in a term left behind nobody votes again.
        boolean over = term < Math.min(NodeLocalState.term(after), NodeLocalState.diskTerm(after));
        return onDisk || over || vote == 0 ? withoutMemory(after) : NodeLocalState.withForgotten(after, term, vote);
    }

    private static int withoutMemory(int local) {
        return NodeLocalState.withForgotten(local, 0, 0);
    }

    private static int givenTerm(int local) {
        return NodeLocalState.forgottenVote(local) != 0
                ? NodeLocalState.forgottenTerm(local)
                : NodeLocalState.diskTerm(local);
    }

    private static int givenVote(int local) {
        return NodeLocalState.forgottenVote(local) != 0
                ? NodeLocalState.forgottenVote(local)
                : NodeLocalState.diskVote(local);
    }

    /** For whom the message says that its sender votes, as a number from 1; 0 when it says no such thing. */
    private static int votedFor(CoreModel.Said message, int node) {
        return switch (message.content().kind()) {
            case REQUEST_VOTE -> node + 1;
            case REQUEST_VOTE_REPLY -> message.content().yes() ? message.to() + 1 : 0;
            default -> 0;
        };
    }

    private static boolean votesAgain(int before, int node, List<CoreModel.Said> said) {
        return said.stream()
                .anyMatch(message -> votedFor(message, node) != 0
                        && message.content().term() == givenTerm(before)
                        && givenVote(before) != 0
                        && givenVote(before) != votedFor(message, node));
    }

    private static boolean saysUnsaved(int onDisk, int node, List<CoreModel.Said> said) {
        return said.stream()
                .anyMatch(message -> votedFor(message, node) != 0
                        && (NodeLocalState.diskTerm(onDisk) < message.content().term()
                                || (NodeLocalState.diskTerm(onDisk)
                                                == message.content().term()
                                        && NodeLocalState.diskVote(onDisk) != votedFor(message, node))));
    }

    private boolean countsWrongly(int node, int before, Input input, int after) {
        boolean elected = NodeLocalState.role(after) == Role.LEADER && NodeLocalState.role(before) != Role.LEADER;
        boolean stood = NodeLocalState.role(before) == Role.CANDIDATE;
        boolean counted = stood
                && NodeLocalState.role(after) == Role.CANDIDATE
                && NodeLocalState.term(before) == NodeLocalState.term(after)
                && (NodeLocalState.tally(after) != NodeLocalState.tally(before)
                        || NodeLocalState.twice(after) != NodeLocalState.twice(before));
        boolean vote = isKind(input, Kind.REQUEST_VOTE_REPLY)
                && input.content().yes()
                && input.content().term() == NodeLocalState.term(before);
        int votes = 1 << node | (stood ? NodeLocalState.tally(before) : 0) | (vote ? 1 << input.peer() : 0);
        boolean enough = Integer.bitCount(votes) >= Quorum.of(nodes);
        boolean again = vote && (NodeLocalState.tally(before) >> input.peer() & 1) != 0;
        return (counted && (!vote || again)) || (elected && !enough);
    }

    private static boolean beatsForOthers(int after, List<CoreModel.Said> said) {
        return said.stream()
                .anyMatch(message -> message.content().kind() == Kind.APPEND_ENTRIES
                        && (NodeLocalState.role(after) != Role.LEADER
                                || NodeLocalState.term(after)
                                        != message.content().term()));
    }

    private static boolean isKind(Input input, Kind kind) {
        return input.content() != null && input.content().kind() == kind;
    }
}
