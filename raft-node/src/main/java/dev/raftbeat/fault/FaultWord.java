package dev.raftbeat.fault;

import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A word of the fault language, and all that is to be known of it: grammar, targets, effects, undo, worlds, sentence, help.
 * Each word is one row in the file of its family; whoever carries lines out asks the row.
 */
public final class FaultWord {
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

    /** What carries a fault out. */
    public enum Means {
        KILL,
        PAUSE,
        CRASH,
        /** The node itself, by its rules. */
        RULES,
        /** The kernel of the node's host. */
        KERNEL,
        /** The kernel, which keeps messages from arriving: when it ends, the connections that waited are given up. */
        KERNEL_CUTS
    }

    /** What a line means on a cluster, or a refusal. */
    @FunctionalInterface
    public interface Resolving {
        ResolvedFault resolve(Scene scene, Fault line) throws FaultRefusedException;
    }

    /** The links that a shape cuts. */
    @FunctionalInterface
    public interface Shape {
        List<Link> links(List<NodeId> members, List<NodeId> nodes);
    }

    /** Lets a line happen. */
    @FunctionalInterface
    public interface Doing {
        void carryOut(Change change, ResolvedFault line);
    }

    /** What the line does and what it leaves alone, in one sentence without a full stop. */
    @FunctionalInterface
    public interface Saying {
        String sentence(ResolvedFault line, Scene scene);
    }

    /** Settings with those of a line among them. */
    @FunctionalInterface
    public interface SettingRule {
        Settings apply(Fault line, Settings present, Settings defaults);
    }

    /** The kernel rules of a host with those of a fault among them. */
    @FunctionalInterface
    public interface KernelRule {
        KernelRules with(KernelRules rules, FaultInForce fault, NodeId host);
    }

    /** What a node has to know besides the line, as its rule ends with it; begins with a space, or empty. */
    @FunctionalInterface
    public interface RuleEnd {
        String of(FaultInForce fault, Settings receiver);
    }

    private final Row row;

    private FaultWord(Row row) {
        this.row = row;
    }

    /** The word, or words, that a line begins with. */
    public String text() {
        return row.text;
    }

    /** What may follow the word, in order. */
    public List<Part> parts() {
        return row.parts;
    }

    /** How a whole line looks: capitals stand for what is to be filled in, brackets for what may be left out. */
    public String syntax() {
        return Stream.concat(Stream.of(row.text), row.parts.stream().map(Part::syntax))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    public Kind kind() {
        return row.kind;
    }

    /** A line that can be typed on a cluster of five. */
    public String example() {
        return row.example;
    }

    /** The line that undoes the example; empty where nothing does, or nothing needs to. */
    public String undo() {
        return row.undo;
    }

    /** What it does, in one sentence. */
    public String meaning() {
        return row.meaning;
    }

    /** Where it works. */
    public Set<WorldKind> worlds() {
        return row.worlds;
    }

    /** What it takes to make it work, as a sentence ends with it; empty where any world will do. */
    public String needs() {
        if (row.worlds.size() == WorldKind.values().length) {
            return "";
        }
        if (row.worlds.contains(WorldKind.LOCAL)) {
            return "real processes";
        }
        return row.worlds.contains(WorldKind.CONTAINERS) ? "containers" : "the simulator";
    }

    /** What its lines do to nodes and links; empty for what only undoes. */
    List<FaultEffect> effects(Fault line) {
        return row.effects.apply(line);
    }

    /** What it does whatever the amount. */
    public List<FaultEffect.Kind> effectKinds() {
        return Collections.unmodifiableList(row.kinds);
    }

    ResolvedFault resolve(Scene scene, Fault line) throws FaultRefusedException {
        return row.resolving.resolve(scene, line);
    }

    String sentence(ResolvedFault line, Scene scene) {
        return row.saying.sentence(line, scene);
    }

    /** Lets a line of this word happen. */
    public void carryOut(Change change, ResolvedFault line) {
        row.doing.carryOut(change, line);
    }

    /** What carries a fault of this word out. */
    public Means means() {
        return row.means.orElseThrow(() -> new IllegalStateException("\"" + row.text + "\" is no fault"));
    }

    /** Whether it is carried out by this; also of words that are no faults. */
    public boolean is(Means means) {
        return row.means.equals(Optional.of(means));
    }

    /** Whether {@code join} takes links out of its faults. */
    public boolean cuts() {
        return row.cuts;
    }

    /** Whether a fault of that word loses a link, or a node, that this word takes: a dial stands at one place at a time. */
    public boolean replaces(FaultWord other) {
        return !row.dial.isEmpty() && row.dial.equals(other.row.dial);
    }

    public KernelRule kernel() {
        return row.kernel;
    }

    public RuleEnd ruleEnd() {
        return row.ruleEnd;
    }

    /** Whether what it does depends on the heartbeat of the node that does it. */
    public boolean dependsOnHeartbeat() {
        return row.onHeartbeat;
    }

    /** Whether it changes settings of nodes. */
    public boolean isSetting() {
        return row.setting.isPresent();
    }

    SettingRule setting() {
        return row.setting.orElseThrow(() -> new IllegalArgumentException("\"" + row.text + "\" is not a setting"));
    }

    @Override
    public String toString() {
        return row.text;
    }

    /** A row in the making. */
    public static final class Row {
        private final Kind kind;
        private final String text;
        private final List<Part> parts;
        private String example = "";
        private String undo = "";
        private String meaning = "";
        private Set<WorldKind> worlds = Collections.unmodifiableSet(EnumSet.allOf(WorldKind.class));
        private final List<FaultEffect.Kind> kinds = new ArrayList<>();
        private Function<Fault, List<FaultEffect>> effects =
                line -> this.kinds.stream().map(FaultEffect::of).toList();
        private Resolving resolving = Scene::targets;
        private Optional<Means> means = Optional.empty();
        private boolean cuts;
        private String dial = "";
        private KernelRule kernel = (rules, fault, host) -> rules;
        private RuleEnd ruleEnd = (fault, receiver) -> "";
        private boolean onHeartbeat;
        private Optional<SettingRule> setting = Optional.empty();
        private Doing doing = (change, line) -> change.begin(line);
        private Saying saying;

        /** @param text the word, or words, that a line begins with */
        public Row(Kind kind, String text, Part... parts) {
            this.kind = kind;
            this.text = text;
            this.parts = List.of(parts);
        }

        /** @param line that can be typed on a cluster of five */
        public Row example(String line) {
            example = line;
            return this;
        }

        /** @param line that undoes the example */
        public Row undo(String line) {
            undo = line;
            return this;
        }

        /** @param sentence what it does */
        public Row meaning(String sentence) {
            meaning = sentence;
            return this;
        }

        public Row needs(WorldKind first, WorldKind... more) {
            worlds = Collections.unmodifiableSet(EnumSet.of(first, more));
            return this;
        }

        /** Has these effects, without amount. */
        public Row does(FaultEffect.Kind... these) {
            kinds.addAll(Arrays.asList(these));
            return this;
        }

        /** Has this effect, as much as its value says. */
        public Row doesAsMuch(FaultEffect.Kind one) {
            kinds.add(one);
            return effects(line -> List.of(new FaultEffect(one, line.value().amount())));
        }

        /** Loses messages, as many as its value says; with all of them lost it does what is given. */
        public Row mayLose(FaultEffect.Kind whole) {
            kinds.add(FaultEffect.Kind.MAY_LOSE);
            return effects(line -> {
                long amount = line.value().amount();
                return List.of(
                        amount == FaultEffect.WHOLE
                                ? FaultEffect.of(whole)
                                : new FaultEffect(FaultEffect.Kind.MAY_LOSE, amount));
            });
        }

        public Row effects(Function<Fault, List<FaultEffect>> those) {
            effects = those;
            return this;
        }

        /** Only those nodes are meant that fit; with none of them the line is refused. */
        public Row onlyThose(Scene.Fit fit, String otherwise) {
            return resolves((scene, line) -> scene.targets(line, node -> fit.fits(scene, node), otherwise));
        }

        public Row resolves(Resolving how) {
            resolving = how;
            return this;
        }

        /** Cuts links; each fault of its kind cuts for itself. */
        public Row cuts() {
            cuts = true;
            return by(Means.RULES).does(FaultEffect.Kind.CUTS);
        }

        /** Cuts the links of this shape, and is refused where the shape has none. */
        public Row cuts(Shape shape) {
            return cuts().resolves((scene, line) -> scene.shape(scene.targets(line), shape));
        }

        /** As {@link #cuts()}, but not all the time. */
        public Row cutsInTurn() {
            cuts = true;
            return by(Means.RULES).does(FaultEffect.Kind.CUTS_IN_TURN);
        }

        public Row by(Means how) {
            means = Optional.of(how);
            return this;
        }

        /** Where it is set again, it replaces what was there; words of one dial replace each other. */
        public Row dial(String name) {
            dial = name;
            return this;
        }

        /** A dial for itself. */
        public Row dial() {
            return dial(text);
        }

        /** Done by the kernel of the nodes' hosts, in this way. */
        public Row host(Means how, KernelHost rule) {
            kernel = (rules, fault, host) -> fault.wantedNodes().contains(host)
                    ? rule.with(rules, fault.fault().value())
                    : rules;
            return by(how).dial().needs(WorldKind.CONTAINERS);
        }

        /** Done by the kernel of the receivers' hosts to packets that come in; all such words are one dial. */
        public Row packets(PacketRule.Deed deed) {
            kernel = (rules, fault, host) -> rules.withPackets(fault, host, deed);
            return by(Means.KERNEL_CUTS).dial("packets").needs(WorldKind.CONTAINERS);
        }

        public Row ruleEnd(RuleEnd end) {
            ruleEnd = end;
            return this;
        }

        /** As {@link #ruleEnd}, and to be told again when the heartbeat of the receiver is set. */
        public Row dependsOnHeartbeat(RuleEnd end) {
            onHeartbeat = true;
            return ruleEnd(end);
        }

        public Row sets(SettingRule rule) {
            setting = Optional.of(rule);
            return this;
        }

        public Row carriesOut(Doing what) {
            doing = what;
            return this;
        }

        public Row says(Saying what) {
            saying = what;
            return this;
        }

        /** Says the sentence of the nodes' names, which another replaces where there are several. */
        public Row says(UnaryOperator<String> ofOne, UnaryOperator<String> ofSeveral) {
            return says(
                    (line, scene) -> (line.nodes().size() == 1 ? ofOne : ofSeveral).apply(NodeList.list(line.nodes())));
        }

        /** Done: the row joins its family. */
        public FaultWord in(List<FaultWord> family) {
            if (saying == null || example.isEmpty() || meaning.isEmpty() || kind == Kind.FAULT && means.isEmpty()) {
                throw new IllegalStateException("the row of \"" + text + "\" is not whole");
            }
            FaultWord word = new FaultWord(this);
            family.add(word);
            return word;
        }
    }

    /** What a value asks of the kernel of a host. */
    @FunctionalInterface
    public interface KernelHost {
        KernelRules with(KernelRules rules, FaultValue value);
    }
}
