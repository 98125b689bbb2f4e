package dev.raftbeat.fault.word;

import dev.raftbeat.fault.ActiveFault;
import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.FaultContext;
import dev.raftbeat.fault.FaultValue.Number;
import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.FaultWord.Kind;
import dev.raftbeat.fault.FaultWord.Row;
import dev.raftbeat.fault.NodeList;
import dev.raftbeat.fault.Part;
import dev.raftbeat.fault.ResolvedFault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** All words of the fault language, those about faults themselves among them. */
public final class FaultWords {
    private static final List<FaultWord> OWN = new ArrayList<>();

    public static final FaultWord END = new Row(Kind.UNDO, "end", Part.NUMBER)
            .help("end last", "", "Undoes one fault whole, by its number, or the last one.")
            .resolves((scene, line) -> {
                ActiveFault fault = scene.ended(line.value(Number.class).number());
                return new ResolvedFault(
                        line.with(new Number(OptionalLong.of(fault.number()))), fault.nodes(), fault.links());
            })
            .carriesOut((change, line) ->
                    change.end(line.value(Number.class).number().orElseThrow()))
            .says((line, scene) -> "ended "
                    + FaultContext.numbered(scene.inForce().active().stream()
                            .filter(fault -> fault.number()
                                    == line.value(Number.class).number().orElseThrow())
                            .toList()))
            .in(OWN);

    /** {@code end last}. */
    public static final Fault END_LAST = Fault.of(END).with(new Number(OptionalLong.empty()));

    public static final FaultWord HEAL = new Row(Kind.UNDO, "heal")
            .help("heal", "", "Undoes every fault: everything joined, fast, resumed, restarted; settings stay.")
            .carriesOut((change, line) -> change.heal())
            .says((line, scene) -> {
                List<String> done = new ArrayList<>();
                if (!scene.inForce().active().isEmpty()) {
                    done.add("ended " + FaultContext.numbered(scene.inForce().active()));
                }
                if (!scene.picture().dead().isEmpty()) {
                    done.add("restarted " + NodeList.list(scene.picture().dead()));
                }
                if (!scene.picture().paused().isEmpty()) {
                    done.add("resumed " + NodeList.list(scene.picture().paused()));
                }
                return "healed: " + (done.isEmpty() ? "nothing was broken" : String.join("; ", done));
            })
            .in(OWN);

    private static final List<FaultWord> ALL = Stream.of(
                    ProcessWords.ALL,
                    LinkWords.ALL,
                    ShapeWords.ALL,
                    StoreWords.ALL,
                    PacketWords.ALL,
                    HostWords.ALL,
                    OWN,
                    SettingWords.ALL,
                    TimerWords.ALL)
            .flatMap(List::stream)
            .sorted(Comparator.comparing(FaultWord::kind))
            .toList();

    private FaultWords() {}

    /** The word that is written so. */
    public static Optional<FaultWord> named(String text) {
        return ALL.stream().filter(word -> word.text().equals(text)).findFirst();
    }

    /** Every word in the order of help: by kind, and in each kind by family. */
    public static List<FaultWord> all() {
        return ALL;
    }
}
