package dev.raftbeat.local;

import dev.raftbeat.local.folder.FolderPath;
import dev.raftbeat.local.folder.OwnerLock;
import dev.raftbeat.world.WorldException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Removes what owners of clusters that were killed left in {@code .raftbeat}: folders that are called after a process, as
 * {@code demo-4711} or {@code run-4711-2}, when that process is gone, the lock of the owner is free, no process of the
 * cluster runs, and the folder is one that Raftbeat made. In them only what Raftbeat made goes, as {@code down} does it.
 */
public final class OrphanFolders {
    private static final Pattern NAME = Pattern.compile("(?:"
            + Stream.of(OwnedFolder.values()).map(OwnedFolder::word).collect(Collectors.joining("|"))
            + ")-(\\d{1,10})(?:-\\d{1,9})?");

    private OrphanFolders() {}

    /**
     * Looks beside a cluster's folder; only in one that is called {@code .raftbeat}. What cannot be looked at or removed
     * stays, without a word: nobody has asked for it.
     *
     * @return the folders that were removed
     */
    public static List<Path> removeBeside(Path cluster) {
        Path home = FolderPath.of(cluster).getParent();
        List<Path> removed = new ArrayList<>();
        if (home == null || !home.endsWith(OwnedFolder.HOME)) {
            return removed;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(home)) {
            for (Path folder : folders) {
                if (isOfNobody(folder) && isRemoved(new ClusterDirectory(folder))) {
                    removed.add(folder);
                }
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            return removed;
        }
        return removed;
    }

    private static boolean isOfNobody(Path folder) {
        Matcher name = NAME.matcher(folder.getFileName().toString());
        return name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
    }

    private static boolean isRemoved(ClusterDirectory directory) {
        try {
            // First without its lock, for that makes its file where there is only a plan.
            return directory.isMarked()
                    && directory.locked(() -> OwnerLock.isFree(directory.ownerFile())
                            && directory.running().isEmpty()
                            && directory.delete().isEmpty());
        } catch (WorldException stays) {
            return false;
        }
    }
}
