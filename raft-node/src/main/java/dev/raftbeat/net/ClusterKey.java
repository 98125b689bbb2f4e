package dev.raftbeat.net;

import dev.raftbeat.wire.Frame.Hello;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that the nodes of one cluster share, and what it proves: HMAC-SHA-256 of what a connection begins with. What
 * it proves for one step proves nothing for another, and nothing for another cluster, pair of nodes, life or connection.
 *
 * <p>Not for use by two threads.
 */
public final class ClusterKey {
    /** The fewest characters of a secret. */
    public static final int LENGTH_MIN = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int NONCE_BYTES = 16;

    private final Mac mac;
    private final SecureRandom random = new SecureRandom();

    /** @throws IllegalArgumentException when the secret is too short to be one */
    public ClusterKey(String secret) {
        if (secret.length() < LENGTH_MIN) {
            throw new IllegalArgumentException(
                    "a cluster's key has at least " + LENGTH_MIN + " characters, not " + secret.length());
        }
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** A secret of 256 random bits. */
    public static String newSecret() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }

    /** Which of the three frames a proof belongs to. */
    public enum Step {
        HELLO,
        PROOF,
        WELCOME
    }

    /** A number that no connection has had before and nobody can foretell. */
    public String nonce() {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return HexFormat.of().formatHex(nonce);
    }

    /**
     * What shows that its maker holds the key.
     *
     * @param hello of the connection; its proof does not count
     * @param nonce the one of the side that said the hello
     * @param answer the life and the nonce of the other side, once they are known
     */
    public String proof(Step step, Hello hello, String nonce, String answer) {
        // No part has a blank in it.
        String text = String.join(
                " ",
                "raftbeat",
                step.name(),
                hello.cluster(),
                hello.from().name(),
                hello.to().name(),
                Integer.toString(hello.boot()),
                nonce,
                answer);
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Whether two proofs are the same; how long that takes says nothing about where they differ. */
    static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }
}
