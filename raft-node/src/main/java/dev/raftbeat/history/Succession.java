package dev.raftbeat.history;

/** Who was elected last, and who before. Terms put leaders in order, however late they are heard of. */
public final class Succession {
    private int last = Leadership.NOBODY;
    private int beforeLast = Leadership.NOBODY;
    private long term = -1;
    private long beforeLastTerm = -1;

    public Succession() {}

    Succession(Succession other) {
        last = other.last;
        beforeLast = other.beforeLast;
        term = other.term;
        beforeLastTerm = other.beforeLastTerm;
    }

    /** A node became leader of a term; the first to be heard of in a term counts. */
    public void elected(int node, long ofTerm) {
        if (ofTerm > term) {
            if (node != last) {
                beforeLast = last;
                beforeLastTerm = term;
                last = node;
            }
            term = ofTerm;
        } else if (ofTerm < term && ofTerm > beforeLastTerm && node != last) {
            beforeLast = node;
            beforeLastTerm = ofTerm;
        }
    }

    /** The leader of the newest term that had one. */
    public int last() {
        return last;
    }

    /** The last leader that was another node. */
    public int beforeLast() {
        return beforeLast;
    }
}
