package dev.raftbeat.explore;

/**
 * What may happen to a node.
 *
 * @param peer who sent what is delivered, or to whom leadership is handed; -1 otherwise
 * @param content what is delivered; null otherwise
 */
record Input(Kind kind, int peer, MessageContent content) {
    enum Kind {
        DELIVERY,
        TIMER_FIRES,
        BEAT_IS_DUE,
        WINDOW_CLOSES,
        NEWS_AGES,
        PROOF,
        CRASH,
        HANDOVER
    }

    static Input of(Kind kind) {
        return new Input(kind, -1, null);
    }
}
