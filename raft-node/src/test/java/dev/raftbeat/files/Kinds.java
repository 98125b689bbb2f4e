package dev.raftbeat.files;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** What may bear the name of a file, and how it comes to be. */
enum Kinds {
    PIPE("is a named pipe: expected a poem in a regular file") {
        @Override
        void make(Path file) throws IOException, InterruptedException {
            new ProcessBuilder("mkfifo", file.toString()).start().waitFor();
        }
    },
    FOLDER("is a folder: expected a poem in a regular file") {
        @Override
        void make(Path file) throws IOException {
            Files.createDirectory(file);
        }
    },
    ENDLESS_DEVICE("is a device: expected a poem in a regular file") {
        @Override
        void make(Path file) throws IOException {
            Files.createSymbolicLink(file, Path.of("/dev/zero"));
        }
    },
    SOCKET("is a socket: expected a poem in a regular file") {
        @Override
        void make(Path file) throws IOException {
            ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                    .bind(UnixDomainSocketAddress.of(file))
                    .close();
        }
    },
    LOOP("is a loop of symbolic links: expected a poem in a regular file") {
        @Override
        void make(Path file) throws IOException {
            Path other = file.resolveSibling("other");
            Files.createSymbolicLink(file, other);
            Files.createSymbolicLink(other, file);
        }
    },
    LONG("is 3072 MiB long: expected a poem of at most 100 bytes") {
        @Override
        void make(Path file) throws IOException {
            try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
                sparse.setLength(3L << 30);
            }
        }
    },
    NO_TEXT("is no text in UTF-8, as its byte 3 shows: expected a poem") {
        @Override
        void make(Path file) throws IOException {
            Files.write(file, new byte[] {'a', 'b', (byte) 0xE9, 'c'});
        }
    };

    final String sentence;

    Kinds(String sentence) {
        this.sentence = sentence;
    }

    abstract void make(Path file) throws IOException, InterruptedException;

    boolean isRegular() {
        return this == LONG || this == NO_TEXT;
    }
}
