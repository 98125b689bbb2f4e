package dev.raftbeat.wire;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.FaultSyntaxException;
import dev.raftbeat.fault.execution.FaultState;
import dev.raftbeat.fault.word.FaultLanguage;

/** What has been done to a cluster and not undone, as a document that several processes share. Faults are their lines. */
public final class FaultStateJson {
    private static final StrictJson JSON = StrictJson.STANDARD.with(Fault.class, FaultStateJson::fault, Fault::text);

    private FaultStateJson() {}

    public static String write(FaultState state) {
        return JSON.file(state);
    }

    /** @throws DocumentException naming the first line that is not of that form */
    public static FaultState read(String text) {
        FaultState state = JSON.read(text, FaultState.class);
        try {
            state.active().forEach(fault -> fault.links().forEach(link -> state.rulesFor(link.to())));
            state.active().forEach(fault -> fault.nodes().forEach(state::rulesFor));
        } catch (IllegalArgumentException e) {
            throw new DocumentException(1, "faults that nodes can obey (" + e.getMessage() + ")");
        }
        return state;
    }

    private static Fault fault(String line) {
        try {
            return FaultLanguage.parse(line);
        } catch (FaultSyntaxException e) {
            throw new IllegalArgumentException("a line of the fault language (" + e.getMessage() + ")", e);
        }
    }
}
