package dev.raftbeat.net;

import dev.raftbeat.net.ClusterKey.Step;
import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.wire.Frame;
import dev.raftbeat.wire.Frame.Challenge;
import dev.raftbeat.wire.Frame.Hello;
import dev.raftbeat.wire.Frame.Proof;
import dev.raftbeat.wire.Frame.Seal;
import dev.raftbeat.wire.Frame.Welcome;
import dev.raftbeat.wire.MessageCodec;
import dev.raftbeat.wire.WireException;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a connection begins. Without a key a hello is answered with a welcome, and both are believed. With one, each of
 * them bears a proof, and a challenge and its answer stand between the two:
 *
 * <ol>
 *   <li>hello: who speaks, a nonce, and a proof of it. Who has no key is refused here and costs nothing more.
 *   <li>challenge: a nonce of the other side, because the hello may be a captured one.
 *   <li>proof of both nonces: who opened the connection holds the key now.
 *   <li>welcome, with a proof of both nonces: the other side does, too.
 * </ol>
 *
 * <p>Each side has one for each connection.
 */
final class Introduction {
    private static final int REHEARSALS = 40;

    private final Optional<ClusterKey> key;
    private final Hello hello;
    private final int boot;
    /** What both sides know of the one that was called: its life and its nonce. */
    private Optional<String> answer = Optional.empty();

    private Introduction(NetOptions options, Hello hello) {
        key = options.key();
        boot = options.boot();
        this.hello = hello;
    }

    /** On the side that opens the connection. */
    static Introduction to(NodeId peer, NetOptions options) {
        Hello bare = new Hello(options.cluster(), options.self(), peer, options.boot());
        return new Introduction(
                options, options.key().map(key -> sealed(bare, key)).orElse(bare));
    }

    private static Hello sealed(Hello bare, ClusterKey key) {
        String nonce = key.nonce();
        Seal seal = new Seal(nonce, key.proof(Step.HELLO, bare, nonce, ""));
        return new Hello(bare.cluster(), bare.from(), bare.to(), bare.boot(), Optional.of(seal));
    }

    /**
     * On the other side.
     *
     * @throws WireException when only one side has a key, or the keys differ
     */
    static Introduction heard(Hello hello, NetOptions options) throws WireException {
        String who = "hello as " + hello.from();
        if (hello.seal().isPresent() && options.key().isEmpty()) {
            throw notProven(who + " with a key, and this node has none");
        } else if (hello.seal().isEmpty() && options.key().isPresent()) {
            throw notProven(who + " without a key, and this node has one");
        } else if (hello.seal().isPresent()) {
            Seal seal = hello.seal().get();
            String expected = options.key().get().proof(Step.HELLO, hello, seal.nonce(), "");
            require(expected, seal.proof(), who + " with another key");
        }
        return new Introduction(options, hello);
    }

    Hello hello() {
        return hello;
    }

    boolean needsProof() {
        return key.isPresent();
    }

    /** What the other side asks the one that opened the connection. */
    Challenge challenge() {
        String nonce = key.orElseThrow().nonce();
        answer = Optional.of(boot + " " + nonce);
        return new Challenge(boot, nonce);
    }

    /** What the one that opened it answers. */
    Proof answer(Challenge challenge) throws WireException {
        if (key.isEmpty()) {
            throw notProven(hello.to() + " asks for a proof, and this node has no key");
        } else if (answer.isPresent()) {
            throw WireException.malformed("a second challenge");
        }
        answer = Optional.of(challenge.boot() + " " + challenge.nonce());
        return new Proof(proof(Step.PROOF));
    }

    private String proof(Step step) {
        return key.orElseThrow().proof(step, hello, hello.seal().orElseThrow().nonce(), answer.orElseThrow());
    }

    /** On the side that challenged. */
    void check(Proof proof) throws WireException {
        require(
                proof(Step.PROOF),
                proof.proof(),
                "hello as " + hello.from() + ", whose sender could not prove it anew");
    }

    Welcome welcome() {
        return new Welcome(boot, key.map(unused -> proof(Step.WELCOME)));
    }

    /** On the side that opened it. */
    void check(Welcome welcome) throws WireException {
        String who = "answer as " + hello.to();
        if (key.isPresent()) {
            if (answer.isEmpty() || welcome.proof().isEmpty()) {
                throw notProven(who + " without a key, and this node has one");
            }
            String words = who + " has another key than this cluster's";
            require(proof(Step.WELCOME), welcome.proof().get(), words);
            // The life that was proven is the one of the challenge.
            if (!answer.get().startsWith(welcome.boot() + " ")) {
                throw notProven(who + " of another life than the one that it proved");
            }
        } else if (welcome.proof().isPresent()) {
            throw WireException.malformed("a proof that nobody asked for");
        }
    }

    private static void require(String expected, String proof, String otherwise) throws WireException {
        if (!ClusterKey.same(expected, proof)) {
            throw notProven(otherwise);
        }
    }

    private static WireException notProven(String detail) {
        return new WireException(RefusalReason.NOT_PROVEN, detail);
    }

    /** Plays beginnings of connections in memory, so that none that counts is the first of its process. */
    static void rehearse() {
        try {
            NodeId n1 = new NodeId("r1");
            NodeId n2 = new NodeId("r2");
            NetOptions one = rehearsing(n1);
            NetOptions other = rehearsing(n2);
            for (int i = 0; i < REHEARSALS; i++) {
                Introduction opener = to(n2, one);
                Introduction called = heard((Hello) carried(opener.hello()), other);
                called.check((Proof) carried(opener.answer((Challenge) carried(called.challenge()))));
                opener.check((Welcome) carried(called.welcome()));
            }
        } catch (WireException e) {
            throw new IllegalStateException(e);
        }
    }

    private static NetOptions rehearsing(NodeId self) {
        ClusterKey key = new ClusterKey("rehearsal".repeat(ClusterKey.LENGTH_MIN));
        HostPort nowhere = new HostPort("127.0.0.1", 1);
        return new NetOptions("rehearsal", self, 1, nowhere, new TreeMap<>(), 1, 1, Optional.of(key));
    }

    private static Frame carried(Frame frame) throws WireException {
        return MessageCodec.read(MessageCodec.write(frame));
    }
}
