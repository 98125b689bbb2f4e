package dev.raftbeat.protocol;

import dev.raftbeat.protocol.LinkFact.DeathProof;

/**
 * A distributed protocol as a function of what it has heard and of the time it is told. No clock, thread, logger, file,
 * socket or global randomness stands behind it; the same inputs give the same effects.
 *
 * <p>{@code now} is monotonic nanoseconds of the node's own clock and never goes back from one call to the next.
 *
 * @param <M> the messages that its nodes exchange
 */
public interface Protocol<M extends Message> {
    /** The first input, once in a life. */
    Effects<M> start(long now);

    /** A message has arrived. One that does not fit is answered with a {@code FrameRefused} fact and changes nothing. */
    Effects<M> receive(Envelope<M> envelope, long now);

    /** The timer went off, perhaps late, perhaps twice: every deadline is checked again, so that neither does harm. */
    Effects<M> wake(long now);

    /** The world asks for something. What cannot be done now gives a {@code CommandRefused} fact and changes nothing. */
    Effects<M> command(Command command, long now);

    /** The peer's connection ended by FIN or RST: grounds for suspicion, never proof of death. */
    Effects<M> connectionLost(NodeId peer, long now);

    /**
     * A life of the peer is known to be over: a new connection was refused, or a later life answered.
     *
     * @param life the one that is over
     */
    Effects<M> provenDead(NodeId peer, int life, DeathProof proof, long now);
}
