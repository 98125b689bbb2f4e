package dev.raftbeat.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Kinds of folder that no cluster of ours is in, though some look like one. Each is made as {@code p} in an empty folder. */
public final class StrangeFolders {
    private static final String TREASURE = "thesis.txt";

    private StrangeFolders() {}

    /** Makes one of these. */
    interface Maker {
        /** @param home where {@code p} is to be; what is made beside it must not be touched either */
        void make(Path home, Path p) throws IOException, InterruptedException;
    }

    /** By what they are. */
    static Map<String, Maker> all() {
        Map<String, Maker> all = new LinkedHashMap<>();
        plans(all);
        links(all);
        parts(all);
        others(all);
        return all;
    }

    private static void plans(Map<String, Maker> all) {
        all.put("somebody's cluster.json", (home, p) -> folder(p, "cluster.json", "{}"));
        all.put("other JSON", (home, p) -> folder(p, "cluster.json", "{\"v\":1,\"cluster\":\"prod\",\"nodes\":[1,2]}"));
        all.put("a list of JSON", (home, p) -> folder(p, "cluster.json", "[1,2,3]"));
        all.put("JSON of great depth", (home, p) -> folder(p, "cluster.json", "[".repeat(20_000)));
        all.put("an empty plan", (home, p) -> folder(p, "cluster.json", ""));
        all.put("a plan of bytes", (home, p) -> {
            folder(p, "cluster.json", "");
            Files.write(p.resolve("cluster.json"), new byte[] {0, -1, -2, 10, 0x7f, -128});
        });
        all.put("a huge plan", (home, p) -> {
            folder(p, "cluster.json", "");
            try (RandomAccessFile file =
                    new RandomAccessFile(p.resolve("cluster.json").toFile(), "rw")) {
                file.setLength(3L << 30);
            }
        });
        all.put(
                "a plan that only says that it is ours",
                (home, p) -> folder(p, "cluster.json", "{\"raftbeat\":\"cluster\"}"));
        all.put("a plan that is a folder", (home, p) -> {
            folder(p, TREASURE, "gold");
            Files.createDirectory(p.resolve("cluster.json"));
        });
        all.put("a plan that is a named pipe", (home, p) -> {
            folder(p, TREASURE, "gold");
            pipe(p.resolve("cluster.json"));
        });
    }

    private static void links(Map<String, Maker> all) {
        all.put("a link to a cluster", (home, p) -> {
            OurFolder.make(home.resolve("real"));
            Files.createSymbolicLink(p, home.resolve("real"));
        });
        all.put("a link to nowhere", (home, p) -> Files.createSymbolicLink(p, home.resolve("nowhere")));
        all.put("a link to itself", (home, p) -> Files.createSymbolicLink(p, p));
        all.put("a plan that is a link to one of ours", (home, p) -> {
            OurFolder.make(home.resolve("real"));
            folder(p, TREASURE, "gold");
            Files.createSymbolicLink(p.resolve("cluster.json"), home.resolve("real/cluster.json"));
        });
        all.put("a lock that is a link to one of ours", (home, p) -> {
            OurFolder.make(home.resolve("real"));
            folder(p, TREASURE, "gold");
            Files.createSymbolicLink(p.resolve("lock"), home.resolve("real/lock"));
        });
        all.put("folders that are links to ours", (home, p) -> {
            OurFolder.make(home.resolve("real"));
            folder(p, "token", "secret");
            Files.createSymbolicLink(p.resolve("nodes"), home.resolve("real/nodes"));
            Files.createSymbolicLink(p.resolve("pids"), home.resolve("real/pids"));
        });
        all.put("a lock that is a link to nowhere", (home, p) -> {
            Files.createDirectory(p);
            Files.createSymbolicLink(p.resolve("lock"), home.resolve("nowhere"));
        });
    }

    private static void parts(Map<String, Maker> all) {
        all.put("processes alone", (home, p) -> folder(p, "pids/n1", "1 0\n"));
        all.put("an empty lock alone", (home, p) -> folder(p, "lock", ""));
        all.put("somebody's lock alone", (home, p) -> folder(p, "lock", "pid 17\n"));
        all.put("a token alone", (home, p) -> folder(p, "token", "secret"));
        all.put("all but what says that it is ours", (home, p) -> {
            OurFolder.make(p);
            Files.delete(p.resolve("cluster.json"));
            Files.delete(p.resolve("lock"));
        });
        all.put("a lock that is a named pipe", (home, p) -> {
            Files.createDirectory(p);
            pipe(p.resolve("lock"));
        });
        all.put("a lock that is a folder", (home, p) -> folder(p, "lock/pid", "17"));
        all.put("nothing but what a desktop leaves", (home, p) -> folder(p, ".DS_Store", "Bud1"));
    }

    private static void others(Map<String, Maker> all) {
        all.put("a checkout", (home, p) -> {
            folder(p, ".git/HEAD", "ref: refs/heads/main\n");
            folder(p, "nodes/main.go", "package main\n");
            folder(p, "store", "milk\n");
        });
        all.put("a file", (home, p) -> Files.writeString(p, "gold"));
        all.put("a named pipe", (home, p) -> pipe(p));
        all.put("a socket", (home, p) -> {
            try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                socket.bind(UnixDomainSocketAddress.of(p));
            }
        });
    }

    private static void folder(Path p, String file, String text) throws IOException {
        Path whole = p.resolve(file);
        Files.createDirectories(whole.getParent());
        Files.writeString(whole, text);
        try (var inside = Files.list(p)) {
            if (inside.count() == 1 && file.equals("cluster.json")) {
                Files.writeString(p.resolve(TREASURE), "gold");
            }
        }
    }

    public static void pipe(Path path) throws IOException, InterruptedException {
        new ProcessBuilder("mkfifo", path.toString()).start().waitFor();
    }
}
