package dev.raftbeat.world;

import dev.raftbeat.protocol.LinkFact.DeathProof;
import dev.raftbeat.protocol.LinkFact.SuspicionReason;
import dev.raftbeat.protocol.Message;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.text.Amounts;
import dev.raftbeat.text.CleanText;
import java.util.List;
import java.util.stream.Collectors;

/** Small pieces of plain English: durations, lists of names, and text from outside made safe to show. */
public final class PlainText {
    /** The longest text from outside that is shown, in characters. */
    public static final int OUTSIDE_MAX = 160;

    private PlainText() {}

    /** As {@link CleanText#quoted}, in at most {@value #OUTSIDE_MAX} characters. */
    public static String clean(String text) {
        return CleanText.quoted(text, OUTSIDE_MAX);
    }

    /** A path, or a sentence that holds one: whole, whatever its length, because half a path leads nowhere. */
    public static String path(String text) {
        return CleanText.line(text);
    }

    /** A length of time as people say it: {@link Amounts#time}. */
    public static String duration(long nanos) {
        return Amounts.time(nanos);
    }

    /** A kind of message as a sentence names it: {@code an AppendEntries reply}. */
    public static String aMessage(String kind) {
        String words = message(kind);
        return (words.isEmpty() || "AEIOU".indexOf(words.charAt(0)) < 0 ? "a " : "an ") + words;
    }

    /** A kind of message in the field's words: {@code AppendEntries reply}. */
    public static String message(String kind) {
        return Message.words(clean(kind));
    }

    /** With a capital in front, as a sentence begins. */
    public static String sentence(String words) {
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** {@code n1, n2, n3}, or {@code nobody}. */
    public static String names(List<NodeId> nodes) {
        return nodes.isEmpty() ? "nobody" : nodes.stream().map(NodeId::name).collect(Collectors.joining(", "));
    }

    /** {@code 1 fact}, {@code 2 facts}. */
    public static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /** Why a node suspects a peer, as a sentence about that peer without its full stop. */
    public static String because(SuspicionReason reason) {
        return switch (reason) {
            case CONNECTION_LOST -> "its connection ended";
            case HEARTBEATS_UNANSWERED -> "it left three heartbeats unanswered";
        };
    }

    /** How a node knows that the process of a peer is gone, as above. */
    public static String because(DeathProof proof) {
        return switch (proof) {
            case REFUSED -> "a new connection was refused";
            case NEWER_BOOT -> "a later life of it answered";
        };
    }

    /** Why a message was lost, as a sentence without its full stop. */
    public static String because(LossReason reason) {
        return switch (reason) {
            case CUT -> "the link is cut";
            case LOSS -> "the link loses messages";
            case CUT_WHILE_DELAYED -> "the link was cut while the message was held back";
            case SUPERSEDED -> "a newer heartbeat took its place";
            case QUEUE_FULL -> "the sender's queue was full";
            case NOT_CONNECTED -> "the sender is not connected to the receiver";
            case CONNECTION_CLOSED -> "the connection ended before the message had left";
            case RECEIVER_DOWN -> "the receiver was not running";
            case OLD_BALLOT -> "the receiver remembers a newer ballot of the sender";
        };
    }
}
