package dev.raftbeat.fault;

import dev.raftbeat.fault.rule.LinkRule;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
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
        STOP,
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
        ResolvedFault resolve(FaultContext scene, Fault line) throws FaultRefusedException;
    }

    /** The kernel rules of a host with those of a fault among them. */
    @FunctionalInterface
    interface KernelRule {
        KernelRules with(KernelRules rules, ActiveFault fault, NodeId host);
    }

    private final Kind kind;
    private final String text;
    private final List<Part> parts;
    private String example = "";
    private String undo = "";
    private String meaning = "";
    private Set<WorldKind> worlds = EnumSet.allOf(WorldKind.class);
    private Function<Fault, List<FaultEffect>> effects = line -> List.of();
    private Resolving resolving = FaultContext::targets;
    private Optional<Means> means = Optional.empty();
    private boolean cuts;
    private String dial = "";
    private KernelRule kernel = (rules, fault, host) -> rules;
    private Optional<ReceiverRule> rule = Optional.empty();
    private Optional<SettingRule> setting = Optional.empty();
    private BiConsumer<Change, ResolvedFault> doing;
    private BiFunction<ResolvedFault, FaultContext, String> saying;

    private FaultWord(Kind kind, String text, Part... parts) {
        this.kind = kind;
        this.text = text;
        this.parts = List.of(parts);
    }

    /** The word, or words, that a line begins with. */
    public String text() {
        return text;
    }

    /** What may follow the word, in order. */
    public List<Part> parts() {
        return parts;
    }

    /** How a whole line looks: capitals stand for what is to be filled in, brackets for what may be left out. */
    public String syntax() {
        return Stream.concat(Stream.of(text), parts.stream().map(Part::syntax))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
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

    /** Where it works. */
    public Set<WorldKind> worlds() {
        return Collections.unmodifiableSet(worlds);
    }

    /** What it takes to make it work, as a sentence ends with it; empty where any world will do. */
    public String needs() {
        boolean all = worlds.size() == WorldKind.values().length;
        String one = worlds.contains(WorldKind.CONTAINERS) ? "containers" : "the simulator";
        return all ? "" : worlds.contains(WorldKind.LOCAL) ? "real processes" : one;
    }

    /** What its lines do to nodes and links; empty for what only undoes. */
    List<FaultEffect> effects(Fault line) {
        return effects.apply(line);
    }

    ResolvedFault resolve(FaultContext scene, Fault line) throws FaultRefusedException {
        ResolvedFault resolved = resolving.resolve(scene, line);
        return resolved.saying(saying.apply(resolved, scene));
    }

    /** Lets a line of this word happen. */
    public void carryOut(Change change, ResolvedFault line) {
        doing.accept(change, line);
    }

    /** What carries a fault of this word out. */
    public Means means() {
        return means.orElseThrow(() -> new IllegalStateException("\"" + text + "\" is no fault"));
    }

    /** Whether it is carried out by one of these; also of words that are no faults. */
    public boolean is(Means... these) {
        return means.isPresent() && List.of(these).contains(means.get());
    }

    /** Whether {@code join} takes links out of its faults. */
    public boolean cuts() {
        return cuts;
    }

    /** Whether a fault of that word loses a link, or a node, that this word takes: a dial stands at one place at a time. */
    public boolean replaces(FaultWord other) {
        return !dial.isEmpty() && dial.equals(other.dial);
    }

    KernelRules kernel(KernelRules rules, ActiveFault fault, NodeId host) {
        return kernel.with(rules, fault, host);
    }

    /**
     * What the receivers of its links do with messages; empty where that is the kernel's business, or nobody's.
     *
     * @param receiver the settings of the receiver
     * @param by the fact that told of the fault
     */
    public Optional<LinkRule> rule(ActiveFault fault, Settings receiver, FactId by) {
        if (rule.isPresent()) {
            return Optional.of(rule.get().of(fault, receiver, by));
        }
        return cuts && is(Means.RULES) ? Optional.of(new LinkRule.Cut(by)) : Optional.empty();
    }

    /** Whether it changes settings of nodes. */
    public boolean isSetting() {
        return setting.isPresent();
    }

    SettingRule setting() {
        return setting.orElseThrow(() -> new IllegalArgumentException("\"" + text + "\" is not a setting"));
    }

    @Override
    public String toString() {
        return text;
    }

    /** A row in the making. */
    public static final class Row {
        private final FaultWord word;

        /** @param text the word, or words, that a line begins with */
        public Row(Kind kind, String text, Part... parts) {
            word = new FaultWord(kind, text, parts);
        }

        /**
         * What help says.
         *
         * @param example a line that can be typed on a cluster of five
         * @param undo the line that undoes it; empty where nothing does
         * @param meaning what the word does, in one sentence
         */
        public Row help(String example, String undo, String meaning) {
            word.example = example;
            word.undo = undo;
            word.meaning = meaning;
            return this;
        }

        public Row needs(WorldKind first, WorldKind... more) {
            word.worlds = EnumSet.of(first, more);
            return this;
        }

        /** Has these effects, without amount. */
        public Row does(FaultEffect.Kind... these) {
            List<FaultEffect> effects =
                    Arrays.stream(these).map(FaultEffect::of).toList();
            return effects(line -> effects);
        }

        /** Has this effect, as much as its value says. */
        public Row doesAsMuch(FaultEffect.Kind one) {
            return effects(line -> List.of(new FaultEffect(one, line.value().amount())));
        }

        /** Loses messages, as many as its value says; with all of them lost it does what is given. */
        public Row mayLose(FaultEffect.Kind whole) {
            return effects(line -> {
                long amount = line.value().amount();
                boolean all = amount == FaultEffect.WHOLE;
                return List.of(all ? FaultEffect.of(whole) : new FaultEffect(FaultEffect.Kind.MAY_LOSE, amount));
            });
        }

        public Row effects(Function<Fault, List<FaultEffect>> those) {
            word.effects = those;
            return this;
        }

        /** Only those nodes are meant that fit; with none of them the line is refused. */
        public Row onlyThose(BiPredicate<FaultContext, NodeId> fit, String otherwise) {
            return resolves((scene, line) -> scene.targets(line, node -> fit.test(scene, node), otherwise));
        }

        public Row resolves(Resolving how) {
            word.resolving = how;
            return this;
        }

        /** Cuts links; each fault of its kind cuts for itself. */
        public Row cuts(FaultEffect.Kind effect) {
            word.cuts = true;
            return by(Means.RULES).does(effect);
        }

        /** Cuts the links of this shape of members and the line's nodes, and is refused where the shape has none. */
        public Row cuts(BiFunction<List<NodeId>, List<NodeId>, List<Link>> shape) {
            return cuts(FaultEffect.Kind.CUTS).resolves((scene, line) -> scene.shape(scene.targets(line), shape));
        }

        /** A fault that begins, and is carried out by this. */
        public Row by(Means how) {
            word.means = Optional.of(how);
            return carriesOut(Change::begin);
        }

        /** Where it is set again, it replaces what was there; words of one dial replace each other. */
        public Row dial(String name) {
            word.dial = name;
            return this;
        }

        /** Done by the kernel of the nodes' hosts, in this way. */
        public Row host(Means how, BiFunction<KernelRules, FaultValue, KernelRules> rule) {
            word.kernel = (rules, fault, host) -> fault.wantedNodes().contains(host)
                    ? rule.apply(rules, fault.fault().value())
                    : rules;
            return by(how).dial(word.text).needs(WorldKind.CONTAINERS);
        }

        /** Done by the kernel of the receivers' hosts to packets that come in; all such words are one dial. */
        public Row packets(PacketRule.Deed deed) {
            word.kernel = (rules, fault, host) -> rules.withPackets(fault, host, deed);
            return by(Means.KERNEL_CUTS).dial("packets").needs(WorldKind.CONTAINERS);
        }

        /** What the receivers of its links do with messages, where they do not just lose them all. */
        public Row rule(ReceiverRule rule) {
            word.rule = Optional.of(rule);
            return this;
        }

        public Row sets(SettingRule rule) {
            word.setting = Optional.of(rule);
            return this;
        }

        public Row carriesOut(BiConsumer<Change, ResolvedFault> what) {
            word.doing = what;
            return this;
        }

        /** Says what a line does and what it leaves alone, in one sentence without a full stop. */
        public Row says(BiFunction<ResolvedFault, FaultContext, String> what) {
            word.saying = what;
            return this;
        }

        /** Says it of the nodes' names. */
        public Row says(UnaryOperator<String> ofOne, UnaryOperator<String> ofSeveral) {
            return says(
                    (line, scene) -> (line.nodes().size() == 1 ? ofOne : ofSeveral).apply(NodeList.list(line.nodes())));
        }

        /** Done: the row joins its family. */
        public FaultWord in(List<FaultWord> family) {
            boolean says = word.saying != null && !word.example.isEmpty() && !word.meaning.isEmpty();
            if (!says || word.doing == null || (word.kind == Kind.FAULT) != word.means.isPresent()) {
                throw new IllegalStateException("the row of \"" + word.text + "\" is not whole");
            }
            family.add(word);
            return word;
        }
    }
}
