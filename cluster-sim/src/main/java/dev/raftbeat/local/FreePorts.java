package dev.raftbeat.local;

import dev.raftbeat.net.HostPort;
import dev.raftbeat.world.WorldException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Finds ports on loopback that nobody listens on. They lie below the range from which systems choose the ports of
 * outgoing connections: there, a node that keeps knocking at a dead peer's port could be given that very port to knock
 * from, and would then be connected to itself.
 */
final class FreePorts {
    private static final int FIRST = 20_000;
    private static final int COUNT = 12_000;
    private static final int TRIES = 2_000;

    private FreePorts() {}

    static List<HostPort> find(int count, RandomGenerator random) {
        List<HostPort> found = new ArrayList<>();
        int candidate = random.nextInt(COUNT);
        for (int i = 0; i < TRIES && found.size() < count; i++) {
            int port = FIRST + (candidate + i) % COUNT;
            if (isFree(port)) {
                found.add(new HostPort("127.0.0.1", port));
            }
        }
        if (found.size() < count) {
            throw new WorldException(
                    "there are not " + count + " free ports on 127.0.0.1 between " + FIRST + " and " + (FIRST + COUNT));
        }
        return found;
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
