package dev.raftbeat.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a number in a cluster's folder and writes the next one, so that each lost turn shows. */
public final class Counting {
    private Counting() {}

    /** @param args the folder, and how often */
    public static void main(String[] args) {
        count(Path.of(args[0]), Integer.parseInt(args[1]));
    }

    public static void count(Path folder, int times) {
        ClusterDirectory directory = new ClusterDirectory(folder);
        for (int i = 0; i < times; i++) {
            directory.locked(() -> one(directory));
        }
    }

    private static int one(ClusterDirectory directory) {
        try {
            int next = number(directory) + 1;
            ClusterDirectory.replace(directory.stateFile(), Integer.toString(next));
            return next;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static int number(ClusterDirectory directory) throws IOException {
        String text = Files.readString(directory.stateFile());
        return text.isEmpty() ? 0 : Integer.parseInt(text);
    }
}
