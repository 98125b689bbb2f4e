package dev.raftbeat.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.net.ClusterKey.Step;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.wire.Frame.Hello;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class ClusterKeyTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private final ClusterKey key = new ClusterKey(SECRET);

    /** What another implementation has to do. */
    @Test
    void aProofIsTheHmacOfAllThatTheConnectionBeginsWith() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] expected = mac.doFinal("raftbeat PROOF c1 n1 n2 3 aaaa 7 bbbb".getBytes(StandardCharsets.UTF_8));
        assertThat(key.proof(Step.PROOF, new Hello("c1", N1, N2, 3), "aaaa", "7 bbbb"))
                .isEqualTo(HexFormat.of().formatHex(expected));
    }

    @Test
    void everyPartCounts() {
        Set<String> proofs = new HashSet<>();
        for (Step step : Step.values()) {
            proofs.add(key.proof(step, new Hello("c1", N1, N2, 3), "a", "7 b"));
        }
        proofs.add(key.proof(Step.PROOF, new Hello("c2", N1, N2, 3), "a", "7 b"));
        proofs.add(key.proof(Step.PROOF, new Hello("c1", N2, N1, 3), "a", "7 b"));
        proofs.add(key.proof(Step.PROOF, new Hello("c1", N1, N2, 4), "a", "7 b"));
        proofs.add(key.proof(Step.PROOF, new Hello("c1", N1, N2, 3), "b", "7 b"));
        proofs.add(key.proof(Step.PROOF, new Hello("c1", N1, N2, 3), "a", "8 b"));
        proofs.add(key.proof(Step.PROOF, new Hello("c1", N1, N2, 3), "a", "7 c"));
        proofs.add(new ClusterKey(SECRET + "0").proof(Step.PROOF, new Hello("c1", N1, N2, 3), "a", "7 b"));
        assertThat(proofs).hasSize(10);
    }

    @Test
    void noNonceComesTwice() {
        Set<String> nonces = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            nonces.add(key.nonce());
        }
        assertThat(nonces).hasSize(1_000).allMatch(nonce -> nonce.matches("[0-9a-f]{32}"));
    }

    @Test
    void aShortSecretIsNone() {
        assertThatThrownBy(() -> new ClusterKey(SECRET.substring(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a cluster's key has at least 32 characters, not 31");
    }
}
