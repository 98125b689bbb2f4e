package dev.raftbeat.cli;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** What may bear the name of a file that a command reads. */
enum OddFile {
    PIPE("is a named pipe: expected ") {
        @Override
        void make(Path file) throws IOException, InterruptedException {
            new ProcessBuilder("mkfifo", file.toString()).start().waitFor();
        }
    },
    FOLDER("is a folder") {
        @Override
        void make(Path file) throws IOException {
            Files.createDirectory(file);
        }
    },
    ENDLESS_DEVICE("is a (device|symbolic link): expected ") {
        @Override
        void make(Path file) throws IOException {
            Files.createSymbolicLink(file, Path.of("/dev/zero"));
        }
    },
    LOOP("is a (loop of symbolic links|symbolic link): expected ") {
        @Override
        void make(Path file) throws IOException {
            Path other = file.resolveSibling("other");
            Files.createSymbolicLink(file, other);
            Files.createSymbolicLink(other, file);
        }
    },
    LONG("at most ") {
        @Override
        void make(Path file) throws IOException {
            try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
                sparse.setLength(3L << 30);
            }
        }
    },
    NO_TEXT("text in UTF-8") {
        @Override
        void make(Path file) throws IOException {
            Files.write(file, new byte[] {'a', 'b', (byte) 0xE9, 'c'});
        }
    };

    /** A part of the sentence with which it is refused, as a pattern. */
    final String sentence;

    OddFile(String sentence) {
        this.sentence = sentence;
    }

    abstract void make(Path file) throws IOException, InterruptedException;

    boolean isRegular() {
        return this == LONG || this == NO_TEXT;
    }
}
