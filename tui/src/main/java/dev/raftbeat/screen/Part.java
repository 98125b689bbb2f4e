package dev.raftbeat.screen;

/** A part of the picture that can have the focus, and that can be shown alone. */
enum Part {
    CLUSTER("Nodes and links"),
    STRIP("Leaders and terms"),
    FEED("Feed"),
    CHECKS("Flapping, invariants, faults");

    private final String title;

    Part(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    Part next(int step) {
        return values()[Math.floorMod(ordinal() + step, values().length)];
    }
}
