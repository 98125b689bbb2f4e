package dev.raftbeat.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;

/**
 * What the file system says of a path itself; a link is not followed. Two that are equal are of one and the same file: a
 * number that was given again to another file comes with another time of change.
 *
 * @param uid who owns it
 * @param names how many names lead to it; for a folder of no meaning
 * @param changed when its name, owner or permissions were changed last
 */
public record FileStat(Kind kind, long uid, int names, long device, long inode, FileTime changed) {
    /** What stands at a path. */
    public enum Kind {
        FILE("a file"),
        FOLDER("a folder"),
        LINK("a symbolic link"),
        FIFO("a named pipe"),
        SOCKET("a socket"),
        DEVICE("a device");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** With its article. */
        public String words() {
            return words;
        }
    }

    private static final int TYPE = 0170000;

    /**
     * @return empty when nothing stands there
     * @throws IOException when the file system does not tell
     */
    public static Optional<FileStat> of(Path path) throws IOException {
        try {
            Map<String, Object> all =
                    Files.readAttributes(path, "unix:mode,uid,nlink,dev,ino,ctime", LinkOption.NOFOLLOW_LINKS);
            return Optional.of(new FileStat(
                    kind((Integer) all.get("mode")),
                    ((Integer) all.get("uid")).longValue(),
                    (Integer) all.get("nlink"),
                    (Long) all.get("dev"),
                    (Long) all.get("ino"),
                    (FileTime) all.get("ctime")));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Whether this stands there, and is this user's alone. Where the file system does not tell, it is not. */
    public static boolean is(Path path, Kind kind, User user) {
        try {
            return of(path).filter(stat -> stat.kind == kind && stat.isOnlyOf(user))
                    .isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    public boolean isOf(User user) {
        return uid == user.uid();
    }

    /** Whether it belongs to the user and nothing else leads to it: a file with a second name may be somebody's. */
    public boolean isOnlyOf(User user) {
        return isOf(user) && (kind != Kind.FILE || names == 1);
    }

    /** What it is, with its article. */
    public String words() {
        return kind == Kind.FILE && names > 1 ? "a hard link" : kind.words();
    }

    static Kind kind(int mode) {
        return switch (mode & TYPE) {
            case 0100000 -> Kind.FILE;
            case 0040000 -> Kind.FOLDER;
            case 0120000 -> Kind.LINK;
            case 0010000 -> Kind.FIFO;
            case 0140000 -> Kind.SOCKET;
            default -> Kind.DEVICE;
        };
    }
}
