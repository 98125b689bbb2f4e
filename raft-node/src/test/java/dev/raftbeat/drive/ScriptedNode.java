package dev.raftbeat.drive;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.Command;
import dev.raftbeat.protocol.Effects;
import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LinkFact.DeathProof;
import dev.raftbeat.protocol.Message;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.Protocol;
import dev.raftbeat.protocol.StampedFact;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A driver between a protocol that does as it is scripted and ports that do nothing of themselves. Everything that the
 * driver does is in {@link #log}, in order.
 */
final class ScriptedNode implements Protocol<ScriptedNode.Note>, Ports<ScriptedNode.Note> {
    static final NodeId N1 = new NodeId("n1");
    static final NodeId N2 = new NodeId("n2");
    static final NodeId N3 = new NodeId("n3");
    static final long HEARTBEAT = Pace.LAN.settings().heartbeatNanos();

    record Note(String kind, long term) implements Message {
        @Override
        public boolean supersedable() {
            return false;
        }
    }

    /** A save that waits for its answer. */
    record Save(Ballot ballot, SaveAnswer answer) {}

    final List<String> log = new ArrayList<>();
    final List<StampedFact> facts = new ArrayList<>();
    final List<Long> sentLamports = new ArrayList<>();
    final List<FactId> sentIds = new ArrayList<>();
    final Deque<Save> saves = new ArrayDeque<>();
    final Deque<Effects<Note>> script = new ArrayDeque<>();
    final Deque<Runnable> afterArrivals = new ArrayDeque<>();
    final Driver<Note> driver;
    long now = 1_000_000_000_000L;
    long wakeAt = Effects.NEVER;
    long tellingTakes;
    long receivedAt;
    Runnable onSave = () -> {};
    Runnable onSend = () -> {};
    Runnable onWakeAt = () -> {};
    Runnable onStop = () -> {};
    private long messages;

    ScriptedNode() {
        driver = new Driver<>(this, new Stamper(N1, 1, () -> now, this::tell), this);
    }

    /** A node that has started, with an empty log. */
    static ScriptedNode started() {
        ScriptedNode node = new ScriptedNode();
        node.start();
        node.log.clear();
        return node;
    }

    void start() {
        driver.start(new Booted(
                0, Optional.empty(), List.of(N1, N2, N3), Pace.LAN.settings(), 1_700_000_000_000L, Optional.empty()));
    }

    static Effects<Note> effects(Fact... facts) {
        return new Effects<>(Optional.empty(), List.of(), List.of(facts), Effects.NEVER);
    }

    static Effects<Note> saving(long term, Effects<Note> then) {
        return new Effects<>(Optional.of(new Ballot(term, Optional.of(N1))), then.send(), then.facts(), then.wakeAt());
    }

    static Effects<Note> sending(String kind, Effects<Note> before) {
        List<Envelope<Note>> send = new ArrayList<>(before.send());
        send.add(Envelope.outgoing(N1, N2, new Note(kind, 1)));
        return new Effects<>(before.save(), send, before.facts(), before.wakeAt());
    }

    static Effects<Note> waking(long at, Effects<Note> before) {
        return new Effects<>(before.save(), before.send(), before.facts(), at);
    }

    /** Lets the protocol answer the next input with this, and gives it one: a message from n2. */
    void hear(Effects<Note> answer) {
        hear(answer, 1);
    }

    void hear(Effects<Note> answer, long lamport) {
        script.add(answer);
        FactId id = new FactId(N2, 1, ++messages);
        driver.receive(new Envelope<>(Optional.of(id), N2, N1, new Note("Ask", 1)), lamport, 0);
    }

    void wake(Effects<Note> answer) {
        script.add(answer);
        driver.wake();
    }

    void durable() {
        saves.remove().answer().durable();
    }

    StampedFact last(Class<? extends Fact> kind) {
        return facts.stream()
                .filter(stamped -> kind.isInstance(stamped.fact()))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    /** The log without what came in, the timer, and the fact that goes with each message sent. */
    List<String> done() {
        return log.stream()
                .filter(line ->
                        !line.equals("MessageDelivered") && !line.equals("MessageSent") && !line.startsWith("wakeAt"))
                .toList();
    }

    private void tell(StampedFact fact) {
        now += tellingTakes;
        facts.add(fact);
        log.add(fact.fact().name());
    }

    private Effects<Note> next(String input) {
        log.add(input);
        return script.isEmpty() ? waking(wakeAt, effects()) : script.remove();
    }

    @Override
    public Effects<Note> start(long at) {
        return script.isEmpty() ? effects() : script.remove();
    }

    @Override
    public Effects<Note> receive(Envelope<Note> envelope, long at) {
        receivedAt = at;
        return script.isEmpty() ? waking(wakeAt, effects()) : script.remove();
    }

    @Override
    public Effects<Note> wake(long at) {
        return next("woken");
    }

    @Override
    public Effects<Note> command(Command command, long at) {
        return next("commanded");
    }

    @Override
    public Effects<Note> connectionLost(NodeId peer, long at) {
        return next("lost " + peer);
    }

    @Override
    public Effects<Note> provenDead(NodeId peer, int life, DeathProof proof, long at) {
        return next("provenDead " + peer);
    }

    @Override
    public long now(long hostNanos) {
        return hostNanos;
    }

    @Override
    public void save(Ballot ballot, SaveAnswer answer) {
        log.add("save " + ballot.term());
        saves.add(new Save(ballot, answer));
        onSave.run();
    }

    @Override
    public void send(Envelope<Note> envelope, long lamport) {
        log.add("send " + envelope.message().kind());
        sentLamports.add(lamport);
        sentIds.add(envelope.id().orElseThrow());
        onSend.run();
    }

    @Override
    public void wakeAt(long at) {
        wakeAt = at;
        log.add("wakeAt " + (at == Effects.NEVER ? "never" : String.valueOf(at)));
        onWakeAt.run();
    }

    @Override
    public void afterArrivals(Runnable then) {
        log.add("afterArrivals");
        afterArrivals.add(then);
    }

    @Override
    public void stop(String reason) {
        log.add("stop: " + reason);
        onStop.run();
    }

    @Override
    public void end() {
        log.add("end");
    }
}
