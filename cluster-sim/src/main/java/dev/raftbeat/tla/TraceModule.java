package dev.raftbeat.tla;

import java.util.List;
import java.util.stream.Collectors;

/** Runs as a module of TLA+, which docs/spec/Trace.tla reads. */
public final class TraceModule {
    /** The name of the module. */
    public static final String NAME = "Runs";

    private TraceModule() {}

    /** The text of the module. */
    public static String of(List<ModelTrace> runs) {
        return runs.stream()
                .map(TraceModule::run)
                .collect(Collectors.joining(",\n", "---- MODULE " + NAME + " ----\nRecorded == <<\n", "\n>>\n====\n"));
    }

    private static String run(ModelTrace run) {
        return "[members |-> "
                + run.members().stream().map(name -> '"' + name + '"').collect(Collectors.joining(", ", "{", "}"))
                + ", facts |-> <<\n"
                + run.facts().stream().map(ModelFact::tuple).collect(Collectors.joining(",\n"))
                + "\n>>]";
    }
}
