package dev.raftbeat.local.folder;

import dev.raftbeat.files.FileStat;
import dev.raftbeat.files.KnownFiles;
import dev.raftbeat.files.User;
import dev.raftbeat.world.WorldException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * Which folders may be a cluster's, and what may be removed in one. A folder is ours when its lock's file or a whole plan
 * in it says so; a link to a folder, and a folder of another user, never is. In ours, what has another name than the
 * files of a cluster, or is of another kind, stays.
 */
public final class FolderOwnership {
    private static final String NODE = "(n[1-9]|store)";
    /** What a killed process leaves of a file that it has not finished. */
    private static final String FRESH = "(\\.new\\.[0-9a-f]{16})?";

    private static final Pattern FILES = Pattern.compile("lock|owner|world\\.ndjson|store\\.lock"
            + "|(cluster\\.json|token|key|state|leaders|store)" + FRESH
            + "|pids/" + NODE + FRESH
            + "|nodes/" + NODE + "(\\.json" + FRESH + "|\\.log|\\.facts\\.ndjson(\\.\\d{1,15})?)"
            + "|nodes/" + NODE + "/(lock|(ballot|initialised)" + FRESH + ")");
    private static final Pattern FOLDERS = Pattern.compile("pids|nodes|nodes/" + NODE);

    private final Path root;
    private final String shown;
    private final User user;
    private final FolderLock lock;
    private final BooleanSupplier hasWholePlan;

    /** @param hasWholePlan whether there is a plan in the folder that can be read and says that Raftbeat made it */
    public FolderOwnership(Path root, String shown, User user, FolderLock lock, BooleanSupplier hasWholePlan) {
        this.root = root;
        this.shown = shown;
        this.user = user;
        this.lock = lock;
        this.hasWholePlan = hasWholePlan;
    }

    /** Refuses what is no folder, a link to one, and a folder of another user. */
    public void refuseStranger() {
        Optional<FileStat> stat = stat();
        if (stat.isEmpty()) {
            return;
        }
        FileStat.Kind kind = stat.get().kind();
        if (kind == FileStat.Kind.LINK) {
            throw new WorldException(shown + " is a symbolic link; give the folder that it leads to as --dir");
        }
        if (kind != FileStat.Kind.FOLDER) {
            throw new WorldException(shown + " is " + kind.words() + ", not a folder; choose another --dir");
        }
        if (!stat.get().isOf(user)) {
            throw new WorldException(
                    shown + " belongs to another user (uid " + stat.get().uid() + "); choose a --dir of your own");
        }
    }

    private Optional<FileStat> stat() {
        try {
            return FileStat.of(root);
        } catch (IOException e) {
            throw new WorldException(shown + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** Whether the lock's file says that Raftbeat made the folder. */
    public boolean isMarked() {
        try {
            return lock.isHeld() || lock.mark() == FolderLock.Mark.OURS;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Whether the lock's file is in a folder that is ours: what {@link FolderLock#hold} requires of a cluster.
     *
     * @throws WorldException when the folder is not ours
     */
    public boolean isReady() throws IOException {
        refuseStranger();
        if (stat().isEmpty()) {
            throw new WorldException("no cluster runs in " + shown);
        }
        FolderLock.Mark mark = lock.mark();
        if (mark != FolderLock.Mark.OURS && !hasWholePlan.getAsBoolean()) {
            throw new WorldException(
                    "no cluster runs in " + shown + ": Raftbeat did not make that folder, and leaves it as it is");
        }
        return mark != FolderLock.Mark.MISSING || lock.make();
    }

    /** The same for a folder that may become ours, because it is empty or not there. */
    public boolean isReadyOrMade() throws IOException {
        refuseStranger();
        if (stat().isEmpty() && !isMade()) {
            return false;
        }
        FolderLock.Mark mark = lock.mark();
        boolean ours = mark == FolderLock.Mark.OURS || hasWholePlan.getAsBoolean();
        if (!ours && (mark == FolderLock.Mark.OTHER || !isEmpty())) {
            throw new WorldException(shown + " holds something that is no cluster; choose another --dir");
        }
        return mark != FolderLock.Mark.MISSING || lock.make();
    }

    private boolean isMade() throws IOException {
        try {
            Files.createDirectories(root.getParent());
            Files.createDirectory(root);
            return true;
        } catch (FileAlreadyExistsException e) {
            if (stat().isPresent()) {
                return false;
            }
            throw new IOException(e.getMessage() + " is not a folder", e);
        }
    }

    private boolean isEmpty() throws IOException {
        try (var inside = Files.list(root)) {
            return inside.findAny().isEmpty();
        }
    }

    private KnownFiles files() {
        return new KnownFiles(root, user, FILES, FOLDERS);
    }

    /**
     * Refuses a folder in which something else stands in the place of a file of ours: it must not be written to, nor be
     * taken for what Raftbeat wrote.
     */
    public void refuseImpostors() {
        try {
            List<String> impostors = files().impostors();
            if (!impostors.isEmpty()) {
                throw new WorldException(
                        "in " + shown + " something that Raftbeat did not make stands in the place of its" + " own: "
                                + KnownFiles.shown(impostors) + "; move it away");
            }
        } catch (IOException e) {
            throw new WorldException("the folder " + shown + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Removes all but the lock, which has to be held.
     *
     * @throws WorldException before anything is removed, when something in the folder is not ours
     */
    public void clear() {
        try {
            List<String> strangers = files().strangers();
            if (!strangers.isEmpty()) {
                throw new WorldException(shown + " holds what Raftbeat did not make: " + KnownFiles.shown(strangers)
                        + "; choose another --dir");
            }
            files().deleteAllBut(FolderLock.NAME);
        } catch (IOException e) {
            throw new WorldException("the folder " + shown + " cannot be cleared: " + e.getMessage(), e);
        }
    }

    /**
     * Removes what Raftbeat made, and the folder where nothing else is in it. The lock has to be held.
     *
     * @return what was left, because Raftbeat did not make it
     */
    public List<String> delete() {
        try {
            List<String> left = files().deleteAllBut(FolderLock.NAME);
            // Last, and by its name alone: from then on the folder is anybody's, who may begin a cluster in it at once.
            Files.deleteIfExists(root.resolve(FolderLock.NAME));
            if (left.isEmpty()) {
                Files.delete(root);
            }
            return left;
        } catch (DirectoryNotEmptyException e) {
            return List.of();
        } catch (IOException e) {
            throw new WorldException("the folder " + shown + " cannot be removed: " + e.getMessage(), e);
        }
    }
}
