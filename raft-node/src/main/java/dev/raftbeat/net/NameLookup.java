package dev.raftbeat.net;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.Security;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Looks names up, afresh each time and never on the event loop: a slow name server must not delay a heartbeat. The JDK
 * would remember answers for half a minute and failures for ten seconds, longer than a container takes to come back
 * under another address, so both memories are switched off for the process.
 */
final class NameLookup {
    static {
        Security.setProperty("networkaddress.cache.ttl", "0");
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
    }

    private final Executor loop;
    private final ThreadPoolExecutor threads;

    NameLookup(Executor loop) {
        this.loop = loop;
        // One thread a lookup under way, of which each peer has one at the most, and none when there is nothing to do.
        threads =
                new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), lookup -> {
                    Thread thread = new Thread(lookup, "raftbeat-names");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    interface Answer {
        void found(InetAddress address);

        void failed(String reason);
    }

    /** Answers on the loop: at once for a literal address, later for a name. */
    void find(String host, Answer answer) {
        if (NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host)) {
            tellAtOnce(host, answer);
        } else {
            threads.execute(() -> lookUp(host, answer));
        }
    }

    private void lookUp(String host, Answer answer) {
        Runnable result = () -> answer.failed("the name could not be looked up");
        try {
            InetAddress address = address(host);
            result = () -> answer.found(address);
        } catch (UnknownHostException e) {
            result = () -> answer.failed(e.getMessage());
        } finally {
            tell(result);
        }
    }

    private void tell(Runnable result) {
        try {
            loop.execute(result);
        } catch (RejectedExecutionException e) {
            // The node has ended while the name server was thinking: nobody waits for the answer.
            close();
        }
    }

    private static void tellAtOnce(String literal, Answer answer) {
        try {
            answer.found(address(literal));
        } catch (UnknownHostException e) {
            answer.failed(e.getMessage());
        }
    }

    /** @throws UnknownHostException in plain words, also for a name that stands for the wildcard address */
    static InetAddress address(String host) throws UnknownHostException {
        InetAddress address;
        try {
            address = InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new UnknownHostException("the name " + host + " does not resolve");
        }
        if (address.isAnyLocalAddress()) {
            throw new UnknownHostException(host + " is the wildcard address, which is nobody's");
        }
        return address;
    }

    void close() {
        threads.shutdownNow();
    }
}
