package dev.raftbeat.http;

/** A request that is not granted: a status of HTTP, 400 to 599, and a sentence. */
public final class HttpRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    public HttpRefusal(int status, String sentence) {
        super(sentence);
        this.status = status;
    }

    /** One that is not understood: 400. */
    public static HttpRefusal bad(String sentence) {
        return new HttpRefusal(400, sentence);
    }

    public int status() {
        return status;
    }
}
