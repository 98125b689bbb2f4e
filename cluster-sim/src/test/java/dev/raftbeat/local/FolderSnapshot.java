package dev.raftbeat.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** All that is in a folder, links not followed: by its path, what it is, whose, and what is in it. */
final class FolderSnapshot {
    private static final int CONTENT_MAX = 1 << 16;
    private static final int TYPE = 0170000;
    private static final int FILE = 0100000;

    private FolderSnapshot() {}

    static SortedMap<String, String> of(Path folder) throws IOException {
        SortedMap<String, String> all = new TreeMap<>();
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.toList()) {
                all.put(folder.relativize(path).toString(), about(path));
            }
        }
        return all;
    }

    private static String about(Path path) throws IOException {
        Map<String, Object> stat = Files.readAttributes(path, "unix:mode,uid,ino", LinkOption.NOFOLLOW_LINKS);
        String content = "";
        if (Files.isSymbolicLink(path)) {
            content = " -> " + Files.readSymbolicLink(path);
        } else if (((Integer) stat.get("mode") & TYPE) == FILE) {
            long size = Files.size(path);
            content = " " + size + (size <= CONTENT_MAX ? " " + Arrays.hashCode(Files.readAllBytes(path)) : "");
        }
        return stat + content;
    }
}
