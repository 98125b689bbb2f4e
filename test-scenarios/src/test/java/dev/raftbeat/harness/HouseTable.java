package dev.raftbeat.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The table of the house: which package may use which, and who may see which library. */
final class HouseTable {
    /** The one package that opens files. */
    static final String FILES = "files";

    static final List<String> RAFT_NODE = List.of(
            "text",
            FILES,
            "journal",
            "http",
            "protocol",
            "history",
            "raft",
            "fault",
            "drive",
            "wire",
            "net",
            "process",
            "store",
            "node");
    private static final List<String> CLUSTER_SIM = List.of(
            "progress",
            "table",
            "world",
            "sim",
            "local",
            "lab.detector",
            "lab.membership",
            "lab.topology",
            "lab.group",
            "lab.monitor",
            "lab.quality",
            "scenario",
            "check",
            "why",
            "spacetime",
            "export",
            "twin",
            "lesson",
            "page",
            "etcd",
            "record",
            "plot",
            "tla",
            "explore",
            "random",
            "zoo",
            "bench");

    /** What whoever shows something to people may know of. */
    private static final List<String> SHOWN = List.of(
            "text", "protocol", "fault", "world", "check", "why", "spacetime", "twin", "record", "scenario", "lesson");

    /** Who reads facts, and so what they mean. */
    private static final List<String> READERS = List.of(
            "world",
            "check",
            "why",
            "spacetime",
            "export",
            "page",
            "sim",
            "lab.quality",
            "record",
            "scenario",
            "explore",
            "random",
            "zoo",
            "twin",
            "lesson",
            "plain",
            "screen",
            "terminal");

    /** Who measures or finds what is shown as a table. */
    private static final List<String> TABLES = List.of(
            "lab.group",
            "lab.quality",
            "scenario",
            "explore",
            "random",
            "zoo",
            "bench",
            "twin",
            "check",
            "export",
            "world",
            "local");

    /** Whose work may take long, and may be stopped. */
    private static final List<String> LONG =
            List.of("lab.group", "lab.quality", "scenario", "explore", "random", "zoo", "bench", "record", "twin");

    /** What everybody may use of Java: no windows, no databases, no remote objects. */
    static final List<String> JAVA = List.of(
            "java.io..",
            "java.lang..",
            "java.math..",
            "java.net..",
            "java.nio..",
            "java.security..",
            "java.text..",
            "java.time..",
            "java.util..");

    /** What each package may use of ours, besides itself: the table of the design. A package missing here is refused. */
    static final Map<String, List<String>> DIRECTION = direction();

    /** The rooms of a family of many files: packages one level deeper, which may use what the family may, and each other. */
    static final Map<String, List<String>> ROOMS = Map.of(
            "fault", List.of("execution", "rule", "word"),
            "node", List.of("ballot"),
            "local", List.of("folder"),
            "world", List.of("sentence"),
            "scenario", List.of("expect"),
            "check", List.of("safety", "liveness", "failover", "judge"),
            "screen",
                    List.of(
                            "canvas",
                            "cluster",
                            "cluster.strip",
                            "cluster.page",
                            "cluster.pane",
                            "group",
                            "lesson",
                            "twin",
                            "workers"),
            "cli", List.of("option", "cluster", "lab", "run", "lesson"));

    /** Who may turn text into faults: what people type, scenario files, control lines; and whoever does a told line again. */
    static final List<String> FAULT_READERS = List.of(
            "world.TypedLines",
            "scenario.ScenarioParser",
            "scenario.ClusterParser",
            "twin.Switch",
            "node.ControlLines",
            "wire.FaultStateJson",
            "screen.cluster.CommandKeys",
            "scenario.ScriptRecorder",
            "sim.StartFold",
            "twin.Script");

    /** Who may see a library. No other package may, and whoever is not listed sees java.* alone. */
    static final Map<String, List<String>> LIBRARIES = libraries();

    /** Enums that name roles and define none: the look of each; and one that is still to go. */
    static final List<String> NAMES_OF_ROLES = List.of("dev.raftbeat.screen.canvas.Style");

    private HouseTable() {}

    private static Map<String, List<String>> direction() {
        Map<String, List<String>> uses = new LinkedHashMap<>();
        uses.put("text", List.of());
        uses.put(FILES, List.of());
        uses.put("journal", List.of(FILES));
        uses.put("http", List.of("text"));
        uses.put("protocol", List.of());
        uses.put("history", List.of("text", "protocol"));
        uses.put("raft", List.of("protocol"));
        uses.put("fault", List.of("text", "protocol", "history"));
        uses.put("drive", List.of("protocol", "fault"));
        uses.put("wire", List.of("text", "protocol", "raft", "fault"));
        uses.put("net", List.of("text", "protocol", "raft", "fault", "drive", "wire"));
        uses.put("process", List.of(FILES, "text"));
        uses.put("store", List.of("text", FILES, "protocol", "history", "raft", "drive", "wire", "process"));
        uses.put("node", plus(uses.get("net"), FILES, "journal", "history", "http", "store", "net", "process"));
        laboratory(uses);
        clusters(uses);
        taught(uses);
        screens(uses);
        READERS.forEach(reader -> uses.computeIfPresent(reader, (name, used) -> plus(used, "history")));
        TABLES.forEach(teller -> uses.computeIfPresent(teller, (name, used) -> plus(used, "table")));
        LONG.forEach(worker -> uses.computeIfPresent(worker, (name, used) -> plus(used, "progress")));
        return uses;
    }

    private static void clusters(Map<String, List<String>> uses) {
        uses.put("world", List.of("text", FILES, "protocol", "store", "fault", "lab.detector", "lab.membership"));
        uses.put("check", List.of("text", "protocol"));
        uses.put("why", List.of("protocol", "world", "check"));
        uses.put("spacetime", List.of("protocol", "world"));
        uses.put("export", List.of("text", "protocol", "wire", "world", "check", "why", "spacetime"));
        uses.put("etcd", List.of(FILES, "protocol", "history", "world"));
        uses.put("page", List.of("text", "protocol", "wire", "world", "check", "why", "plot"));
        uses.put("sim", List.of("text", "protocol", "raft", "store", "fault", "drive", "world", "lab.detector"));
        uses.put("local", plus(RAFT_NODE, "world"));
        uses.put("plot", List.of("text"));
        uses.put("tla", List.of("protocol"));
        uses.put(
                "record",
                List.of(
                        "text",
                        FILES,
                        "journal",
                        "protocol",
                        "fault",
                        "wire",
                        "world",
                        "check",
                        "why",
                        "spacetime",
                        "page",
                        "plot"));
        uses.put("scenario", List.of("text", "protocol", "store", "fault", "world", "check", "record"));
        uses.put(
                "explore",
                List.of("text", "protocol", "raft", "fault", "drive", "world", "sim", "scenario", "check", "record"));
        uses.put("random", plus(RAFT_NODE, "world", "sim", "local", "scenario", "check", "record", "plot"));
        uses.put("zoo", plus(RAFT_NODE, "world", "sim", "scenario", "check", "record", "explore", "random"));
        uses.put(
                "bench",
                plus(
                        RAFT_NODE,
                        "world",
                        "sim",
                        "local",
                        "scenario",
                        "check",
                        "record",
                        "page",
                        "plot",
                        "lab.detector"));
    }

    private static void taught(Map<String, List<String>> uses) {
        uses.put("twin", List.of("text", "protocol", "fault", "world", "sim", "scenario", "check", "why", "plot"));
        uses.put(
                "lesson",
                List.of(
                        "text",
                        FILES,
                        "protocol",
                        "fault",
                        "wire",
                        "world",
                        "sim",
                        "scenario",
                        "check",
                        "why",
                        "record"));
    }

    private static void screens(Map<String, List<String>> uses) {
        uses.put("plain", plus(SHOWN, "lab.group", "lab.topology"));
        uses.put("screen", plus(SHOWN, "lab.detector", "lab.membership", "lab.group", "lab.topology"));
        uses.put("web", List.of("http", "protocol", "wire", "page", "world"));
        uses.put("terminal", plus(SHOWN, "lab.detector", "lab.membership", "screen", FILES, "plot", "wire"));
        uses.put(
                "cli",
                plus(
                        plus(RAFT_NODE, CLUSTER_SIM.toArray(String[]::new)),
                        "plain",
                        "screen",
                        "terminal",
                        "web",
                        "harness"));
        uses.put("harness", plus(plus(RAFT_NODE, CLUSTER_SIM.toArray(String[]::new)), "screen", "terminal", "web"));
    }

    private static void laboratory(Map<String, List<String>> uses) {
        uses.put("progress", List.of());
        uses.put("table", List.of("text"));
        uses.put("lab.detector", List.of("text", "protocol"));
        uses.put("lab.membership", List.of("text", "protocol", "lab.detector"));
        uses.put("lab.topology", List.of("lab.detector", "lab.membership"));
        uses.put("lab.group", List.of("text", "plot", "lab.detector", "lab.membership", "lab.topology"));
        uses.put("lab.monitor", plus(RAFT_NODE, "world", "lab.detector", "lab.membership"));
        uses.put(
                "lab.quality",
                List.of("text", "protocol", "record", "plot", "lab.detector", "lab.membership", "lab.topology"));
    }

    private static Map<String, List<String>> libraries() {
        Map<String, List<String>> seenBy = new LinkedHashMap<>();
        seenBy.put("io.netty..", List.of("net"));
        // Who is talking is decided there, and nowhere else.
        seenBy.put("javax.crypto..", List.of("net"));
        // Besides wire: a monitor talks JSON with anybody.
        seenBy.put("tools.jackson..", List.of("wire", "lab.monitor", "etcd"));
        seenBy.put("com.fasterxml.jackson..", List.of("wire", "lab.monitor"));
        seenBy.put("com.googlecode.lanterna..", List.of("terminal"));
        seenBy.put("picocli..", List.of("cli"));
        seenBy.put("io.prometheus..", List.of("node", "lab.monitor"));
        seenBy.put("com.sun.net.httpserver..", List.of("http", "node", "lab.monitor", "web"));
        seenBy.put("sun.misc..", List.of("node", "cli", "terminal"));
        // Only there are the pauses of collectors told.
        seenBy.put("com.sun.management..", List.of("node"));
        seenBy.put("javax.management..", List.of("node"));
        // Who this process belongs to; nothing else of Java tells it.
        seenBy.put("com.sun.security.auth.module..", List.of(FILES));
        seenBy.put("org.HdrHistogram..", CLUSTER_SIM);
        seenBy.put("org.testcontainers..", List.of("harness"));
        seenBy.put("com.github.dockerjava..", List.of("harness"));
        return seenBy;
    }

    private static List<String> plus(List<String> some, String... more) {
        TreeSet<String> all = new TreeSet<>(some);
        all.addAll(List.of(more));
        return List.copyOf(all);
    }

    /** A package of the table with its rooms, by their full names. */
    static List<String> rooms(String name) {
        List<String> all = new ArrayList<>(List.of(HouseRules.ROOT + name));
        ROOMS.getOrDefault(name, List.of()).forEach(room -> all.add(HouseRules.ROOT + name + "." + room));
        return all;
    }
}
