package dev.raftbeat.files;

import com.sun.security.auth.module.UnixSystem;

/**
 * A user of this machine. For root, everybody else's files are another user's too.
 *
 * @param uid the system's number
 */
public record User(long uid) {
    /** The user that this process runs as. */
    public static User self() {
        return new User(new UnixSystem().getUid());
    }
}
