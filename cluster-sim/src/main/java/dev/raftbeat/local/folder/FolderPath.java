package dev.raftbeat.local.folder;

import java.io.IOException;
import java.nio.file.Path;

/** The one path that all spellings of a folder come to: through links above it, and through {@code .} and {@code ..}. */
public final class FolderPath {
    private FolderPath() {}

    /** Links above the folder are followed; the folder itself may be a link, which stays one. It need not be there. */
    public static Path of(Path given) {
        Path whole = given.toAbsolutePath();
        Path name = whole.getFileName();
        if (name == null || name.toString().equals("..")) {
            return real(whole);
        }
        return name.toString().equals(".")
                ? of(whole.getParent())
                : real(whole.getParent()).resolve(name);
    }

    private static Path real(Path whole) {
        try {
            return whole.toRealPath();
        } catch (IOException e) {
            return missing(whole);
        }
    }

    /** What is not there yet has no links in it; what is above it may have. */
    private static Path missing(Path whole) {
        Path parent = whole.getParent();
        if (parent == null) {
            return whole;
        }
        Path above = real(parent);
        String name = whole.getFileName().toString();
        if (name.equals(".")) {
            return above;
        } else if (name.equals("..")) {
            return above.getParent() == null ? above : above.getParent();
        }
        return above.resolve(name);
    }
}
