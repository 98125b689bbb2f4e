package dev.raftbeat.harness;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The rules of the house about compiled code. Each may speak of packages that are not there yet. */
final class HouseRules {

    static final String ROOT = "dev.raftbeat.";

    /** Packages whose main code is a function of what it is told: no clock, thread, file, socket or hidden chance. */
    static final List<String> PURE =
            List.of("protocol", "history", "raft", "detect", "topology", "fault", "check", "why", "fence", "plot");

    /** The one package that opens files to read them. */
    private static final String FILES = "files";

    private static final List<String> RAFT_NODE = List.of(
            "text",
            FILES,
            "protocol",
            "history",
            "raft",
            "fence",
            "detect",
            "topology",
            "fault",
            "drive",
            "wire",
            "net",
            "process",
            "store",
            "node");
    private static final List<String> CLUSTER_SIM = List.of(
            "world",
            "sim",
            "local",
            "monitor",
            "lab",
            "scenario",
            "check",
            "why",
            "twin",
            "lesson",
            "record",
            "plot",
            "explore",
            "sweep",
            "zoo",
            "hunt",
            "nemesis",
            "scale",
            "bench");

    /** What whoever shows something to people may know of. */
    private static final List<String> SHOWN =
            List.of("text", "protocol", "fault", "world", "check", "why", "twin", "record", "scenario", "lesson");

    /** Who reads facts, and so what they mean. */
    private static final List<String> READERS = List.of(
            "world",
            "check",
            "why",
            "sim",
            "lab",
            "record",
            "scenario",
            "explore",
            "sweep",
            "hunt",
            "twin",
            "lesson",
            "plain",
            "screen",
            "terminal");

    /** They see databind, and no node sees them. */
    private static final List<String> BINDERS = List.of(ROOT + "wire.StrictJson", ROOT + "wire.FaultStateJson");

    /** What everybody may use of Java: no windows, no databases, no remote objects. */
    private static final List<String> JAVA = List.of(
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
    private static final Map<String, List<String>> DIRECTION = direction();

    /** Who may see a library. No other package may, and whoever is not listed sees java.* alone. */
    private static final Map<String, List<String>> LIBRARIES = libraries();

    private HouseRules() {}

    private static Map<String, List<String>> direction() {
        Map<String, List<String>> uses = new LinkedHashMap<>();
        uses.put("text", List.of());
        uses.put(FILES, List.of());
        uses.put("protocol", List.of());
        uses.put("history", List.of("protocol"));
        uses.put("raft", List.of("protocol"));
        uses.put("fence", List.of("protocol", "raft"));
        uses.put("detect", List.of("protocol"));
        uses.put("topology", List.of("detect"));
        uses.put("fault", List.of("protocol"));
        uses.put("drive", List.of("protocol"));
        uses.put("wire", List.of("text", "protocol", "raft", "detect", "fault"));
        uses.put("net", List.of("protocol", "raft", "detect", "fault", "drive", "wire"));
        uses.put("process", List.of(FILES, "text"));
        uses.put("node", plus(uses.get("net"), "text", FILES, "fence", "net", "process"));
        uses.put("store", List.of("text", FILES, "protocol", "fence", "drive", "wire", "process"));
        uses.put("world", List.of("text", "protocol", "fence", "detect", "fault"));
        uses.put("check", List.of("protocol"));
        uses.put("why", List.of("protocol", "world", "check"));
        uses.put("sim", List.of("protocol", "raft", "fence", "detect", "fault", "drive", "world"));
        uses.put("local", plus(RAFT_NODE, "world"));
        uses.put("monitor", plus(RAFT_NODE, "world"));
        uses.put("plot", List.of("text"));
        uses.put("lab", List.of("text", "protocol", "detect", "record", "plot"));
        uses.put("record", List.of("text", FILES, "protocol", "fault", "wire", "world", "check", "plot"));
        uses.put("scenario", List.of("text", "protocol", "fence", "fault", "world", "check", "record"));
        uses.put(
                "explore",
                List.of("protocol", "raft", "fault", "drive", "world", "sim", "scenario", "check", "record"));
        uses.put("sweep", List.of("protocol", "raft", "fault", "drive", "world", "sim", "scenario", "check", "record"));
        uses.put("zoo", plus(RAFT_NODE, "world", "sim", "scenario", "check", "record", "explore"));
        uses.put("hunt", List.of(FILES, "protocol", "fault", "wire", "world", "sim", "scenario", "check", "zoo"));
        uses.put("scale", List.of("text", "topology", "plot"));
        uses.put("nemesis", plus(RAFT_NODE, "world", "local", "scenario", "check", "record"));
        uses.put("bench", plus(RAFT_NODE, "world", "sim", "local", "check", "record", "plot"));
        uses.put("twin", List.of("protocol", "fault", "world", "sim", "scenario", "check", "why"));
        uses.put(
                "lesson",
                List.of(FILES, "protocol", "fault", "wire", "world", "sim", "scenario", "check", "why", "record"));
        uses.put("plain", SHOWN);
        uses.put("screen", plus(SHOWN, "detect"));
        uses.put("terminal", plus(SHOWN, "detect", "screen"));
        uses.put(
                "cli",
                plus(plus(RAFT_NODE, CLUSTER_SIM.toArray(String[]::new)), "plain", "screen", "terminal", "harness"));
        uses.put("harness", plus(plus(RAFT_NODE, CLUSTER_SIM.toArray(String[]::new)), "screen", "terminal"));
        READERS.forEach(reader -> uses.computeIfPresent(reader, (name, used) -> plus(used, "history")));
        return uses;
    }

    private static Map<String, List<String>> libraries() {
        Map<String, List<String>> seenBy = new LinkedHashMap<>();
        seenBy.put("io.netty..", List.of("net"));
        // Besides wire: monitor talks JSON with anybody.
        seenBy.put("tools.jackson..", List.of("wire", "monitor"));
        seenBy.put("com.fasterxml.jackson..", List.of("wire", "monitor"));
        seenBy.put("com.googlecode.lanterna..", List.of("terminal"));
        seenBy.put("picocli..", List.of("cli"));
        seenBy.put("io.prometheus..", List.of("node", "monitor"));
        seenBy.put("com.sun.net.httpserver..", List.of("node", "monitor"));
        seenBy.put("sun.misc..", List.of("node", "cli", "terminal"));
        // Only there are the pauses of collectors told.
        seenBy.put("com.sun.management..", List.of("node"));
        seenBy.put("javax.management..", List.of("node"));
        // Who this process belongs to; nothing else of Java tells it.
        seenBy.put("com.sun.security.auth.module..", List.of("world"));
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

    /** The packages of the table. */
    static Set<String> packages() {
        return DIRECTION.keySet();
    }

    /** One package uses no other package of ours, and no library, than the table says. */
    static ArchRule directionOf(String name) {
        TreeSet<String> allowed = new TreeSet<>(JAVA);
        allowed.add(ROOT + name);
        DIRECTION.get(name).forEach(used -> allowed.add(ROOT + used));
        LIBRARIES.forEach((library, seenBy) -> {
            if (seenBy.contains(name)) {
                allowed.add(library);
            }
        });
        return classes()
                .that()
                .resideInAPackage(ROOT + name)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed.toArray(String[]::new)))
                .because("that is the direction of imports in the design")
                .allowEmptyShould(true);
    }

    /** Every class lies one level below the root, in a package of the table. */
    static ArchRule everyPackageIsInTheTable() {
        String[] known = packages().stream().map(name -> ROOT + name).toArray(String[]::new);
        return classes()
                .should(ArchConditions.be(resideInAnyPackage(known)))
                .because("packages lie one level below " + ROOT + "* and are listed with what they may use");
    }

    static ArchRule noCycles() {
        return slices().matching(ROOT + "(*)..").should().beFreeOfCycles().allowEmptyShould(true);
    }

    /** Pure code names no type that has a clock, a thread, a file, a socket or hidden chance behind it. */
    static ArchRule purityOfTypes() {
        return noClasses()
                .that(arePure())
                .should()
                .dependOnClassesThat(DescribedPredicate.describe("reach outside", Impurities::type))
                .because("the core is a function of what it has heard and the time it is told")
                .allowEmptyShould(true);
    }

    /** Pure code calls nothing that answers differently the next time, or on the next start. */
    static ArchRule purityOfCalls() {
        return noClasses()
                .that(arePure())
                .should(ArchConditions.accessTargetWhere(
                        DescribedPredicate.describe("is never the same twice", Impurities::call)))
                .because("the same seed must give the same run, on every start of Java")
                .allowEmptyShould(true);
    }

    /** What is said on standard output or standard error goes through the writer that cleans it. */
    static ArchRule standardStreamsAreCleaned() {
        return noClasses()
                .that(DescribedPredicate.not(resideInAnyPackage(ROOT + "text", ROOT + "harness")))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould(ArchConditions.accessTargetWhere(DescribedPredicate.describe(
                        "prints a stack trace",
                        (JavaAccess<?> access) -> access.getName().equals("printStackTrace")
                                && access.getTarget().getFullName().endsWith("printStackTrace()"))))
                .because("what somebody else wrote must not reach a terminal as it is");
    }

    /** Whoever reads a file asks the one package that refuses what is none, and that never waits for ever. */
    static ArchRule readsOfFiles() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + FILES)
                .should(ArchConditions.accessTargetWhere(
                        DescribedPredicate.describe("opens a file by itself", DirectReads::call)))
                .because("a named pipe, a device or an endless file may bear the name")
                .allowEmptyShould(true);
    }

    /** No bytes from outside become objects of a type that the bytes choose. */
    static ArchRule noJavaSerialization() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.io\\.(Object(Input|Output)Stream|Externalizable)")
                .because("a frame is data, and never says which class to make of it");
    }

    static ArchRule noDefaultTypingByCall() {
        return noClasses()
                .should(ArchConditions.accessTargetWhere(DescribedPredicate.describe(
                        "turns on default typing",
                        (JavaAccess<?> access) -> access.getName().endsWith("DefaultTyping")
                                || access.getName().startsWith("activateDefaultTyping"))))
                .because("a frame is data, and never says which class to make of it");
    }

    static ArchRule noDefaultTypingByAnnotation() {
        return classes()
                .should(new ArchCondition<JavaClass>("carry no @JsonTypeInfo") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        report(type, type, events);
                        type.getMembers().forEach(member -> report(type, member, events));
                    }
                })
                .because("a frame is data, and never says which class to make of it");
    }

    /** Databind would cost each node ten megabytes and a fifth of a second; what binds is for those who look after nodes. */
    static ArchRule nodesDoNotBind() {
        DescribedPredicate<JavaClass> binder = DescribedPredicate.describe(
                "bind documents", type -> BINDERS.contains(type.getName().replaceFirst("\\$.*", "")));
        return noClasses()
                .that(resideInAnyPackage(
                        RAFT_NODE.stream().map(name -> ROOT + name).toArray(String[]::new)))
                .and(DescribedPredicate.not(binder))
                .should()
                .dependOnClassesThat(binder.or(resideInAnyPackage("tools.jackson.databind..")))
                .because("a node must start fast and be small")
                .allowEmptyShould(true);
    }

    private static void report(JavaClass type, CanBeAnnotated annotated, ConditionEvents events) {
        if (annotated.isAnnotatedWith("com.fasterxml.jackson.annotation.JsonTypeInfo")) {
            events.add(SimpleConditionEvent.violated(type, annotated + " carries @JsonTypeInfo"));
        }
    }

    private static DescribedPredicate<JavaClass> arePure() {
        return resideInAnyPackage(PURE.stream().map(name -> ROOT + name).toArray(String[]::new))
                .as("are in a pure package");
    }
}
