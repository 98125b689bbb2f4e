package dev.raftbeat.world;

/** Somebody else's world: to close it leaves the world as it is. */
public record BorrowedWorld(World world) implements ForwardingWorld {
    @Override
    public void close() {
        // It is not ours.
    }
}
