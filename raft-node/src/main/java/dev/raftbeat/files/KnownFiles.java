package dev.raftbeat.files;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The files that Raftbeat makes in one folder, by their names. These may be removed, and nothing else: not a file of
 * another name, not a link or a folder in the place of a file, not a file that has another name as well, not what belongs
 * to another user. No link is followed.
 */
public final class KnownFiles {
    private static final int TRIES = 50;
    private static final long PAUSE_NANOS = 20_000_000L;

    private final Path folder;
    private final User user;
    private final Pattern files;
    private final Pattern folders;

    /**
     * @param folder itself no link
     * @param files the names of files, relative to the folder, such as {@code nodes/n1.log}
     * @param folders the names of folders in it, relative to it
     */
    public KnownFiles(Path folder, User user, Pattern files, Pattern folders) {
        this.folder = folder;
        this.user = user;
        this.files = files;
        this.folders = folders;
    }

    /** In a folder in which Raftbeat makes no other folders. */
    public KnownFiles(Path folder, User user, Pattern files) {
        this(folder, user, files, Pattern.compile("(?!)"));
    }

    /** What is in the folder and is none of these: names relative to it, in order. */
    public List<String> strangers() throws IOException {
        return List.copyOf(found().values());
    }

    /** Those of the strangers that stand where one of these files or folders should. */
    public List<String> impostors() throws IOException {
        Map<String, String> found = found();
        found.keySet()
                .removeIf(name ->
                        !files.matcher(name).matches() && !folders.matcher(name).matches());
        return List.copyOf(found.values());
    }

    private Map<String, String> found() throws IOException {
        Map<String, String> strangers = new TreeMap<>();
        walk("", strangers, name -> false);
        return strangers;
    }

    /**
     * Removes these files, and the folders that are empty then; see {@link #deleteAllBut}.
     *
     * @return what was left, as {@link #strangers} tells it
     */
    public List<String> delete() throws IOException {
        return deleteAllBut("");
    }

    /**
     * Removes these files but one, and the folders that are empty then; the folder itself stays. A process that was killed
     * may still make a file in its last moments: what has come meanwhile goes too, for a second at the most.
     *
     * @param kept the name of the one that stays
     * @return what was left, as {@link #strangers} tells it
     */
    public List<String> deleteAllBut(String kept) throws IOException {
        Map<String, String> strangers = new TreeMap<>();
        for (int tried = 1; !walk("", strangers, name -> !name.equals(kept)) && tried < TRIES; tried++) {
            strangers.clear();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return List.copyOf(strangers.values());
    }

    /** @return false when a folder was not empty, though no stranger is in it */
    private boolean walk(String inside, Map<String, String> strangers, Predicate<String> doomed) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder.resolve(inside))) {
            all.forEach(path -> names.add(path.getFileName().toString()));
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } catch (NoSuchFileException e) {
            // Gone by itself since it was looked at.
            return true;
        }
        names.sort(null);
        boolean whole = true;
        for (String name : names) {
            whole &= visit(inside + name, strangers, doomed);
        }
        return whole;
    }

    private boolean visit(String name, Map<String, String> strangers, Predicate<String> doomed) throws IOException {
        Path path = folder.resolve(name);
        Optional<FileStat> stat = FileStat.of(path);
        if (stat.isEmpty()) {
            return true;
        }
        FileStat.Kind kind = stat.get().kind();
        boolean ours = stat.get().isOnlyOf(user);
        if (ours && kind == FileStat.Kind.FILE && files.matcher(name).matches()) {
            if (doomed.test(name)) {
                Files.deleteIfExists(path);
            }
            return true;
        }
        if (ours && kind == FileStat.Kind.FOLDER && folders.matcher(name).matches()) {
            int before = strangers.size();
            boolean whole = walk(name + "/", strangers, doomed);
            return whole && (!doomed.test(name) || strangers.size() > before || isRemoved(path));
        }
        boolean plain =
                kind == FileStat.Kind.FILE && (ours || !files.matcher(name).matches());
        strangers.put(name, plain ? name : name + " (" + stat.get().words() + ")");
        return true;
    }

    private static boolean isRemoved(Path empty) throws IOException {
        try {
            Files.delete(empty);
            return true;
        } catch (NoSuchFileException e) {
            return true;
        } catch (DirectoryNotEmptyException e) {
            return false;
        }
    }

    /** A few of these names for a sentence: {@code thesis.txt, notes and 5 more}. */
    public static String shown(List<String> names) {
        int few = 3;
        return names.size() <= few + 1
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, few)) + " and " + (names.size() - few) + " more";
    }
}
