package dev.raftbeat.net;

/** What went to one peer and came from it; see {@link NetSnapshot.Peer}. */
final class PeerCounts {
    private long messagesOut;
    private long bytesOut;
    private long messagesIn;
    private long bytesIn;
    private long transportFramesOut;
    private long transportBytesOut;
    private long transportFramesIn;
    private long transportBytesIn;
    private long connects;
    private String lastFailure = "";

    void messageOut(int bytes) {
        messagesOut++;
        bytesOut += bytes;
    }

    void messageIn(int bytes) {
        messagesIn++;
        bytesIn += bytes;
    }

    void transportOut(int bytes) {
        transportFramesOut++;
        transportBytesOut += bytes;
    }

    void transportIn(int bytes) {
        transportFramesIn++;
        transportBytesIn += bytes;
    }

    void connected() {
        connects++;
    }

    void failed(String reason) {
        lastFailure = reason;
    }

    NetSnapshot.Peer snapshot(boolean up, int queued) {
        return new NetSnapshot.Peer(
                up,
                queued,
                messagesOut,
                bytesOut,
                messagesIn,
                bytesIn,
                transportFramesOut,
                transportBytesOut,
                transportFramesIn,
                transportBytesIn,
                connects,
                lastFailure);
    }
}
