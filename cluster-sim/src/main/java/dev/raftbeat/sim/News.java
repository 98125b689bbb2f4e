package dev.raftbeat.sim;

/** Something that one life of a node comes to notice. */
final class News extends LifeEvent {
    private final Runnable notice;

    News(Life life, Runnable notice) {
        super(life);
        this.notice = notice;
    }

    @Override
    void arrive() {
        notice.run();
    }
}
