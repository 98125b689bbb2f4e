package dev.raftbeat.tla;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.SaveBegan;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.protocol.VoteFact.DenialReason;
import dev.raftbeat.protocol.VoteFact.PreVoteDenied;
import dev.raftbeat.protocol.VoteFact.VoteDenied;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The facts of one run in the order in which the model is to do them. All that a node told about one input stands together,
 * behind that input, because a node that waits for its disk hears of other things before it tells what came of the first.
 * Inputs of different nodes are ordered by messages only, not by time. Heartbeats that repeat what the node last told are
 * left out.
 */
public final class ModelTrace implements FactSink {
    private final List<Step> steps = new ArrayList<>();
    private final Map<FactId, Step> stepOf = new HashMap<>();
    private final Map<NodeId, Life> lives = new HashMap<>();
    private final Set<String> members = new TreeSet<>();
    private boolean logsDiffer;

    /** One input of one node, and what the node told about it. */
    private static final class Step {
        private final NodeId node;
        private final long order;
        private final List<ModelFact> facts = new ArrayList<>();
        private final Optional<Step> sender;
        private Optional<ModelFact> save = Optional.empty();
        private boolean closed;

        private Step(NodeId node, long order, Optional<Step> sender) {
            this.node = node;
            this.sender = sender;
            this.order = order;
        }

        /** Whether it may be that nothing came of it: it had to save its ballot, and told nothing that waits for that. */
        private boolean isUnfinished() {
            return save.isPresent()
                    && facts.stream()
                            .allMatch(fact -> fact.kind().equals("BallotSaved")
                                    || fact.kind().equals("MessageDelivered")
                                    || fact.kind().equals("TimerFired"));
        }

        private boolean has(String kind, String detail) {
            return facts.stream()
                    .anyMatch(fact -> fact.kind().equals(kind) && fact.detail().equals(detail));
        }

        /** The step that asked the question which came in here, or whose answer came in here. */
        private Optional<Step> question() {
            if (has("MessageDelivered", "PreVoteRequest")) {
                return sender;
            }
            return has("MessageDelivered", "PreVoteReply") ? sender.flatMap(answer -> answer.sender) : Optional.empty();
        }

        private boolean isCampaignByCommand() {
            return facts.stream().anyMatch(fact -> fact.kind().matches("Became(Pre)?Candidate"))
                    && facts.stream().noneMatch(fact -> fact.kind().matches("TimerFired|MessageDelivered"));
        }

        /** A campaign on command is one whose timer fired early. */
        private List<ModelFact> campaign() {
            List<ModelFact> campaign = new ArrayList<>(facts);
            ModelFact first = facts.get(0);
            campaign.add(0, new ModelFact("TimerFired", first.node(), ModelFact.NOBODY, 0, "", first.id()));
            return campaign;
        }

        /** @param asked the last question of each node so far */
        private List<ModelFact> read(Map<NodeId, Step> asked) {
            if (has("MessageSent", "PreVoteRequest")) {
                asked.put(node, this);
            }
            boolean isLate = question()
                    .filter(asking -> asked.get(asking.node) != asking)
                    .isPresent();
            List<ModelFact> told = read();
            return isLate ? told.stream().map(ModelFact::late).toList() : told;
        }

        private List<ModelFact> read() {
            if (!isUnfinished()) {
                return isCampaignByCommand() ? campaign() : facts;
            }
            List<ModelFact> saved = new ArrayList<>(List.of(save.get()));
            facts.stream().filter(fact -> fact.kind().equals("BallotSaved")).forEach(saved::add);
            return saved;
        }
    }

    /** What is known of a node at this point. */
    private static final class Life {
        private long order;
        private final List<Step> open = new ArrayList<>();
        private final List<SaveBegan> pending = new ArrayList<>();
        /** What came of a command, by the fact that tells of the command. */
        private final Map<FactId, Step> byCommand = new HashMap<>();

        private void close() {
            open.forEach(step -> step.closed = true);
            open.clear();
        }
    }

    @Override
    public void tell(StampedFact told) {
        if (told.fact() instanceof FaultBegan fault) {
            wiped(fault, told.id());
            return;
        }
        if (told.fact() instanceof Booted booted) {
            booted.members().forEach(member -> members.add(member.toString()));
        }
        if (told.fact() instanceof VoteDenied denied && denied.reason() == DenialReason.LOG_BEHIND
                || told.fact() instanceof PreVoteDenied asked && asked.reason() == DenialReason.LOG_BEHIND) {
            logsDiffer = true;
        }
        Optional<ModelFact> read = ModelFacts.of(told);
        if (read.isEmpty() && !(told.fact() instanceof SaveBegan)) {
            told.cause().map(stepOf::get).ifPresent(step -> stepOf.put(told.id(), step));
            return;
        }
        Life life = lives.computeIfAbsent(told.node(), node -> new Life());
        Step step = stepOf(told, life);
        stepOf.put(told.id(), step);
        read.ifPresent(step.facts::add);
        if (told.fact() instanceof SaveBegan save) {
            life.pending.add(save);
            step.save = Optional.of(new ModelFact(
                    "Unfinished",
                    told.node().toString(),
                    save.votedFor().map(NodeId::toString).orElse(ModelFact.NOBODY),
                    save.term(),
                    "",
                    told.id()));
        } else if (told.fact() instanceof BallotSaved saved) {
            int upTo = life.pending.lastIndexOf(new SaveBegan(saved.term(), saved.votedFor()));
            life.pending.subList(0, upTo + 1).clear();
        }
    }

    private Step stepOf(StampedFact told, Life life) {
        boolean isInput = told.fact() instanceof MessageDelivered
                || told.fact() instanceof TimerFired
                || told.fact() instanceof Booted;
        Optional<Step> known = told.cause()
                .map(cause -> isOwn(cause, told) ? stepOf.get(cause) : life.byCommand.get(cause))
                .filter(step -> !step.closed);
        if (!isInput && known.isPresent()) {
            return known.get();
        }
        if (told.fact() instanceof Booted) {
            life.pending.clear();
        }
        if (isInput && life.pending.isEmpty()) {
            life.close();
        }
        Step step = step(
                told.node(),
                life,
                told.fact() instanceof MessageDelivered delivered
                        ? Optional.ofNullable(stepOf.get(delivered.id()))
                        : Optional.empty());
        told.cause().filter(cause -> !isOwn(cause, told)).ifPresent(cause -> life.byCommand.put(cause, step));
        return step;
    }

    private static boolean isOwn(FactId cause, StampedFact told) {
        return cause.node().equals(told.node()) && cause.boot() == told.boot();
    }

    private Step step(NodeId node, Life life, Optional<Step> sender) {
        life.order = Math.max(life.order, sender.map(one -> one.order).orElse(0L)) + 1;
        Step step = new Step(node, life.order, sender);
        life.open.add(step);
        steps.add(step);
        return step;
    }

    private void wiped(FaultBegan fault, FactId id) {
        if (fault.effects().stream().anyMatch(effect -> effect.kind() == FaultEffect.Kind.FORGETS)) {
            fault.nodes()
                    .forEach(node -> step(node, lives.computeIfAbsent(node, first -> new Life()), Optional.empty())
                            .facts
                            .add(new ModelFact("Wiped", node.toString(), ModelFact.NOBODY, 0, "", id)));
        }
    }

    /** Whether the outcome leaned on logs, of which the model does not speak. */
    public boolean logsDiffer() {
        return logsDiffer;
    }

    /** The names of all members. */
    Set<String> members() {
        return new TreeSet<>(members);
    }

    /** What the model is to do. */
    public List<ModelFact> facts() {
        List<ModelFact> kept = new ArrayList<>();
        Map<NodeId, Set<List<ModelFact>>> repeated = new HashMap<>();
        Map<NodeId, Step> asked = new HashMap<>();
        steps.stream().sorted(Comparator.comparingLong(step -> step.order)).forEach(step -> {
            Set<List<ModelFact>> known = repeated.computeIfAbsent(step.node, node -> new HashSet<>());
            List<ModelFact> facts = step.read(asked);
            if (!facts.stream().allMatch(ModelFact::isOfHeartbeats)) {
                known.clear();
                kept.addAll(facts);
            } else if (known.add(facts.stream().map(ModelFact::anywhere).toList())) {
                kept.addAll(facts);
            }
        });
        return kept;
    }
}
