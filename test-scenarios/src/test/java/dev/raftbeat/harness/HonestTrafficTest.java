package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.drive.RateLimit;
import dev.raftbeat.drive.TermBudget;
import dev.raftbeat.drive.TermClaims;
import dev.raftbeat.protocol.Bounds;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.LinkFact.BallotDoubted;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.TermAdvanced;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.scenario.ScenarioRunner;
import dev.raftbeat.scenario.SeedSurvey;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What honest nodes send to each other, in every scenario and under several seeds, stays within the bounds that a node
 * holds its peers to. The simulated nodes themselves refuse nothing for its pace: here it is only measured.
 */
@BesideAnother
class HonestTrafficTest {
    private static final int SEEDS = Integer.getInteger("raftbeat.scenario.seeds", 2);

    static Stream<String> files() {
        return ScenarioFilesTest.files();
    }

    @ParameterizedTest
    @MethodSource("files")
    void nothingHonestIsEverTooMuch(String file) {
        List<Traffic> all = new ArrayList<>();
        ScenarioRunner runner = new ScenarioRunner("sim", spec -> {
            SimWorld world = new SimWorld(SimOptions.of(spec));
            Traffic traffic = new Traffic(world.members().size());
            synchronized (all) {
                all.add(traffic);
            }
            world.observe(traffic);
            return world;
        });
        SeedSurvey.of(runner, ScenarioFiles.read(ScenarioFiles.FOLDER.resolve(file)), 1, SEEDS);

        assertThat(all).isNotEmpty().allMatch(traffic -> traffic.messages > 0);
        assertThat(all).allSatisfy(traffic -> assertThat(traffic.tooMuch).isEmpty());
    }

    /** What one run's nodes send, held against the bounds. */
    private static final class Traffic implements FactSink {
        private final int members;
        private final Map<NodeId, Long> terms = new TreeMap<>();
        private final Map<NodeId, TermBudget> budgets = new TreeMap<>();
        private final Map<NodeId, Settings> settings = new TreeMap<>();
        private final Map<NodeId, TermClaims> claims = new TreeMap<>();
        private final Map<String, RateLimit> frames = new TreeMap<>();
        private final Map<NodeId, RateLimit> timeoutNows = new TreeMap<>();
        private final List<String> tooMuch = new ArrayList<>();
        private long messages;

        private Traffic(int members) {
            this.members = members;
        }

        @Override
        public void tell(StampedFact stamped) {
            if (stamped.fact() instanceof BallotDoubted) {
                tooMuch.add("a ballot that nobody touched is doubted: " + stamped.fact());
            }
            NodeId node = stamped.node();
            if (stamped.fact() instanceof Booted booted) {
                terms.put(node, booted.term());
                settings.put(node, booted.settings());
                claims.put(node, new TermClaims());
                budgets.put(node, new TermBudget(members, booted.term(), stamped.tNanos()));
            } else if (stamped.fact() instanceof SettingsChanged changed) {
                settings.put(node, changed.settings());
            } else if (stamped.fact() instanceof TermAdvanced advanced) {
                terms.put(node, advanced.toTerm());
            } else if (stamped.fact() instanceof BecameCandidate candidate) {
                terms.put(node, candidate.term());
            } else if (stamped.fact() instanceof MessageSent sent) {
                sent(sent, new Link(node, sent.to()), stamped);
            } else if (stamped.fact() instanceof MessageDelivered delivered) {
                delivered(delivered, node, stamped.tNanos());
            }
        }

        private void sent(MessageSent sent, Link link, StampedFact stamped) {
            messages++;
            FactId id = stamped.id();
            hold(
                    frames.computeIfAbsent(link.toString(), absent -> new RateLimit(Bounds.FRAMES_A_SECOND))
                            .allows(stamped.tNanos()),
                    "the frames of " + link + " at " + id);
            if (sent.kind().equals("TimeoutNow")) {
                hold(
                        timeoutNows
                                .computeIfAbsent(sent.to(), absent -> new RateLimit(Bounds.TIMEOUT_NOWS_A_SECOND))
                                .allows(stamped.tNanos()),
                        "TimeoutNow for " + sent.to() + " at " + id);
            }
            hold(id.boot() <= Bounds.BOOT_MAX, "the life in " + id);
            hold(stamped.lamport() <= Bounds.LAMPORT_LEAP_MAX, "the stamp of " + id);
        }

        private void delivered(MessageDelivered delivered, NodeId node, long now) {
            long aMinute = TermClaims.aMinute(settings.get(node).electionNanosMin());
            hold(
                    claims.get(node).allows(delivered.from(), terms.get(node), delivered.term(), aMinute, now),
                    "term " + delivered.term() + " of " + delivered.from() + " for " + node);
            hold(
                    budgets.get(node).allows(terms.get(node), delivered.term(), now),
                    "term " + delivered.term() + " of " + delivered.id() + " for " + node);
        }

        private void hold(boolean within, String what) {
            if (!within) {
                tooMuch.add(what);
            }
        }
    }
}
