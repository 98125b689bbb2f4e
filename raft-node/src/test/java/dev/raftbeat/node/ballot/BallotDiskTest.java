package dev.raftbeat.node.ballot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.drive.Ports;
import dev.raftbeat.node.ballot.BallotDisk.Mode;
import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.NodeId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The disk thread; the test's own thread is the node's event loop. */
@Timeout(60)
class BallotDiskTest {
    private static final NodeId NODE = new NodeId("disk-test");
    private static final String THREAD = "disk-test-ballot-disk";

    private final BlockingQueue<Runnable> loop = new LinkedBlockingQueue<>();
    private final List<Long> written = Collections.synchronizedList(new ArrayList<>());
    private final List<String> answers = new ArrayList<>();
    private final CountDownLatch writing = new CountDownLatch(1);
    private final CountDownLatch mayWrite = new CountDownLatch(1);
    private BallotDisk disk = new BallotDisk(NODE, ballot -> written.add(ballot.term()), loop::add);

    @AfterEach
    void end() throws InterruptedException {
        mayWrite.countDown();
        disk.close();
        thread().ifPresent(BallotDiskTest::join);
    }

    private void use(BallotStore store) {
        disk.close();
        thread().ifPresent(BallotDiskTest::join);
        disk = new BallotDisk(NODE, store, loop::add);
    }

    private static Optional<Thread> thread() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(THREAD))
                .findAny();
    }

    private static void join(Thread thread) {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(30));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(thread.isAlive()).isFalse();
    }

    /** Returns when the disk thread has done all that it can do for now. */
    private static void untilItWaits() {
        Thread thread = thread().orElseThrow();
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    private void save(long term) {
        disk.save(new Ballot(term, Optional.empty()), new Ports.SaveAnswer() {
            @Override
            public void durable() {
                answers.add(term + " durable");
            }

            @Override
            public void failed(String reason) {
                answers.add(term + " failed: " + reason);
            }
        });
    }

    /** Runs this many answers as the event loop would. */
    private void take(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            Runnable answer = loop.poll(30, TimeUnit.SECONDS);
            assertThat(answer).as("answer %s of %s", i + 1, count).isNotNull();
            answer.run();
        }
        assertThat(loop).isEmpty();
    }

    private void blockWriting(Ballot ballot) throws IOException {
        writing.countDown();
        try {
            mayWrite.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        written.add(ballot.term());
    }

    @Test
    void everySaveIsWrittenAndAnsweredInOrderOnTheLoop() throws InterruptedException {
        for (long term = 1; term <= 200; term++) {
            save(term);
        }
        take(200);
        assertThat(answers).hasSize(200).startsWith("1 durable", "2 durable").endsWith("200 durable");
        assertThat(written).hasSize(200).isSorted();
    }

    @Test
    void itsThreadSaysWhatItIsAndKeepsNoProcessAlive() {
        assertThat(thread())
                .hasValueSatisfying(thread -> assertThat(thread.isDaemon()).isTrue());
    }

    @Test
    void aStalledSaveWaitsWhileEverythingElseGoesOn() throws InterruptedException {
        disk.mode(Mode.STALL);
        assertThat(disk.mode()).isEqualTo(Mode.STALL);
        save(1);
        save(2);
        for (int heartbeat = 0; heartbeat < 10_000; heartbeat++) {
            loop.add(() -> answers.add("heartbeat"));
            take(1);
        }
        untilItWaits();
        assertThat(written).isEmpty();
        assertThat(answers).hasSize(10_000).containsOnly("heartbeat");
        answers.clear();
        disk.mode(Mode.OK);
        take(2);
        assertThat(answers).containsExactly("1 durable", "2 durable");
    }

    @Test
    void aSlowDiskHoldsUpNobodyButItself() throws InterruptedException {
        use(this::blockWriting);
        save(1);
        writing.await();
        save(2);
        disk.mode(Mode.STALL);
        disk.mode(Mode.OK);
        assertThat(loop).isEmpty();
        mayWrite.countDown();
        take(2);
        assertThat(answers).containsExactly("1 durable", "2 durable");
    }

    @Test
    void aStallDoesNotHoldBackWhatIsBeingWritten() throws InterruptedException {
        use(this::blockWriting);
        save(1);
        writing.await();
        disk.mode(Mode.STALL);
        save(2);
        mayWrite.countDown();
        take(1);
        untilItWaits();
        assertThat(answers).containsExactly("1 durable");
        assertThat(written).containsExactly(1L);
    }

    @Test
    void aSaveThatWasToldToFailTouchesNothingAndNoneIsTriedAfterIt() throws InterruptedException {
        disk.mode(Mode.FAIL);
        save(1);
        take(1);
        disk.mode(Mode.OK);
        save(2);
        take(1);
        assertThat(answers)
                .containsExactly(
                        "1 failed: the disk was told to fail",
                        "2 failed: an earlier save failed, and none is tried after that");
        assertThat(written).isEmpty();
    }

    @Test
    void aFailureThatIsUndoneBeforeAnySaveLeavesNoTrace() throws InterruptedException {
        disk.mode(Mode.FAIL);
        disk.mode(Mode.OK);
        save(1);
        take(1);
        assertThat(answers).containsExactly("1 durable");
    }

    @Test
    void aStalledSaveFailsWhenTheDiskIsThenToldTo() throws InterruptedException {
        disk.mode(Mode.STALL);
        save(1);
        untilItWaits();
        disk.mode(Mode.FAIL);
        take(1);
        assertThat(answers).containsExactly("1 failed: the disk was told to fail");
    }

    @Test
    void anErrorOfTheDiskIsTheReason() throws InterruptedException {
        use(ballot -> {
            throw new IOException("I/O error");
        });
        save(1);
        take(1);
        assertThat(answers).containsExactly("1 failed: I/O error");
    }

    @Test
    void anErrorOfTheProgramIsAReasonToo() throws InterruptedException {
        use(ballot -> {
            throw new IllegalStateException();
        });
        save(1);
        save(2);
        take(2);
        assertThat(answers)
                .containsExactly(
                        "1 failed: java.lang.IllegalStateException",
                        "2 failed: an earlier save failed, and none is tried after that");
    }

    @Test
    void anInterruptEndsNothing() throws InterruptedException {
        thread().orElseThrow().interrupt();
        save(1);
        take(1);
        assertThat(answers).containsExactly("1 durable");
    }

    @Test
    void afterCloseNothingIsAnsweredAndWhatWaitsIsNeverWritten() throws InterruptedException {
        use(this::blockWriting);
        Thread thread = thread().orElseThrow();
        save(1);
        writing.await();
        save(2);
        disk.close();
        save(3);
        mayWrite.countDown();
        join(thread);
        assertThat(written).containsExactly(1L);
        assertThat(loop).isEmpty();
    }

    @Test
    void aStalledDiskClosesAtOnce() {
        disk.mode(Mode.STALL);
        save(1);
        Thread thread = thread().orElseThrow();
        disk.close();
        join(thread);
        assertThat(written).isEmpty();
    }

    @Test
    void aLoopThatHasEndedEndsTheDisk() {
        disk.close();
        thread().ifPresent(BallotDiskTest::join);
        disk = new BallotDisk(NODE, ballot -> written.add(ballot.term()), answer -> {
            throw new RejectedExecutionException("the loop has ended");
        });
        Thread thread = thread().orElseThrow();
        save(1);
        join(thread);
        assertThat(written).containsExactly(1L);
    }
}
