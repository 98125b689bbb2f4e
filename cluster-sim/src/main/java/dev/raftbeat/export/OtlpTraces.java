package dev.raftbeat.export;

import dev.raftbeat.check.failover.Failover;
import dev.raftbeat.check.failover.Reign;
import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.protocol.VoteFact.VoteCounted;
import dev.raftbeat.why.Excerpt;
import dev.raftbeat.why.Explanation;
import dev.raftbeat.why.Origin;
import dev.raftbeat.why.Why;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The elections of a run as OpenTelemetry traces, in OTLP/JSON. The root of each is the time without a leader, and its
 * children are what the candidates went through; it is linked to a span of the fault that it goes back to. Times are those
 * of the calendar, as the first node that came up told it.
 */
public final class OtlpTraces {
    /** The service under which the cluster as a whole is shown. */
    private static final String CLUSTER = "cluster";

    private final Why why;
    private final List<Reign> reigns;
    private final String run;
    private final long epochNanos;
    private final JsonList resources;
    private final Set<String> faults = new TreeSet<>();

    private OtlpTraces(Excerpt excerpt, Why why, String run, Consumer<String> text) {
        this.why = why;
        this.run = run;
        reigns = excerpt.meter().reigns();
        epochNanos = epoch(why.facts());
        resources = new JsonList(text, "resourceSpans");
    }

    /** @param run what it is called */
    public static void write(Excerpt excerpt, Why why, TimeRange range, String run, Consumer<String> text) {
        OtlpTraces traces = new OtlpTraces(excerpt, why, run, text);
        for (ElectionSteps election : ElectionSteps.of(excerpt, why)) {
            long began = election.first().tNanos();
            if (range.overlaps(
                    began, election.elected().map(StampedFact::tNanos).orElse(began))) {
                traces.write(election);
            }
        }
        traces.resources.end(Collections.emptyMap());
    }

    /** What has to be added to a time of the run. */
    private static long epoch(List<StampedFact> facts) {
        return facts.stream()
                .filter(fact -> fact.fact() instanceof Booted)
                .findFirst()
                .map(fact -> ((Booted) fact.fact()).wallMillis() * 1_000_000L - fact.tNanos())
                .orElse(0L);
    }

    private void write(ElectionSteps election) {
        Explanation because = why.explain(election.first());
        OtlpSpan root = root(election, because);
        because.origin()
                .fact()
                .filter(fact -> because.origin().kind() == Origin.Kind.FAULT)
                .ifPresent(fact -> {
                    OtlpSpan fault = fault(fact);
                    if (faults.add(fault.traceId())) {
                        tell(CLUSTER, List.of(fault));
                    }
                    root.linkTo(fault);
                });
        tell(CLUSTER, List.of(root));
        for (ElectionSteps.Campaign campaign : election.campaigns()) {
            tell(campaign.began().node().name(), steps(root, election, campaign, because.failover()));
        }
    }

    private void tell(String service, List<OtlpSpan> spans) {
        Map<String, Object> scope = new LinkedHashMap<>();
        scope.put("scope", Collections.singletonMap("name", "raftbeat"));
        scope.put("spans", spans.stream().map(OtlpSpan::json).toList());
        Map<String, Object> resource = new LinkedHashMap<>();
        resource.put("resource", OtlpSpan.resource(service, run));
        resource.put("scopeSpans", List.of(scope));
        resources.add(resource);
    }

    private OtlpSpan fault(StampedFact began) {
        long to = why.faults().stream()
                .filter(span -> span.began().id().equals(began.id()) && span.toNanos() != Long.MAX_VALUE)
                .mapToLong(span -> span.toNanos())
                .findFirst()
                .orElse(began.tNanos());
        String text = why.faults().stream()
                .filter(span -> span.began().id().equals(began.id()))
                .map(span -> span.text())
                .findFirst()
                .orElse(began.fact().name());
        return OtlpSpan.root(key(began), "fault " + text, at(began.tNanos()), at(to))
                .with("raftbeat.fact", began.id().toString());
    }

    /** Runs that are alike differ in their times. */
    private String key(StampedFact fact) {
        return fact.id() + " at " + at(fact.tNanos());
    }

    private long at(long tNanos) {
        return epochNanos + tNanos;
    }

    /** The time without a leader; where there was one all the time, that of the campaign. */
    private OtlpSpan root(ElectionSteps election, Explanation because) {
        Optional<Failover> change = because.failover();
        Optional<Reign> reign =
                reigns.stream().filter(one -> one.term() == election.term()).findFirst();
        boolean first = reign.isPresent() && reigns.get(0).equals(reign.get());
        long begin = change.map(Failover::lossNanos)
                .orElseGet(() ->
                        first ? why.zeroNanos() : began(election.campaigns().get(0)));
        long end = change.map(Failover::followedNanos)
                .or(() -> reign.map(Reign::fromNanos))
                .or(() -> election.elected().map(StampedFact::tNanos))
                .orElseGet(() -> election.campaigns()
                        .get(election.campaigns().size() - 1)
                        .began()
                        .tNanos());
        return OtlpSpan.root(
                        key(election.first()),
                        "election " + election.number() + ", term " + election.term(),
                        at(begin),
                        at(Math.max(begin, end)))
                .with("raftbeat.term", election.term())
                .with("raftbeat.leaderless", change.isPresent() || first)
                .with(
                        "raftbeat.elected",
                        election.elected().map(one -> one.node().name()).orElse("nobody"))
                .with("raftbeat.cause", because.origin().kind().words())
                .with("raftbeat.verdict", because.verdict())
                .with("raftbeat.judgement", because.judgement())
                .with("raftbeat.why", because.sentence());
    }

    /** When its timer was armed, or else when it was told to campaign. */
    private static long began(ElectionSteps.Campaign campaign) {
        return campaign.timer()
                .map(timer -> {
                    TimerFired fired = (TimerFired) timer.fact();
                    return timer.tNanos() - fired.lateNanos() - fired.drawNanos();
                })
                .or(() -> campaign.preVote().map(StampedFact::tNanos))
                .orElse(campaign.began().tNanos());
    }

    private List<OtlpSpan> steps(
            OtlpSpan root, ElectionSteps election, ElectionSteps.Campaign campaign, Optional<Failover> change) {
        List<OtlpSpan> steps = new ArrayList<>();
        long began = campaign.began().tNanos();
        long asked = campaign.preVote().map(StampedFact::tNanos).orElse(began);
        long savedTo = campaign.saved().map(StampedFact::tNanos).orElse(began);
        long savedFrom = campaign.saved()
                .map(saved -> savedTo - ((BallotSaved) saved.fact()).tookNanos())
                .orElse(began);
        campaign.timer().ifPresent(timer -> {
            // Before the leader was lost there was nothing to detect.
            long from = change.map(Failover::lossNanos)
                    .filter(loss -> loss <= timer.tNanos())
                    .orElse(began(campaign));
            steps.add(root.child("detection", at(from), at(timer.tNanos()))
                    .with("raftbeat.fact", timer.id().toString())
                    .with("raftbeat.timeout_ns", ((TimerFired) timer.fact()).drawNanos()));
        });
        campaign.preVote()
                .ifPresent(preVote -> steps.add(root.child("PreVote", at(asked), at(Math.max(asked, savedFrom)))
                        .with("raftbeat.fact", preVote.id().toString())));
        campaign.saved()
                .ifPresent(saved -> steps.add(root.child("save", at(savedFrom), at(savedTo))
                        .with("raftbeat.fact", saved.id().toString())));
        Optional<StampedFact> won = election.elected()
                .filter(leader -> leader.node().equals(campaign.began().node()));
        long counted =
                campaign.counted().stream().mapToLong(StampedFact::tNanos).max().orElse(began);
        OtlpSpan vote = root.child(
                        "vote", at(began), at(won.map(StampedFact::tNanos).orElse(counted)))
                .with("raftbeat.fact", campaign.began().id().toString())
                .with("raftbeat.won", won.isPresent());
        campaign.counted().forEach(count -> {
            VoteCounted fact = (VoteCounted) count.fact();
            vote.event(
                    at(count.tNanos()), "vote of " + fact.voter() + " counted: " + fact.have() + " of " + fact.need());
        });
        steps.add(vote);
        won.ifPresent(leader -> reigns.stream()
                .filter(one -> one.term() == election.term() && one.leader().equals(leader.node()))
                .findFirst()
                .ifPresent(reign -> steps.add(root.child(
                                "first heartbeat",
                                at(leader.tNanos()),
                                at(Math.max(leader.tNanos(), reign.fromNanos())))
                        .with("raftbeat.fact", leader.id().toString()))));
        String node = campaign.began().node().name();
        steps.forEach(step -> step.named(node, campaign.began().id().toString()));
        return steps;
    }
}
