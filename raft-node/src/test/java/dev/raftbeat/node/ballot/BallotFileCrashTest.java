package dev.raftbeat.node.ballot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.NodeId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A node is killed, or its machine loses power, between any two steps and within any write. Whatever is left, the next
 * life starts, with the last acknowledged ballot or the one that was being saved, and with a number of its own.
 */
class BallotFileCrashTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final BallotSlot BLANK = BallotFile.blank("demo", N1);
    private static final int SAVES = 2;

    /** What the world outside has been told by the node, over all of its lives. */
    private record Known(Ballot acknowledged, Optional<Ballot> inFlight, int boot) {
        static final Known NOTHING = new Known(Ballot.BLANK, Optional.empty(), 0);
    }

    /** One life, which may end in the middle; {@link #known} is then what it had told. */
    private static final class Life {
        private Known known;

        Life(Known known) {
            this.known = known;
        }

        /** Answers whether it lived to its end. */
        boolean run(SimulatedDirectory dir, int saves) throws IOException {
            try (BallotFile file = BallotFile.open(dir, BLANK)) {
                List<Ballot> allowed = new ArrayList<>(List.of(known.acknowledged));
                known.inFlight.ifPresent(allowed::add);
                assertThat(file.ballot()).isIn(allowed);
                assertThat(file.boot()).isGreaterThan(known.boot);
                known = new Known(file.ballot(), Optional.empty(), file.boot());
                for (int i = 0; i < saves; i++) {
                    Ballot next = new Ballot(known.acknowledged.term() + 1, Optional.of(new NodeId("n" + (i + 1))));
                    known = new Known(known.acknowledged, Optional.of(next), known.boot);
                    file.save(next);
                    known = new Known(next, Optional.empty(), known.boot);
                }
                return true;
            } catch (SimulatedDirectory.Killed e) {
                return false;
            }
        }
    }

    private interface Check {
        void accept(Remains remains) throws IOException;
    }

    /** A directory that a crash left, and what had been told until then. */
    private record Remains(SimulatedDirectory dir, Known known) {
        static Remains none() {
            return new Remains(new SimulatedDirectory(), Known.NOTHING);
        }

        void mustStart() throws IOException {
            assertThat(new Life(known).run(dir.afterKill(), 1)).isTrue();
        }

        /** Everything that is left when the life that begins here ends at any step, with these cuts of each write. */
        void crashes(boolean everyByte, Check check) throws IOException {
            SimulatedDirectory whole = dir.afterKill();
            assertThat(new Life(known).run(whole, SAVES)).isTrue();
            for (int step = 0; step <= whole.steps(); step++) {
                int bytes = crash(step, 0, check);
                int[] cuts = everyByte
                        ? IntStream.range(1, bytes).toArray()
                        : new int[] {1, bytes / 2, bytes - 5, bytes - 1};
                for (int cut : bytes == 0 ? new int[0] : cuts) {
                    crash(step, cut, check);
                }
            }
        }

        /** Answers the length of the write at this step. */
        private int crash(int step, int bytes, Check check) throws IOException {
            SimulatedDirectory crashed = dir.afterKill().killAt(step, bytes);
            Life life = new Life(known);
            life.run(crashed, SAVES);
            check.accept(new Remains(crashed, life.known));
            for (SimulatedDirectory left : crashed.afterPowerCut()) {
                check.accept(new Remains(left, life.known));
            }
            return crashed.killedWriteBytes();
        }
    }

    @Test
    void aKillOrAPowerCutAtAnyStepAndByteLosesNothing() throws IOException {
        AtomicInteger count = new AtomicInteger();
        Remains.none().crashes(true, left -> {
            left.mustStart();
            count.incrementAndGet();
        });
        assertThat(count).hasValueGreaterThan(2 * 4 * BallotSlot.BYTES);
    }

    @Test
    void aSecondCrashInTheLifeAfterACrashLosesNothing() throws IOException {
        AtomicInteger count = new AtomicInteger();
        Remains.none()
                .crashes(
                        false,
                        first -> first.crashes(false, second -> {
                            second.mustStart();
                            count.incrementAndGet();
                        }));
        assertThat(count).hasValueGreaterThan(10_000);
    }

    @Test
    void aFailedForceThatDroppedWhatItHeldIsNotBelievedByTheNextLife() throws IOException {
        Remains lived = Remains.none();
        Life first = new Life(lived.known);
        first.run(lived.dir, SAVES);
        int opening = stepsToOpen(lived.dir);
        int failures = 0;
        for (int step = opening; step < opening + 2 * SAVES; step++) {
            SimulatedDirectory dir = lived.dir.afterKill().failAt(step, new IOException("I/O error"));
            Life second = new Life(first.known);
            assertThatThrownBy(() -> second.run(dir, SAVES))
                    .isInstanceOf(BallotFileException.class)
                    .hasMessageContaining("/nodes/n1/ballot cannot be used (I/O error)");
            new Remains(dir, second.known).crashes(false, Remains::mustStart);
            failures++;
        }
        assertThat(failures).isEqualTo(2 * SAVES);
    }

    @Test
    void anOpeningThatFailsAtAnyStepLosesNothing() throws IOException {
        Remains lived = Remains.none();
        Life first = new Life(lived.known);
        first.run(lived.dir, SAVES);
        for (int step = 0; step < stepsToOpen(lived.dir); step++) {
            SimulatedDirectory dir = lived.dir.afterKill().failAt(step, new IOException("I/O error"));
            assertThatThrownBy(() -> BallotFile.open(dir, BLANK)).isInstanceOf(BallotFileException.class);
            new Remains(dir, first.known).mustStart();
            for (SimulatedDirectory cut : dir.afterPowerCut()) {
                new Remains(cut, first.known).mustStart();
            }
        }
    }

    @Test
    void aCrashDuringAWipeLeavesTheBallotOrNone() throws IOException {
        SimulatedDirectory lived = new SimulatedDirectory();
        Life first = new Life(Known.NOTHING);
        first.run(lived, SAVES);
        Known wiping = new Known(first.known.acknowledged, Optional.of(Ballot.BLANK), first.known.boot);
        SimulatedDirectory whole = lived.afterKill();
        BallotFile.wipe(whole, "demo", N1);
        assertThat(whole.steps()).isGreaterThan(3);
        for (int step = 0; step < whole.steps(); step++) {
            SimulatedDirectory dir = lived.afterKill().killAt(step, 0);
            assertThatThrownBy(() -> BallotFile.wipe(dir, "demo", N1)).isInstanceOf(SimulatedDirectory.Killed.class);
            new Remains(dir, wiping).mustStart();
            for (SimulatedDirectory cut : dir.afterPowerCut()) {
                new Remains(cut, wiping).mustStart();
            }
        }
    }

    private static int stepsToOpen(SimulatedDirectory dir) throws IOException {
        SimulatedDirectory copy = dir.afterKill();
        BallotFile.open(copy, BLANK).close();
        return copy.steps();
    }
}
