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
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The rules of the house about compiled code. Each may speak of packages that are not there yet. */
final class HouseRules {

    static final String ROOT = "dev.raftbeat.";

    /** Packages whose main code is a function of what it is told: no clock, thread, file, socket or hidden chance. */
    static final List<String> PURE = List.of(
            "protocol",
            "history",
            "raft",
            "lab.detector",
            "lab.membership",
            "lab.topology",
            "fault",
            "check",
            "why",
            "plot");

    /** The one package that opens files. */
    private static final String FILES = "files";

    private static final List<String> RAFT_NODE = List.of(
            "text", FILES, "protocol", "history", "raft", "fault", "drive", "wire", "net", "process", "store", "node");
    private static final List<String> CLUSTER_SIM = List.of(
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
            "twin",
            "lesson",
            "record",
            "plot",
            "explore",
            "random",
            "zoo",
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

    /** The rooms of a family of many files: packages one level deeper, which may use what the family may, and each other. */
    private static final Map<String, List<String>> ROOMS = Map.of(
            "fault", List.of("execution", "rule"),
            "node", List.of("ballot"),
            "local", List.of("folder"),
            "scenario", List.of("expect"),
            "check", List.of("safety", "liveness", "failover", "judge"),
            "screen", List.of("canvas", "cluster", "lesson", "twin", "workers"),
            "cli", List.of("option", "cluster", "lab", "run", "lesson"));

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
        uses.put("fault", List.of("protocol"));
        uses.put("drive", List.of("protocol"));
        uses.put("wire", List.of("text", "protocol", "raft"));
        uses.put("net", List.of("protocol", "raft", "fault", "drive", "wire"));
        uses.put("process", List.of(FILES, "text"));
        uses.put("store", List.of("text", FILES, "protocol", "raft", "drive", "wire", "process"));
        uses.put("node", plus(uses.get("net"), "text", FILES, "store", "net", "process"));
        uses.put("lab.detector", List.of("protocol"));
        uses.put("lab.membership", List.of("protocol", "lab.detector"));
        uses.put("lab.topology", List.of("lab.detector", "lab.membership"));
        uses.put("lab.group", List.of("text", "plot", "lab.detector", "lab.membership", "lab.topology"));
        uses.put("lab.monitor", plus(RAFT_NODE, "world", "lab.detector", "lab.membership"));
        uses.put("lab.quality", List.of("text", "protocol", "record", "plot", "lab.detector", "lab.membership"));
        uses.put("world", List.of("text", FILES, "protocol", "store", "fault", "lab.detector", "lab.membership"));
        uses.put("check", List.of("protocol"));
        uses.put("why", List.of("protocol", "world", "check"));
        uses.put("sim", List.of("protocol", "raft", "store", "fault", "drive", "world", "lab.detector"));
        uses.put("local", plus(RAFT_NODE, "world"));
        uses.put("plot", List.of("text"));
        uses.put("record", List.of("text", FILES, "protocol", "fault", "wire", "world", "check", "plot"));
        uses.put("scenario", List.of("text", "protocol", "store", "fault", "world", "check", "record"));
        uses.put(
                "explore",
                List.of("protocol", "raft", "fault", "drive", "world", "sim", "scenario", "check", "record"));
        uses.put("random", plus(RAFT_NODE, "world", "sim", "local", "scenario", "check", "record"));
        uses.put("zoo", plus(RAFT_NODE, "world", "sim", "scenario", "check", "record", "explore", "random"));
        uses.put("bench", plus(RAFT_NODE, "world", "sim", "local", "check", "record", "plot"));
        uses.put("twin", List.of("protocol", "fault", "world", "sim", "scenario", "check", "why"));
        uses.put(
                "lesson",
                List.of(FILES, "protocol", "fault", "wire", "world", "sim", "scenario", "check", "why", "record"));
        uses.put("plain", SHOWN);
        uses.put("screen", plus(SHOWN, "lab.detector", "lab.membership"));
        uses.put("terminal", plus(SHOWN, "lab.detector", "lab.membership", "screen"));
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
        // Besides wire: local keeps a file of settings of its own, cluster.json, and monitor talks JSON with anybody.
        seenBy.put("tools.jackson..", List.of("wire", "local", "lab.monitor"));
        seenBy.put("com.fasterxml.jackson..", List.of("wire"));
        seenBy.put("com.googlecode.lanterna..", List.of("terminal"));
        seenBy.put("picocli..", List.of("cli"));
        seenBy.put("io.prometheus..", List.of("node", "lab.monitor"));
        seenBy.put("com.sun.net.httpserver..", List.of("node", "lab.monitor"));
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

    /** The packages of the table. */
    static Set<String> packages() {
        return DIRECTION.keySet();
    }

    /** One package uses no other package of ours, and no library, than the table says. */
    static ArchRule directionOf(String name) {
        TreeSet<String> allowed = new TreeSet<>(JAVA);
        allowed.addAll(rooms(name));
        DIRECTION.get(name).forEach(used -> allowed.addAll(rooms(used)));
        LIBRARIES.forEach((library, seenBy) -> {
            if (seenBy.contains(name)) {
                allowed.add(library);
            }
        });
        return classes()
                .that()
                .resideInAnyPackage(rooms(name).toArray(String[]::new))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed.toArray(String[]::new)))
                .because("that is the direction of imports in the design")
                .allowEmptyShould(true);
    }

    /** A package of the table with its rooms, by their full names. */
    private static List<String> rooms(String name) {
        List<String> all = new ArrayList<>(List.of(ROOT + name));
        ROOMS.getOrDefault(name, List.of()).forEach(room -> all.add(ROOT + name + "." + room));
        return all;
    }

    /** Every class lies in a package of the table, or in a room of one. */
    static ArchRule everyPackageIsInTheTable() {
        String[] known =
                packages().stream().flatMap(name -> rooms(name).stream()).toArray(String[]::new);
        return classes()
                .should(ArchConditions.be(resideInAnyPackage(known)))
                .because("packages are listed with what they may use");
    }

    static ArchRule noCycles() {
        return slices().assignedFrom(new TablePackages())
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true);
    }

    /** Each package of the table, with its rooms, is one slice. */
    private static final class TablePackages implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return packages().stream()
                    .filter(name -> rooms(name).contains(type.getPackageName()))
                    .findFirst()
                    .map(SliceIdentifier::of)
                    .orElseGet(SliceIdentifier::ignore);
        }

        @Override
        public String getDescription() {
            return "packages of the table";
        }
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

    /**
     * Whoever reads or writes a file asks the one package that refuses what is none, that never waits for ever, and that
     * follows no link to what is somebody else's.
     */
    static ArchRule filesAreOpenedInOnePlace() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + FILES)
                .should(ArchConditions.accessTargetWhere(
                        DescribedPredicate.describe("opens a file by itself", DirectFileUse::call)))
                .because("a link, a named pipe, a device or an endless file may bear the name")
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

    private static void report(JavaClass type, CanBeAnnotated annotated, ConditionEvents events) {
        if (annotated.isAnnotatedWith("com.fasterxml.jackson.annotation.JsonTypeInfo")) {
            events.add(SimpleConditionEvent.violated(type, annotated + " carries @JsonTypeInfo"));
        }
    }

    private static DescribedPredicate<JavaClass> arePure() {
        return resideInAnyPackage(
                        PURE.stream().flatMap(name -> rooms(name).stream()).toArray(String[]::new))
                .as("are in a pure package");
    }
}
