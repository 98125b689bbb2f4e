package dev.raftbeat.fault;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The words of the fault language: the one table from which help, docs and completion are made. */
public enum FaultWord {
    KILL("kill NODES", Kind.FAULT, "kill n2", "restart n2", "The processes end at once; their ballots stay."),
    PAUSE(
            "pause NODES",
            Kind.FAULT,
            "pause n2",
            "resume n2",
            "The processes freeze, their sockets open: nothing is answered, nothing is refused."),
    CRASH(
            "crash NODES before|during|after save|send",
            Kind.FAULT,
            "crash n2 before save",
            "end last",
            "The process ends by itself once it gets there: before, during or after its next save, before or after its"
                    + " next message leaves. What was being saved is then lost, torn or, after all, there."),
    CUT(
            "cut LINKS",
            Kind.FAULT,
            "cut n1 -> n3",
            "join n1 -> n3",
            "Every message on these links is lost, those on their way too; `->` cuts one way, `<->` both."),
    PARTITION(
            "partition [NODES | NODES [| NODES...]]",
            Kind.FAULT,
            "partition n1,n2 | n3,n4,n5",
            "end last",
            "The groups cannot hear each other; no group means a majority against the others."),
    ISOLATE("isolate NODES", Kind.FAULT, "isolate leader", "end last", "Each is cut, both ways, from everyone."),
    BRIDGE(
            "bridge NODE",
            Kind.FAULT,
            "bridge n3",
            "end last",
            "Two halves, the lower and the upper in member order, that only this node connects."),
    STAR("star NODE", Kind.FAULT, "star n3", "end last", "Only the links from and to this node stay open."),
    RING("ring", Kind.FAULT, "ring", "end last", "Each node hears only its two neighbours in member order."),
    MAJORITIES_RING(
            "majorities-ring",
            Kind.FAULT,
            "majorities-ring",
            "end last",
            "Each node hears a majority around itself in member order, no two nodes the same one."),
    CHAIN("chain", Kind.FAULT, "chain", "end last", "A line in member order: each hears only those beside it."),
    SLOW(
            "slow LINKS TIME [+-TIME]",
            Kind.FAULT,
            "slow n1 -> n3 80ms +-20ms",
            "slow n1 -> n3 0ms",
            "Every message takes so much longer, give or take; with a spread, one may overtake another."),
    LOSE(
            "lose PERCENT LINKS",
            Kind.FAULT,
            "lose 30% all -> n3",
            "lose 0% all -> n3",
            "Each message is lost with this probability."),
    DUPLICATE(
            "duplicate PERCENT LINKS",
            Kind.FAULT,
            "duplicate 10% all -> all",
            "duplicate 0% all -> all",
            "Each message arrives twice with this probability."),
    REORDER(
            "reorder PERCENT LINKS",
            Kind.FAULT,
            "reorder 20% all -> all",
            "reorder 0% all -> all",
            "Each message is, with this probability, held back by up to two heartbeats, so that later ones overtake it."),
    SKEW(
            "skew NODES [+|-]PERCENT",
            Kind.FAULT,
            "skew n2 +5%",
            "skew n2 0%",
            "The node's clock runs so much faster (+) or slower (-) than it should."),
    STALL_DISK(
            "stall disk NODES",
            Kind.FAULT,
            "stall disk n2",
            "free disk n2",
            "Saves neither end nor fail until the disk is free again."),
    FAIL_DISK(
            "fail disk NODES",
            Kind.FAULT,
            "fail disk n2",
            "free disk n2",
            "Saves fail, and a node that must save stops."),
    BLACKHOLE(
            "blackhole LINKS",
            Kind.FAULT,
            "blackhole n1 -> n3",
            "open n1 -> n3",
            "The receiver leaves the connection open and reads nothing from it: only a socket can be so mute."),
    FLAP(
            "flap LINKS every TIME [for TIME]",
            Kind.FAULT,
            "flap n1 -> n3 every 2E for 100E",
            "join n1 -> n3",
            "The links are cut for so long, then open for so long, in turn."),
    DROP_PACKETS(
            "drop packets LINKS",
            Kind.FAULT,
            "drop packets n1 -> n3",
            "pass packets n1 -> n3",
            "The receiver's kernel drops what the sender's connection carries: nothing arrives, nothing is refused."),
    LOSE_PACKETS(
            "lose packets PERCENT LINKS",
            Kind.FAULT,
            "lose packets 20% n1 -> n3",
            "pass packets n1 -> n3",
            "The receiver's kernel drops each packet with this probability; TCP repeats it, so that loss becomes delay."),
    REJECT_PACKETS(
            "reject packets LINKS",
            Kind.FAULT,
            "reject packets n1 -> n3",
            "pass packets n1 -> n3",
            "The receiver's kernel answers with RST: the sender's connection ends, and none can be made."),
    SLOW_PACKETS(
            "slow packets NODES TIME [+-TIME]",
            Kind.FAULT,
            "slow packets n2 80ms +-20ms",
            "slow packets n2 0ms",
            "The kernel keeps whatever the node sends for so long, give or take, where it was built with netem."),
    LIMIT_RATE(
            "limit rate NODES KBIT",
            Kind.FAULT,
            "limit rate n2 16kbit",
            "free rate n2",
            "The kernel sends no more than so many thousand bits a second for the node; the rest waits or is dropped."),
    LIMIT_CPU(
            "limit cpu NODES PERCENT",
            Kind.FAULT,
            "limit cpu n2 10%",
            "free cpu n2",
            "The node's process gets no more than this share of one processor."),
    SHIFT_CLOCK(
            "shift clock NODES [+|-]TIME",
            Kind.FAULT,
            "shift clock n2 +1h",
            "shift clock n2 0s",
            "The wall clock of the node jumps by so much. No rule of Raft looks at it: nothing may change."),
    UNPLUG("unplug NODES", Kind.FAULT, "unplug n2", "plug n2", "The hosts leave their network: both ways are dead."),

    RESTART("restart NODES", Kind.UNDO, "restart n2", "", "Starts nodes that do not run, for whatever reason."),
    RESUME("resume NODES", Kind.UNDO, "resume n2", "", "Lets frozen nodes go on."),
    JOIN(
            "join LINKS",
            Kind.UNDO,
            "join n1 -> n3",
            "",
            "Takes these links out of every fault that cuts them: cut, partition and the other shapes, flap."),
    FREE_DISK("free disk NODES", Kind.UNDO, "free disk n2", "", "Disks work again."),
    OPEN("open LINKS", Kind.UNDO, "open n1 -> n3", "", "Ends the black hole on these links."),
    PASS_PACKETS(
            "pass packets LINKS",
            Kind.UNDO,
            "pass packets n1 -> n3",
            "",
            "Takes these links out of drop, lose and reject packets; what waited to be sent again is given up."),
    FREE_RATE("free rate NODES", Kind.UNDO, "free rate n2", "", "The nodes send as fast as they can again."),
    FREE_CPU("free cpu NODES", Kind.UNDO, "free cpu n2", "", "The nodes get as much of a processor as they want."),
    PLUG("plug NODES", Kind.UNDO, "plug n2", "", "The hosts join their network again."),
    END("end NUMBER|last", Kind.UNDO, "end last", "", "Undoes one fault whole, by its number, or the last one."),
    HEAL(
            "heal",
            Kind.UNDO,
            "heal",
            "",
            "Undoes every fault: everything joined, fast, resumed, restarted; settings stay."),

    CAMPAIGN("campaign NODES", Kind.ACTION, "campaign n2", "", "The election timer fires now; PreVote is obeyed."),
    COLLECT(
            "collect NODES",
            Kind.ACTION,
            "collect n2",
            "",
            "The node's Java fills half a heap with what stays alive and collects garbage: for as long as that takes the"
                    + " process stands still, time and again."),
    TRANSFER("transfer NODE", Kind.ACTION, "transfer n4", "", "The leader hands leadership over to this node."),
    RESET("reset LINKS", Kind.ACTION, "reset n1 <-> n3", "", "The connections end by RST, and are made again."),
    WIPE(
            "wipe NODES",
            Kind.ACTION,
            "wipe n2",
            "",
            "Kills the node and loses its ballot: breaks Raft's assumption, and the checks say so. `restart` starts it."),

    SET_PREVOTE(
            "set prevote on|off [on NODES]", "set prevote off", "Whether candidates ask before they raise the term."),
    SET_CHECKQUORUM(
            "set checkquorum on|off [on NODES]",
            "set checkquorum off on n2",
            "Whether a leader that no longer hears a quorum steps down."),
    SET_ELECTION(
            "set election TIME..TIME [on NODES]", "set election 150..300ms", "The bounds of the election timeout."),
    SET_HEARTBEAT("set heartbeat TIME [on NODES]", "set heartbeat 50ms", "How often a leader sends heartbeats."),
    SET_WINDOW("set window TIME|default [on NODES]", "set window 300ms", "How long CheckQuorum waits for a quorum."),
    SET_LOG("set log NODES INDEX@TERM", "set log n1 5@2", "The synthetic last log entry: its index and its term."),
    SET_PACE("set pace lan|containers|class [on NODES]", "set pace class", "Heartbeat, election timeout and window."),
    SET_DEFAULTS(
            "set defaults [on NODES]", "set defaults", "What the cluster began with; on all nodes, timers spread too."),
    ALIGN_TIMERS("align timers", "align timers", "One drawn election timeout for all nodes, so that votes split."),
    SPREAD_TIMERS("spread timers", "spread timers", "Election timeouts are drawn at random again.");

    /** What becomes of a line once it is carried out. */
    public enum Kind {
        /** It stays until it is undone, by its own undo, by {@code end} or by {@code heal}. */
        FAULT,
        /** It ends faults. */
        UNDO,
        /** It happens once and cannot be undone. */
        ACTION,
        /** It stays, even through {@code heal}, until it is set otherwise. */
        SETTING;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What the kernel does with the packets of a link; one at a time. */
    public static final Set<FaultWord> ON_PACKETS =
            Collections.unmodifiableSet(EnumSet.of(DROP_PACKETS, LOSE_PACKETS, REJECT_PACKETS));

    private final String text;
    private final String syntax;
    private final Kind kind;
    private final String example;
    private final String undo;
    private final String meaning;

    FaultWord(String syntax, Kind kind, String example, String undo, String meaning) {
        this.text = Arrays.stream(syntax.split(" "))
                .takeWhile(part -> part.matches("[a-z-]+"))
                .collect(Collectors.joining(" "));
        this.syntax = syntax;
        this.kind = kind;
        this.example = example;
        this.undo = undo;
        this.meaning = meaning;
    }

    FaultWord(String syntax, String example, String meaning) {
        this(syntax, Kind.SETTING, example, example.equals("align timers") ? "spread timers" : "set defaults", meaning);
    }

    /** The word, or words, that a line begins with. */
    public String text() {
        return text;
    }

    /** How a whole line looks: capitals stand for what is to be filled in, brackets for what may be left out. */
    public String syntax() {
        return syntax;
    }

    public Kind kind() {
        return kind;
    }

    /** A line that can be typed on a cluster of five. */
    public String example() {
        return example;
    }

    /** The line that undoes the example; empty where nothing does, or nothing needs to. */
    public String undo() {
        return undo;
    }

    /** What it does, in one sentence. */
    public String meaning() {
        return meaning;
    }

    /** What it takes to make it work, as a sentence ends with it; empty where any world will do. */
    public String needs() {
        Set<WorldKind> worlds = worlds();
        if (worlds.size() == WorldKind.values().length) {
            return "";
        }
        if (worlds.contains(WorldKind.LOCAL)) {
            return "real processes";
        }
        return worlds.contains(WorldKind.CONTAINERS) ? "containers" : "the simulator";
    }

    /** Where it works. */
    public Set<WorldKind> worlds() {
        return switch (this) {
            case DROP_PACKETS, LOSE_PACKETS, REJECT_PACKETS, PASS_PACKETS -> EnumSet.of(WorldKind.CONTAINERS);
            case SLOW_PACKETS, LIMIT_RATE, FREE_RATE, LIMIT_CPU, FREE_CPU -> EnumSet.of(WorldKind.CONTAINERS);
            case SHIFT_CLOCK, UNPLUG, PLUG -> EnumSet.of(WorldKind.CONTAINERS);
            case COLLECT -> EnumSet.of(WorldKind.LOCAL, WorldKind.CONTAINERS);
            case CRASH -> EnumSet.of(WorldKind.SIM);
            case KILL, PAUSE, RESTART, RESUME, WIPE -> EnumSet.allOf(WorldKind.class);
            case CUT, PARTITION, ISOLATE, BRIDGE, STAR, RING, MAJORITIES_RING, CHAIN, FLAP, JOIN ->
                EnumSet.allOf(WorldKind.class);
            case SLOW, LOSE, DUPLICATE, REORDER, BLACKHOLE, OPEN, RESET -> EnumSet.allOf(WorldKind.class);
            case SKEW, STALL_DISK, FAIL_DISK, FREE_DISK -> EnumSet.allOf(WorldKind.class);
            case END, HEAL, CAMPAIGN, TRANSFER -> EnumSet.allOf(WorldKind.class);
            case SET_PREVOTE, SET_CHECKQUORUM, SET_ELECTION, SET_HEARTBEAT, SET_WINDOW, SET_LOG, SET_PACE ->
                EnumSet.allOf(WorldKind.class);
            case SET_DEFAULTS, ALIGN_TIMERS, SPREAD_TIMERS -> EnumSet.allOf(WorldKind.class);
        };
    }

    /** For a place that knows some of the words only: a word that comes there unexpected does nothing. */
    public IllegalArgumentException unexpected() {
        return new IllegalArgumentException("\"" + text + "\" is not expected here");
    }
}
