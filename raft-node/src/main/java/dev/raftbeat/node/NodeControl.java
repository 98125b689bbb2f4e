package dev.raftbeat.node;

import dev.raftbeat.fault.rule.NodeRules;
import dev.raftbeat.http.HttpRefusal;
import dev.raftbeat.net.HostPort;
import dev.raftbeat.protocol.Command;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LifeFact.CommandRefused;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.wire.FactCodec;
import dev.raftbeat.wire.NodeStatus;
import dev.raftbeat.wire.RecordJson;
import dev.raftbeat.wire.WireException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

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
        } catch (HttpRefusal silent) {
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
                && picture.settings().isPresent()
                && System.nanoTime() - picture.heardNanos().getAsLong()
                        < picture.settings().get().electionNanosMax();
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
                        Optional.of(picture.role().name()),
                        OptionalLong.of(picture.term()),
                        picture.votedFor().map(NodeId::name),
                        picture.leader().map(NodeId::name),
                        lastHeardMs,
                        OptionalLong.of(picture.boot()),
                        options.control().map(HostPort::toString).orElse(""),
                        "up")
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
        return understood(() -> {
            NodeRules rules = readRules(String.join("\n", lines));
            onLoop(() -> {
                node.apply(rules);
                return true;
            });
            return "ok: " + rules;
        });
    }

    private static NodeRules readRules(String json) {
        try {
            return RecordJson.read(json, NodeRules.class);
        } catch (WireException e) {
            throw HttpRefusal.bad("the rules are refused: " + e.detail());
        }
    }

    @Override
    public String settings(List<String> lines) {
        requireFaultsAllowed();
        return understood(() -> {
            Optional<FactId> cause = ControlLines.cause(lines);
            onLoop(() -> node.configure(settings -> ControlLines.settings(lines, settings), cause));
            return "ok: " + String.join("; ", ControlLines.body(lines));
        });
    }

    @Override
    public String command(List<String> lines) {
        requireFaultsAllowed();
        return understood(() -> {
            Optional<FactId> cause = ControlLines.cause(lines);
            List<String> body = ControlLines.body(lines);
            if (body.size() != 1) {
                throw HttpRefusal.bad("one command a request, not " + body.size());
            }
            carryOut(body.get(0).strip(), cause);
            return "ok: " + body.get(0);
        });
    }

    private void carryOut(String line, Optional<FactId> cause) {
        Optional<NodeId> peer = ControlLines.peerToReset(line, options.id());
        if (peer.isPresent()) {
            onLoop(() -> {
                node.reset(peer.get());
                return true;
            });
        } else if (ControlLines.isCollect(line, options.id())) {
            if (!node.garbage().collect(cause)) {
                throw new HttpRefusal(409, options.id() + " collects garbage already");
            }
        } else {
            Command command = ControlLines.command(line, options.id());
            for (Fact fact : onLoop(() -> node.command(command, cause))) {
                if (fact instanceof CommandRefused refused) {
                    throw new HttpRefusal(409, refused.reason());
                }
            }
        }
    }

    /** What is not understood of a request, wherever that is noticed, is the caller's affair: never a dropped connection. */
    private static <T> T understood(Supplier<T> request) {
        try {
            return request.get();
        } catch (IllegalArgumentException e) {
            throw HttpRefusal.bad(e.getMessage() == null ? "the request is not understood" : e.getMessage());
        }
    }

    private void requireFaultsAllowed() {
        if (!options.guard().allowFaults()) {
            throw new HttpRefusal(403, "this node takes no faults: it was not started with --allow-faults");
        }
    }

    private <T> T onLoop(Callable<T> task) {
        return LoopCall.on(node.loop(), task, PATIENCE_MILLIS);
    }
}
