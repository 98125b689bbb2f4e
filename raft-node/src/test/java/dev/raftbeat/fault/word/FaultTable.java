package dev.raftbeat.fault.word;

import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.NodeSelector.Pick;
import java.util.ArrayList;
import java.util.List;

/** The page of all words that {@code docs/FAULTS.md} is made of, from the rows of the words. */
final class FaultTable {
    private static final String HEAD = """
            # Faults

            One language says what is to be broken, in every world: typed in the terminal behind `:`, written in
            scenarios, sent with `raftbeat fault "cut leader -> n3"`. Words may be written large or small; what follows
            a `#` is a comment; `;` separates lines.

            This page is made from the code by `mvn -pl raft-node test -Dtest=FaultTableTest -Draftbeat.rewrite=true`.

            In the syntax, capitals stand for what is to be filled in and brackets for what may be left out.
            `NODES` are names and words for nodes, with commas between them. `LINKS` are `NODES -> NODES`, one way, or
            `NODES <-> NODES`, both. A `TIME` is in `us`, `ms`, `s`, `min`, `h` or `E`, the largest election timeout of
            any node; fractions are allowed. A `PERCENT` ends with `%`, a `KBIT` with `kbit` or `mbit`; a `PRIORITY`
            is a number from 0 to 100.
            """;

    private static final String NOTES = """
            ## What adds up and what replaces

            - Cuts of every kind add up: a link is open when no fault that goes on cuts it. `join` takes a link out of all
              of them; a fault that holds nothing any more has ended.
            - A dial (`slow`, `lose`, `duplicate`, `reorder`, `blackhole`, `flap`, `skew`, the disk, and whatever a kernel
              does) stands at one place for each link or node: setting it again replaces what it was there. Zero undoes it.
              `drop packets`, `lose packets` and `reject packets` are one dial.
            - A fault is over when every node has let go of it. A node that does not answer is named, the fault goes on and
              stays in the list, `raftbeat fault` exits with 1, and the node is asked again: by every later line, and about
              once a second by whoever watches the cluster. So is a node that has not taken a fault on, or a setting. An
              action that did not happen exits with 1 too, and is not tried again.
            - A dead node has nothing to obey: it is started with what is in force then. A frozen node obeys what it froze
              with until it goes on; `resume` then tells it what has changed, and only when it has said so is a fault over
              that it was to be rid of.
            - Every line that is carried out has a number. `end NUMBER` undoes that fault whole, whatever it is.
            - `heal` undoes all faults, and restarts every node that is down for whatever reason. Settings stay.
            - Messages are lost, delayed, doubled and held back at the receiver. What is being delayed when a cut begins is
              lost. `reorder` holds a message back by a drawn time of up to two heartbeats of the receiver, and never less
              than up to 20 ms: with less than one heartbeat no heartbeat would be overtaken by the next.
            - `flap` begins cut. After its time it ends by itself.
            - What needs containers is done by the kernel of the node's host and not by the node, which cannot tell it from
              a real network that fails. One way means one way: packets are chosen by the port of the receiver's listener,
              so that those of the connection that the receiver itself opened, acknowledgements among them, still pass.
              When such a fault ends, the connection that waited is ended by RST and made again: what it carried is lost,
              like the messages of a cut, and does not arrive late.
            - Where the machine cannot do such a word (a kernel without netem for `slow packets`, an engine that cannot limit
              a processor), the line is refused with a sentence that says so, before anything is done.
            - What is left to chance comes from the seed, with the same number of draws for every line and every message, so
              that turning a dial does not shift the rest of a run.
            """;

    private FaultTable() {}

    /** The page, in Markdown. */
    static String markdown() {
        List<String> lines = new ArrayList<>(HEAD.lines().toList());
        table(lines, FaultWord.Kind.FAULT, "Faults", "They go on until they are undone.");
        table(lines, FaultWord.Kind.UNDO, "What undoes them", "Lines that end faults.");
        table(lines, FaultWord.Kind.ACTION, "Actions", "They happen once; nothing undoes them.");
        table(
                lines,
                FaultWord.Kind.SETTING,
                "Settings",
                "They stay, through `heal` too, until they are set otherwise.");
        lines.addAll(List.of("", "## Words for nodes", "", "| word | means |", "|---|---|"));
        for (Pick pick : Pick.values()) {
            lines.add("| `" + pick.word() + "` | " + pick.meaning() + " |");
        }
        lines.add("");
        lines.addAll(NOTES.lines().toList());
        return String.join("\n", lines) + "\n";
    }

    private static void table(List<String> lines, FaultWord.Kind kind, String title, String about) {
        lines.addAll(List.of("", "## " + title, "", about, ""));
        boolean undone = kind == FaultWord.Kind.FAULT || kind == FaultWord.Kind.SETTING;
        lines.add(undone ? "| syntax | does | example | undone by |" : "| syntax | does | example |");
        lines.add(undone ? "|---|---|---|---|" : "|---|---|---|");
        for (FaultWord word : FaultWords.all()) {
            if (word.kind() == kind) {
                String needs = word.needs().isEmpty() ? "" : " Needs " + word.needs() + ".";
                lines.add("| " + code(word.syntax()) + " | " + word.meaning().replace("|", "\\|") + needs + " | "
                        + code(word.example()) + (undone ? " | " + code(word.undo()) : "") + " |");
            }
        }
    }

    /** A bar would end the cell, even within code. */
    private static String code(String text) {
        return "`" + text.replace("|", "\\|") + "`";
    }
}
