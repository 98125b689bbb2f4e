package dev.raftbeat.fault.word;

import dev.raftbeat.fault.ActiveFault;
import dev.raftbeat.fault.FaultContext;
import dev.raftbeat.fault.FaultRefusedException;
import dev.raftbeat.fault.FaultValue.Delay;
import dev.raftbeat.fault.FaultValue.Percent;
import dev.raftbeat.fault.FaultValue.Turns;
import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.FaultWord.Kind;
import dev.raftbeat.fault.FaultWord.Means;
import dev.raftbeat.fault.FaultWord.Row;
import dev.raftbeat.fault.NodeList;
import dev.raftbeat.fault.Part;
import dev.raftbeat.fault.ResolvedFault;
import dev.raftbeat.fault.rule.LinkRule;
import dev.raftbeat.protocol.Bounds;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.Link;
import java.util.ArrayList;
import java.util.List;

/** Words about links: what happens to the messages, and the connections, from one node to another. */
public final class LinkWords {
    static final List<FaultWord> ALL = new ArrayList<>();

    /** A flap faster than this is below what any timer here can follow. */
    private static final long FLAP_NANOS_MIN = 1_000_000;
    /** Less than this would reorder nothing on a machine that is merely busy. */
    private static final long HOLD_BACK_NANOS_MIN = 20_000_000;

    public static final FaultWord CUT = new Row(Kind.FAULT, "cut", Part.LINKS)
            .help(
                    "cut n1 -> n3",
                    "join n1 -> n3",
                    "Every message on these links is lost, those on their way too; `->` cuts one way, `<->` both.")
            .cuts(FaultEffect.Kind.CUTS)
            .says((line, scene) -> "cut " + line.route() + waysBack(line, scene))
            .in(ALL);

    public static final FaultWord JOIN = new Row(Kind.UNDO, "join", Part.LINKS)
            .help(
                    "join n1 -> n3",
                    "",
                    "Takes these links out of every fault that cuts them: cut, partition and the other shapes, flap.")
            .carriesOut((change, line) -> change.end(FaultWord::cuts, List.of(), line.links()))
            .says(LinkWords::joined)
            .in(ALL);

    public static final FaultWord FLAP = new Row(Kind.FAULT, "flap", Part.LINKS, Part.TURNS)
            .help(
                    "flap n1 -> n3 every 2E for 100E",
                    "join n1 -> n3",
                    "The links are cut for so long, then open for so long, in turn.")
            .resolves((scene, line) -> {
                ResolvedFault resolved = scene.targets(line);
                if (resolved.value(Turns.class).every().nanos(0) < FLAP_NANOS_MIN) {
                    throw new FaultRefusedException("a link cannot flap faster than every 1ms");
                }
                return resolved;
            })
            .cuts(FaultEffect.Kind.CUTS_IN_TURN)
            .dial("flap")
            .rule((fault, receiver, by) -> {
                Turns turns = fault.fault().value(Turns.class);
                long during = turns.duringNanos().orElse(Bounds.NANOS_MAX);
                return new LinkRule.Flap(turns.every().nanos(0), fault.sinceNanos(), during, by);
            })
            .says((line, scene) -> {
                Turns turns = line.value(Turns.class);
                return line.route() + " is cut for " + turns.every().words() + ", then open for "
                        + turns.every().words()
                        + ", in turn, "
                        + turns.during().map(span -> "for " + span.words()).orElse("until it is joined")
                        + line.onlyThese();
            })
            .in(ALL);

    public static final FaultWord SLOW = new Row(Kind.FAULT, "slow", Part.LINKS, Part.DELAY)
            .help(
                    "slow n1 -> n3 80ms +-20ms",
                    "slow n1 -> n3 0ms",
                    "Every message takes so much longer, give or take; with a spread, one may overtake another.")
            .doesAsMuch(FaultEffect.Kind.DELAYS)
            .by(Means.RULES)
            .rule((fault, receiver, by) -> {
                Delay delay = fault.fault().value(Delay.class);
                long spread = delay.spread().map(span -> span.nanos(0)).orElse(0L);
                return new LinkRule.Slow(delay.amount(), spread, by);
            })
            .dial("slow")
            .says((line, scene) -> {
                Delay delay = line.value(Delay.class);
                return delay.isZero()
                        ? line.route() + " is no longer slowed"
                        : line.route() + " takes " + delay.time().words() + " longer"
                                + delay.spread()
                                        .map(span -> ", give or take " + span.words())
                                        .orElse("")
                                + line.onlyThese();
            })
            .in(ALL);

    public static final FaultWord LOSE = chance("lose")
            .help("lose 30% all -> n3", "lose 0% all -> n3", "Each message is lost with this probability.")
            .mayLose(FaultEffect.Kind.CUTS)
            .rule((fault, receiver, by) -> chanceOf(LinkRule.ChanceOf.LOSE, fault, 0, by))
            .says((line, scene) -> chance(line, " loses nothing by chance any more", " loses % of its messages"))
            .in(ALL);

    public static final FaultWord DUPLICATE = chance("duplicate")
            .help(
                    "duplicate 10% all -> all",
                    "duplicate 0% all -> all", "Each message arrives twice with this probability.")
            .doesAsMuch(FaultEffect.Kind.DUPLICATES)
            .rule((fault, receiver, by) -> chanceOf(LinkRule.ChanceOf.DUPLICATE, fault, 0, by))
            .says((line, scene) -> chance(line, " doubles nothing any more", " doubles % of its messages"))
            .in(ALL);

    public static final FaultWord REORDER = chance("reorder")
            .help(
                    "reorder 20% all -> all",
                    "reorder 0% all -> all",
                    "Each message is, with this probability, held back by up to two heartbeats, so that later ones"
                            + " overtake it.")
            .doesAsMuch(FaultEffect.Kind.REORDERS)
            // Two heartbeats: held back by less than one, no heartbeat would ever be overtaken by the next.
            .rule((fault, receiver, by) -> chanceOf(
                    LinkRule.ChanceOf.REORDER, fault, Math.max(HOLD_BACK_NANOS_MIN, 2 * receiver.heartbeatNanos()), by))
            .says((line, scene) -> chance(
                    line,
                    " keeps its messages in order again",
                    " holds back % of its messages by up to two heartbeats"))
            .in(ALL);

    public static final FaultWord BLACKHOLE = new Row(Kind.FAULT, "blackhole", Part.LINKS)
            .help(
                    "blackhole n1 -> n3",
                    "open n1 -> n3",
                    "The receiver leaves the connection open and reads nothing from it: only a socket can be so mute.")
            .does(FaultEffect.Kind.CUTS)
            .by(Means.RULES)
            .dial("blackhole")
            .says((line, scene) -> "what " + line.route() + " carries is no longer read; the connections stay open")
            .in(ALL);

    public static final FaultWord OPEN = new Row(Kind.UNDO, "open", Part.LINKS)
            .help("open n1 -> n3", "", "Ends the black hole on these links.")
            .carriesOut((change, line) -> change.end(BLACKHOLE::equals, List.of(), line.links()))
            .says((line, scene) -> "what " + line.route() + " carries is read again")
            .in(ALL);

    public static final FaultWord RESET = new Row(Kind.ACTION, "reset", Part.LINKS)
            .help("reset n1 <-> n3", "", "The connections end by RST, and are made again.")
            .does(FaultEffect.Kind.RESETS)
            .carriesOut((change, line) -> change.reset(line.links()))
            .says((line, scene) -> NodeList.few(line.links(), "the connection ", "the connections ")
                    + line.route()
                    + NodeList.few(line.links(), " ends by RST and is made again", " end by RST and are made again"))
            .in(ALL);

    private LinkWords() {}

    private static Row chance(String text) {
        return new Row(Kind.FAULT, text, Part.PERCENT, Part.LINKS)
                .by(Means.RULES)
                .dial(text);
    }

    /** @param some what its links do, with {@code %} for how often */
    private static LinkRule chanceOf(LinkRule.ChanceOf what, ActiveFault fault, long within, FactId by) {
        double share = fault.fault().value(Percent.class).percent().doubleValue() / 100;
        return new LinkRule.Chance(what, share, within, by);
    }

    static String chance(ResolvedFault line, String none, String some) {
        return line.fault().isZero()
                ? line.route() + none
                : line.route() + some.replace("%", line.fault().value().toString()) + line.onlyThese();
    }

    private static String waysBack(ResolvedFault line, FaultContext scene) {
        List<Link> back = line.links().stream()
                .map(Link::reversed)
                .filter(link -> !line.links().contains(link))
                .sorted()
                .toList();
        if (back.isEmpty()) {
            return ", all ways; every other link stays as it was";
        }
        List<Link> open = back.stream().filter(link -> !scene.isCut(link)).toList();
        if (open.isEmpty()) {
            return "; " + NodeList.few(back, back.get(0) + " was", "the ways back were") + " cut already";
        }
        String what = back.size() == 1 ? back.get(0) + " stays" : "the ways back stay";
        return "; " + what + " open" + (open.size() < back.size() ? ", but for those cut already" : "");
    }

    private static String joined(ResolvedFault line, FaultContext scene) {
        List<String> parts = new ArrayList<>();
        boolean some = false;
        for (ActiveFault fault : scene.inForce().active()) {
            if (fault.word().cuts() && fault.links().stream().anyMatch(line.links()::contains)) {
                some = true;
                List<Link> left = new ArrayList<>(fault.wantedLinks());
                left.removeAll(line.links());
                if (!left.isEmpty()) {
                    parts.add("fault " + fault.number() + " (" + fault.text() + ") still cuts " + left.size()
                            + NodeList.few(left, " link", " links"));
                }
            }
        }
        String was = line.route() + NodeList.few(line.links(), " was", " were") + " not cut";
        parts.add(0, some ? "joined " + line.route() : was);
        return String.join("; ", parts);
    }
}
