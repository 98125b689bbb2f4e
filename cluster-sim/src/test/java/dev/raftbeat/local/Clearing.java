package dev.raftbeat.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes a cluster's folder, puts a file into it that nobody else may have put there meanwhile, and clears it. */
public final class Clearing {
    private Clearing() {}

    /** @param args the folder, and how often */
    public static void main(String[] args) {
        clear(Path.of(args[0]), Integer.parseInt(args[1]));
    }

    public static void clear(Path folder, int times) {
        ClusterDirectory directory = new ClusterDirectory(folder);
        for (int i = 0; i < times; i++) {
            directory.lockedAnew(() -> one(directory));
        }
    }

    private static int one(ClusterDirectory directory) {
        try {
            directory.makeRoom();
            Files.createFile(directory.stateFile());
            Files.writeString(directory.stateFile(), "mine");
            return directory.delete().size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
