package dev.raftbeat.world;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.FaultSyntaxException;
import dev.raftbeat.fault.word.FaultLanguage;
import java.util.List;
import java.util.function.Function;

/** Lines of the fault language as people type them: where text becomes faults. */
public final class TypedLines {
    private TypedLines() {}

    /**
     * Applies lines, one under the other or separated by semicolons; none of them where one cannot be read.
     *
     * @param how such as {@code world::apply}
     */
    public static World.Outcome apply(Function<Fault, World.Outcome> how, String lines) {
        return read(lines, faults -> World.Outcome.all(faults.stream().map(how).toList()));
    }

    /** Does something with such lines; refused in a sentence where one cannot be read. */
    public static World.Outcome read(String lines, Function<List<Fault>, World.Outcome> what) {
        try {
            return what.apply(FaultLanguage.parseAll(lines));
        } catch (FaultSyntaxException e) {
            return new World.Outcome(false, e.getMessage());
        }
    }
}
