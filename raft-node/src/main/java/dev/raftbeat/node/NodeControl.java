package dev.raftbeat.node;

import dev.raftbeat.fault.FaultRefusedException;
import dev.raftbeat.fault.NodeRules;
import dev.raftbeat.net.HostPort;
import dev.raftbeat.protocol.Command;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LifeFact.CommandRefused;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.raft.Role;
import dev.raftbeat.wire.FactCodec;
import dev.raftbeat.wire.NodeStatus;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The control endpoint's view of a node. Called by HTTP's threads; whatever touches the protocol is done on the loop. */
final class NodeControl implements ControlPlane {
    private static final long PATIENCE_MILLIS = 1_000;

    private final Node node;
    private final NodeFacts facts;
    private final NodeOptions options;

    NodeControl(Node node, NodeFacts facts, NodeOptions options) {
        this.node = node;
        this.facts = facts;
        this.options = options;
    }

    @Override
    public boolean alive() {
        try {
            return onLoop(() -> true);
        } catch (Refusal silent) {
            return false;
        }
    }

    @Override
    public boolean ready() {
        OwnState.Picture picture = facts.picture();
        if (picture.role() == Role.LEADER) {
            return true;
        }
        return picture.leader().isPresent()
                && picture.heardNanos().isPresent()
                && System.nanoTime() - picture.heardNanos().getAsLong()
                        < node.settings().electionNanosMax();
    }

    @Override
    public String status() {
        OwnState.Picture picture = facts.picture();
        OptionalLong heard = picture.heardNanos();
        long now = System.nanoTime();
        boolean leads = picture.role() == Role.LEADER;
        OptionalLong lastHeardMs = leads
                ? OptionalLong.of(0)
                : heard.isPresent() ? OptionalLong.of((now - heard.getAsLong()) / 1_000_000) : OptionalLong.empty();
        return new NodeStatus(
                        options.id().name(),
                        "up",
                        Optional.of(picture.role().name()),
                        OptionalLong.of(picture.term()),
                        picture.votedFor().map(NodeId::name),
                        picture.leader().map(NodeId::name),
                        lastHeardMs,
                        OptionalLong.of(picture.boot()),
                        options.control().map(HostPort::toString).orElse(""))
                .toJson();
    }

    @Override
    public String metrics() {
        return facts.metrics()
                .text(facts.picture(), ready(), onLoop(() -> node.network().snapshot()));
    }

    @Override
    public FactQueue openFacts() {
        return facts.hub().open();
    }

    @Override
    public void closeFacts(FactQueue queue) {
        facts.hub().forget(queue);
    }

    @Override
    public String line(StampedFact fact) {
        return FactCodec.line(fact);
    }

    @Override
    public String rules(List<String> lines) {
        requireFaultsAllowed();
        try {
            NodeRules rules = NodeRules.parse(lines, options.id());
            onLoop(() -> {
                node.apply(rules);
                return true;
            });
            return "ok: " + lines.size() + " rules";
        } catch (FaultRefusedException | IllegalArgumentException e) {
            throw new Refusal(400, e.getMessage());
        }
    }

    @Override
    public String settings(List<String> lines) {
        requireFaultsAllowed();
        try {
            Optional<FactId> cause = ControlLines.cause(lines);
            onLoop(() -> node.command(new Command.Configure(ControlLines.settings(lines, node.settings())), cause));
            return "ok: " + String.join("; ", ControlLines.body(lines));
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, e.getMessage());
        }
    }

    @Override
    public String command(List<String> lines) {
        requireFaultsAllowed();
        List<String> body = ControlLines.body(lines);
        if (body.size() != 1) {
            throw new Refusal(400, "one command a request, not " + body.size());
        }
        String line = body.get(0);
        String[] words = line.strip().split("\\s+");
        if (words[0].equals("reset")) {
            reset(line, words);
            return "ok: " + line;
        }
        if (words[0].equals("collect") && words.length == 2) {
            if (!node.garbage().collect(ControlLines.cause(lines))) {
                throw new Refusal(409, options.id() + " collects garbage already");
            }
            return "ok: " + line;
        }
        Command command = parse(line, words);
        List<Fact> told = onLoop(() -> node.command(command, ControlLines.cause(lines)));
        for (Fact fact : told) {
            if (fact instanceof CommandRefused refused) {
                throw new Refusal(409, refused.reason());
            }
        }
        return "ok: " + line;
    }

    /** {@code reset n1 -> n3}, told to either end. */
    private void reset(String line, String[] words) {
        NodeId self = options.id();
        if (words.length != 4 || !(words[1].equals(self.name()) || words[3].equals(self.name()))) {
            throw new Refusal(400, "\"" + line + "\" names no link of " + self + ": reset FROM -> TO");
        }
        NodeId peer = new NodeId(words[1].equals(self.name()) ? words[3] : words[1]);
        onLoop(() -> {
            node.reset(peer);
            return true;
        });
    }

    private Command parse(String line, String[] words) {
        try {
            if (words.length == 2 && words[0].equals("campaign")) {
                return new Command.CampaignNow();
            }
            if (words.length == 2 && words[0].equals("transfer")) {
                return new Command.TransferTo(new NodeId(words[1]));
            }
            if (words.length == 3 && line.startsWith("align timers ")) {
                return new Command.AlignTimer(Long.parseLong(words[2]));
            }
            if (line.equals("spread timers")) {
                return new Command.SpreadTimer();
            }
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "\"" + line + "\": " + e.getMessage());
        }
        throw new Refusal(
                400, "\"" + line + "\" is no command of a node: campaign, transfer, align, spread, collect or reset");
    }

    private void requireFaultsAllowed() {
        if (!options.guard().allowFaults()) {
            throw new Refusal(403, "this node takes no faults: it was not started with --allow-faults");
        }
    }

    private <T> T onLoop(Callable<T> task) {
        try {
            return node.loop().submit(task).get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new Refusal(503, "the event loop has not answered within " + PATIENCE_MILLIS + " ms");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IllegalArgumentException bad) {
                throw bad;
            }
            throw new Refusal(500, "the node failed: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(503, "the node is ending");
        }
    }
}
