package dev.raftbeat.zoo;

import dev.raftbeat.drive.Ports;
import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.raft.RaftMessage;
import java.util.Optional;

/** The way to the disk got wrong. */
final class WrongSaves {
    private WrongSaves() {}

    private static final Ports.SaveAnswer UNHEARD = new Ports.SaveAnswer() {
        @Override
        public void durable() {}

        @Override
        public void failed(String reason) {}
    };

    public static final class NeverSaves extends WrongRaftRules {
        @Override
        public boolean mustSave(Ballot before, Ballot after) {
            return false;
        }
    }

    public static final class SavesTermAlone implements WrongVariant {
        @Override
        public Ports<RaftMessage> ports(Ports<RaftMessage> host) {
            return new OtherPorts(host) {
                @Override
                public void save(Ballot ballot, SaveAnswer answer) {
                    super.save(withoutVote(ballot), answer);
                }
            };
        }

        private static Ballot withoutVote(Ballot ballot) {
            return new Ballot(ballot.term(), Optional.empty());
        }
    }

    public static final class IgnoresFailedSave implements WrongVariant {
        @Override
        public Ports<RaftMessage> ports(Ports<RaftMessage> host) {
            return new OtherPorts(host) {
                @Override
                public void save(Ballot ballot, SaveAnswer answer) {
                    super.save(ballot, new SaveAnswer() {
                        @Override
                        public void durable() {
                            answer.durable();
                        }

                        @Override
                        public void failed(String reason) {
                            answer.durable();
                        }
                    });
                }
            };
        }
    }

    public static final class AnswersBeforeSave implements WrongVariant {
        @Override
        public Ports<RaftMessage> ports(Ports<RaftMessage> host) {
            return new OtherPorts(host) {
                @Override
                public void save(Ballot ballot, SaveAnswer answer) {
                    answer.durable();
                    super.save(ballot, UNHEARD);
                }
            };
        }
    }

    /** The write that is answered for is still in a buffer, and goes out with the next one. */
    public static final class LeavesLastSaveBuffered implements WrongVariant {
        @Override
        public Ports<RaftMessage> ports(Ports<RaftMessage> host) {
            return new OtherPorts(host) {
                private Optional<Ballot> buffered = Optional.empty();

                @Override
                public void save(Ballot ballot, SaveAnswer answer) {
                    Optional<Ballot> before = buffered;
                    buffered = Optional.of(ballot);
                    if (before.isPresent()) {
                        super.save(before.get(), answer);
                    } else {
                        answer.durable();
                    }
                }
            };
        }
    }
}
