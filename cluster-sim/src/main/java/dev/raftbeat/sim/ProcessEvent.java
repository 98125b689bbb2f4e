package dev.raftbeat.sim;

/** Something that reaches one life of a node, unless that life is over; a frozen one takes it in when it thaws. */
abstract class ProcessEvent extends Event {
    final SimProcess life;

    ProcessEvent(SimProcess life) {
        this.life = life;
    }

    @Override
    final void happen() {
        life.take(this);
    }

    /** It is taken in by a life that goes on. */
    abstract void arrive();

    /** It came too late: that life is over. */
    void missed() {}
}
