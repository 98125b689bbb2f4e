package dev.raftbeat.zoo;

/** What a hidden rule is about: as much as a hunter is told for nothing. */
enum Topic {
    VOTES("how votes and promises are asked for, given and counted"),
    DISK("what is written to the disk, and when"),
    TIMERS("timers and heartbeats, and who leads for how long");

    private final String words;

    Topic(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
