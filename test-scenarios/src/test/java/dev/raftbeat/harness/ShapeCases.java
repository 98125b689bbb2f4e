package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.word.FaultWords;
import dev.raftbeat.fault.word.ShapeWords;
import dev.raftbeat.harness.FaultContract.Case;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The words that cut many links at once: exactly those, written out by hand. */
final class ShapeCases {
    private static final String RING = "12 21 23 32 34 43 45 54 51 15";

    private ShapeCases() {}

    static List<Case> all() {
        return List.of(
                shape(ShapeWords.PARTITION, "partition n1,n2 | n3,n4,n5", "12 21 34 43 35 53 45 54"),
                shape(ShapeWords.ISOLATE, "isolate n2", "13 31 14 41 15 51 34 43 35 53 45 54"),
                shape(ShapeWords.BRIDGE, "bridge n3", "12 21 13 31 23 32 34 43 35 53 45 54"),
                shape(ShapeWords.STAR, "star n3", "13 31 23 32 43 34 53 35"),
                shape(ShapeWords.RING, "ring", RING),
                shape(ShapeWords.MAJORITIES_RING, "majorities-ring", RING),
                shape(ShapeWords.CHAIN, "chain", "12 21 23 32 34 43 45 54"));
    }

    /** @param open the links that stay open, each as two digits: from, to */
    private static Case shape(FaultWord word, String line, String open) {
        Set<Link> opened = new TreeSet<>();
        for (String link : open.split(" ")) {
            opened.add(new Link(new NodeId("n" + link.charAt(0)), new NodeId("n" + link.charAt(1))));
        }
        return Case.of(stage -> play(stage, line, opened), word, FaultWords.END);
    }

    private static void play(Stage stage, String line, Set<Link> open) {
        Heard heard = stage.heard();
        Set<Link> cut = stage.links();
        cut.removeAll(open);
        long mark = stage.begin(line);
        stage.awaitStirred(
                "every link has carried or lost something",
                () -> heard.cutLinks(mark).containsAll(cut)
                        && heard.openLinks(mark).containsAll(open));
        assertThat(heard.cutLinks(mark)).as("links that \"" + line + "\" cuts").isEqualTo(cut);
        assertThat(heard.openLinks(mark))
                .as("links that \"" + line + "\" leaves open")
                .isEqualTo(open);
        stage.allLinksDeliver(stage.undo("end last"));
    }
}
