package dev.raftbeat.local;

import java.nio.file.Path;
import java.util.Locale;

/** For what this process makes folders of clusters in {@code .raftbeat} that end with it. */
public enum OwnedFolder {
    DEMO,
    RUN,
    BENCH,
    NEMESIS,
    LESSON;

    static final Path HOME = Path.of(".raftbeat");

    /** The only one of this process. */
    public Path path() {
        return HOME.resolve(word() + "-" + ProcessHandle.current().pid());
    }

    /** One of several, by its number. */
    public Path path(long number) {
        return Path.of(path() + "-" + number);
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
