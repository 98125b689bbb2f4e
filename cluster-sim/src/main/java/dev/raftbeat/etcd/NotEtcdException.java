package dev.raftbeat.etcd;

import dev.raftbeat.world.PlainText;
import java.nio.file.Path;

/** A file in which no line is of etcd's Raft, told in a sentence. */
public final class NotEtcdException extends Exception {
    private static final long serialVersionUID = 1L;

    NotEtcdException(Path file) {
        super(PlainText.path(file.toString())
                + " is no log of etcd 3.3 to 3.6: expected lines of its Raft, such as \"8e9e05c52164694d became follower at"
                + " term 2\", as JSON or in the older form");
    }
}
