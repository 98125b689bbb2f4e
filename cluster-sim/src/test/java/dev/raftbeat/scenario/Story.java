package dev.raftbeat.scenario;

import dev.raftbeat.check.History;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import dev.raftbeat.scenario.expect.Judgement;
import dev.raftbeat.scenario.expect.RunObservations;
import java.util.List;
import java.util.Optional;

/** A history of a cluster of three, written by hand, read by a chronicle, and what an expectation says of it. */
public final class Story {
    private final History history = History.booted(3);
    private final RunObservations chronicle = new RunObservations(History.ids("n1", "n2", "n3"), History.LAN, 0);
    private int read;
    private long millis;

    public static Story begun() {
        return new Story();
    }

    /** n1 leads term 1 and all follow it. */
    public static Story led() {
        return begun().at(200).elects("n1", 1);
    }

    public Story at(long nowMillis) {
        history.at(nowMillis);
        millis = nowMillis;
        return this;
    }

    public Story tells(String node, Fact... facts) {
        history.node(node).tells(facts);
        return this;
    }

    public Story elects(String node, long term) {
        tells(node, new BecameCandidate(term, false), new BecameLeader(term, History.ids("n1", "n2")));
        List.of("n1", "n2", "n3").stream()
                .filter(other -> !other.equals(node))
                .forEach(other -> tells(other, new BecameFollower(term, Optional.of(History.id(node)))));
        return acknowledged(node, term);
    }

    /** Everybody answers a heartbeat of this leader. */
    Story acknowledged(String leader, long term) {
        for (String other : List.of("n1", "n2", "n3")) {
            if (!other.equals(leader)) {
                StampedFact reply = history.node(other).sends(leader, "AppendEntriesReply", term);
                history.node(leader).receives(reply);
            }
        }
        return this;
    }

    /** Heartbeats that are answered, every 50 ms, up to this time. */
    public Story beats(String leader, long term, long untilMillis) {
        for (long at = millis; at <= untilMillis; at += 50) {
            at(at).acknowledged(leader, term);
        }
        return at(untilMillis);
    }

    public Story kills(String node) {
        history.world().tells(History.began(90, "kill " + node, "fault", History.ids(node), List.of(), ""));
        history.world().tells(new ProcessEnded(History.id(node), "killed"));
        return this;
    }

    public Story cuts(String from, String to) {
        history.fault("cut " + from + " -> " + to, History.ids(from, to), from + " -> " + to);
        return this;
    }

    public Story begins(String text, List<NodeId> nodes, String... links) {
        history.fault(text, nodes, links);
        return this;
    }

    public Story acts(String text, String node) {
        history.action(text, History.ids(node));
        return this;
    }

    /** A message is sent, and lost by a rule. */
    public Story loses(String from, String to) {
        StampedFact sent = history.node(from).sends(to, "AppendEntries", 1);
        return tells(
                to,
                new MessageLost(
                        sent.id(),
                        History.id(from),
                        History.id(to),
                        "AppendEntries",
                        1,
                        LossReason.CUT,
                        Optional.empty()));
    }

    /** Facts of this node that are never heard. */
    public Story hides(String node, int count) {
        history.node(node).loses(count);
        return this;
    }

    public History history() {
        return history;
    }

    /** Everything up to now has been judged. */
    public Story turnsPage() {
        chronicle().turnPage();
        return this;
    }

    public RunObservations chronicle() {
        List<StampedFact> facts = history.facts();
        facts.subList(read, facts.size()).forEach(chronicle::tell);
        read = facts.size();
        chronicle.passTo(millis * 1_000_000L);
        return chronicle;
    }

    public Judgement says(String expectation) {
        try {
            ScenarioStep.Expect step =
                    (ScenarioStep.Expect) ScenarioParser.parse("story", "cluster 3\nexpect " + expectation)
                            .trials()
                            .get(0)
                            .steps()
                            .get(0);
            return step.expectation().judge(chronicle());
        } catch (ScenarioSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
