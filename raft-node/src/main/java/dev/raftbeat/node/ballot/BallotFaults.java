package dev.raftbeat.node.ballot;

import dev.raftbeat.protocol.NodeId;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;

/** The sentences with which a node refuses to start. None of them advises what could make it vote twice in a term. */
final class BallotFaults {
    private static final String START_NEW = "start the node under a new name in an empty directory";

    private BallotFaults() {}

    static BallotFileException bothInvalid(Path file, NodeId node) {
        return new BallotFileException(file + " is damaged in both of its slots, so that nobody knows how " + node
                + " voted: do not put back an old copy, but " + START_NEW + ".");
    }

    static BallotFileException wrongLength(Path file, String found, int due) {
        return new BallotFileException(file + " is " + found + " bytes long instead of " + due
                + ", so that it is no whole ballot file: do not put back an old copy, but " + START_NEW + ".");
    }

    static BallotFileException missing(Path file, NodeId node) {
        return new BallotFileException(file + " is missing though " + node
                + " has run in this directory: put back that very file, or " + START_NEW + ".");
    }

    static BallotFileException foreign(Path file, String owner, String wanted) {
        return new BallotFileException(
                file + " belongs to " + owner + ", not to " + wanted + ": give this node its own directory.");
    }

    static BallotFileException otherVersion(Path file, int found, int ours) {
        return new BallotFileException(file + " is of version " + found + ", and this program reads version " + ours
                + " only: use the program that wrote it, or " + START_NEW + ".");
    }

    static BallotFileException nonsense(Path file, String what) {
        return new BallotFileException(file + " is whole and yet holds what this program never writes (" + what
                + "): do not change it by hand, but " + START_NEW + ".");
    }

    static BallotFileException twoNewest(Path file, long generation) {
        return new BallotFileException(file + " holds two different ballots of generation " + generation
                + ", which this program never writes: do not change it by hand, but " + START_NEW + ".");
    }

    static BallotFileException closed(Path file) {
        return new BallotFileException(file + " was closed, so that nothing more can be saved: start the node again.");
    }

    static BallotFileException failedBefore(Path file) {
        return new BallotFileException(
                file + " could not be written before, and no save is tried after a failed one: start the node again.");
    }

    static BallotFileException cannotUse(Path path, Exception cause) {
        if (cause instanceof AccessDeniedException || cause instanceof ReadOnlyFileSystemException) {
            return new BallotFileException(
                    path
                            + " cannot be read and written by this user: change its permissions, or name another directory.",
                    cause);
        }
        return new BallotFileException(
                path + " cannot be used (" + reason(cause) + "): look after the disk, or name another directory.",
                cause);
    }

    private static String reason(Exception cause) {
        if (cause instanceof FileSystemException named && named.getReason() != null) {
            return named.getReason();
        }
        if (cause instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        return cause instanceof IOException && cause.getMessage() != null ? cause.getMessage() : cause.toString();
    }
}
