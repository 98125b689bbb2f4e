package dev.raftbeat.protocol;

import java.util.List;
import java.util.Optional;

/** Facts about one life of a node: how it came up, what it was told to be, what it wrote down, how it ended. */
public sealed interface LifeFact extends Fact
        permits LifeFact.Booted,
                LifeFact.SettingsChanged,
                LifeFact.SaveBegan,
                LifeFact.BallotSaved,
                LifeFact.SaveFailed,
                LifeFact.CommandRefused,
                LifeFact.GarbageCollected,
                LifeFact.StopBegan,
                LifeFact.Stopped {
    /**
     * @param wallMillis milliseconds since 1970, which ties this life's monotonic times to the calendar
     * @param repaired what the ballot file had to be repaired from, such as a torn write; empty when it was whole
     */
    @Meaning("The node came up with this ballot, these members and these settings.")
    record Booted(
            long term,
            Optional<NodeId> votedFor,
            List<NodeId> members,
            Settings settings,
            long wallMillis,
            Optional<String> repaired)
            implements LifeFact {
        public Booted {
            members = List.copyOf(members);
        }

        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.booted(this);
        }
    }

    /** @param what the change in the words of the fault language, such as {@code prevote off} */
    @Meaning("The node runs with these settings from now on.")
    record SettingsChanged(Settings settings, String what) implements LifeFact {
        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.settingsChanged(this);
        }
    }

    @Meaning(
            value =
                    "The node began to write its ballot; told at once, while all that follows from the ballot waits for it.",
            routine = true)
    record SaveBegan(long term, Optional<NodeId> votedFor) implements LifeFact {
        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.saveBegan(this);
        }
    }

    /** @param tookNanos from the request to the word that it is durable */
    @Meaning("The ballot is durable: it survives a crash and a power cut.")
    record BallotSaved(long term, Optional<NodeId> votedFor, long tookNanos) implements LifeFact {
        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.ballotSaved(this);
        }
    }

    @Meaning("The ballot could not be written; the node never tries again and stops.")
    record SaveFailed(long term, Optional<NodeId> votedFor, String reason) implements LifeFact {
        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.saveFailed(this);
        }
    }

    @Meaning("The node was asked for something that it cannot do now, and changed nothing.")
    record CommandRefused(String command, String reason) implements LifeFact {
        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.commandRefused(this);
        }
    }

    /**
     * @param beganNanos on the clock that stamps facts, to the millisecond; it is told some time after it is over
     * @param tookNanos for how long no other code of the process ran, in whole milliseconds
     * @param liveBytes what was alive in the heap when it was over
     */
    @Meaning("Java collected garbage of the node, and the process stood still for so long; told once it goes on.")
    record GarbageCollected(long beganNanos, long tookNanos, long liveBytes) implements LifeFact {
        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.garbageCollected(this);
        }
    }

    @Meaning("The node was told to stop; if it leads, it hands leadership over before it ends.")
    record StopBegan() implements LifeFact {
        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.stopBegan(this);
        }
    }

    @Meaning("The node ends of its own accord.")
    record Stopped(String reason) implements LifeFact {
        @Override
        public <R> R accept(FactVisitor<R> visitor) {
            return visitor.stopped(this);
        }
    }
}
