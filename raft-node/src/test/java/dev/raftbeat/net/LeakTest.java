package dev.raftbeat.net;

import static dev.raftbeat.net.Loopback.N1;
import static dev.raftbeat.net.Loopback.N2;
import static dev.raftbeat.net.Loopback.on;
import static dev.raftbeat.net.Loopback.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.net.Ear.Arrived;
import dev.raftbeat.protocol.LinkFact.LinkDown;
import dev.raftbeat.protocol.LinkFact.LinkUp;
import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.raft.RaftMessage.AppendEntries;
import io.netty.buffer.ByteBuf;
import io.netty.util.ResourceLeakDetector;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every buffer is given back. */
@Timeout(60)
class LeakTest {
    private final LinkedBlockingQueue<String> reports = new LinkedBlockingQueue<>();

    /** Netty's detector reports to a log; this keeps what it says. */
    private final class Reports extends Handler {
        @Override
        public void publish(LogRecord said) {
            reports.add(said.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Test
    void noBufferIsLeaked() throws Exception {
        ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();
        Logger log = Logger.getLogger(ResourceLeakDetector.class.getName());
        Reports handler = new Reports();
        log.addHandler(handler);
        log.setUseParentHandlers(false);
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        try {
            live();
            assertThat(untilALeakOfOurOwnIsReported()).isEqualTo(1);
        } finally {
            ResourceLeakDetector.setLevel(before);
            log.setUseParentHandlers(true);
            log.removeHandler(handler);
        }
    }

    private static void live() throws Exception {
        try (Loopback net = new Loopback(N1, N2)) {
            Ear ear1 = new Ear();
            Ear ear2 = new Ear();
            Network n1 = net.start(N1, ear1);
            Network n2 = net.start(N2, ear2);
            ear1.next(LinkUp.class);
            for (int i = 1; i <= 200; i++) {
                send(n1, net.message(N1, N2, new AppendEntries(1, i)));
            }
            for (int i = 1; i <= 200; i++) {
                ear2.next(Arrived.class);
            }
            for (int i = 0; i < 20; i++) {
                RawPeer.to(net.address(N1)).json("garbage").awaitEnd();
                RawPeer.to(net.address(N1)).raw(new byte[] {0, 0, 1, 0, 7}).reset();
            }
            ear1.refused(RefusalReason.MALFORMED);
            for (Set<dev.raftbeat.protocol.NodeId> blackholed :
                    java.util.List.of(Set.of(N1), Set.<dev.raftbeat.protocol.NodeId>of())) {
                on(n2, () -> {
                    n2.blackhole(blackholed);
                    return null;
                });
                send(n1, net.message(N1, N2, new AppendEntries(1, 1)));
            }
            ear1.next(LinkDown.class);
            ear1.next(LinkUp.class);
            on(n1, () -> {
                n1.reset(N2);
                return null;
            });
            ear1.next(LinkUp.class);
        }
    }

    /** Leaks one buffer, which proves that the detector sees, and answers how many leaks were reported in all. */
    private int untilALeakOfOurOwnIsReported() throws Exception {
        leak();
        int reported = 0;
        for (int i = 0; i < 200 && reported == 0; i++) {
            System.gc();
            // Each tracked allocation makes the detector look.
            Sockets.ALLOCATOR.directBuffer(16).release();
            reported += reports.poll(100, TimeUnit.MILLISECONDS) == null ? 0 : 1;
        }
        return reported + reports.size();
    }

    private static void leak() {
        ByteBuf forgotten = Sockets.ALLOCATOR.directBuffer(16);
        forgotten.writeByte(1);
    }
}
