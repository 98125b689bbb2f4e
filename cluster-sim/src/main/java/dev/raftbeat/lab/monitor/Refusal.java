package dev.raftbeat.lab.monitor;

/** A request that is not granted: a status of HTTP, 400 to 599, and a sentence. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    Refusal(int status, String sentence) {
        super(sentence);
        this.status = status;
    }

    static Refusal bad(String sentence) {
        return new Refusal(400, sentence);
    }

    int status() {
        return status;
    }
}
