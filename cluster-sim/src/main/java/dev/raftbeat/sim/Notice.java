package dev.raftbeat.sim;

/** Something that one life of a node comes to notice. */
final class Notice extends ProcessEvent {
    private final Runnable notice;

    Notice(SimProcess life, Runnable notice) {
        super(life);
        this.notice = notice;
    }

    @Override
    void arrive() {
        notice.run();
    }
}
