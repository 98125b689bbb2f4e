package dev.raftbeat.harness;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
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
            "spacetime",
            "export",
            "plot");

    /** They see databind, and no node sees them. */
    private static final List<String> BINDERS = List.of(ROOT + "wire.StrictJson", ROOT + "wire.FaultStateJson");

    private static final List<String> ROLES = List.of("FOLLOWER", "CANDIDATE", "LEADER");

    private HouseRules() {}

    /** The packages of the table. */
    static Set<String> packages() {
        return HouseTable.DIRECTION.keySet();
    }

    /** One package uses no other package of ours, and no library, than the table says. */
    static ArchRule directionOf(String name) {
        TreeSet<String> allowed = new TreeSet<>(HouseTable.JAVA);
        allowed.addAll(HouseTable.rooms(name));
        HouseTable.DIRECTION.get(name).forEach(used -> allowed.addAll(HouseTable.rooms(used)));
        HouseTable.LIBRARIES.forEach((library, seenBy) -> {
            if (seenBy.contains(name)) {
                allowed.add(library);
            }
        });
        return classes()
                .that()
                .resideInAnyPackage(HouseTable.rooms(name).toArray(String[]::new))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed.toArray(String[]::new)))
                .because("that is the direction of imports in the design")
                .allowEmptyShould(true);
    }

    /** Every class lies in a package of the table, or in a room of one. */
    static ArchRule everyPackageIsInTheTable() {
        String[] known = packages().stream()
                .flatMap(name -> HouseTable.rooms(name).stream())
                .toArray(String[]::new);
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
                    .filter(name -> HouseTable.rooms(name).contains(type.getPackageName()))
                    .findFirst()
                    .map(SliceIdentifier::of)
                    .orElseGet(SliceIdentifier::ignore);
        }

        @Override
        public String getDescription() {
            return "packages of the table";
        }
    }

    /** The rooms of the screens use each other in one direction. */
    static ArchRule noCyclesOfScreens() {
        return slices().assignedFrom(new ScreenRooms())
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true);
    }

    /** Each package of the screens is a slice of its own. */
    private static final class ScreenRooms implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return HouseTable.rooms("screen").contains(type.getPackageName())
                    ? SliceIdentifier.of(type.getPackageName())
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "rooms of the screens";
        }
    }

    /** What the screen of a cluster shows is changed by keys and facts; whoever draws it sets nothing. */
    static ArchRule drawingChangesNothing() {
        return noClasses()
                .that()
                .resideInAnyPackage(ROOT + "screen.cluster.*")
                .should(ArchConditions.setFieldWhere(DescribedPredicate.describe(
                        "belongs to what is shown",
                        (JavaFieldAccess access) ->
                                access.getTargetOwner().getPackageName().equals(ROOT + "screen.cluster"))))
                .because("the same facts, keys and times make the same picture, however often it is drawn")
                .allowEmptyShould(true);
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
                .resideOutsideOfPackage(ROOT + HouseTable.FILES)
                .should(ArchConditions.accessTargetWhere(
                        DescribedPredicate.describe("opens a file by itself", DirectFileUse::call)))
                .because("a link, a named pipe, a device or an endless file may bear the name")
                .allowEmptyShould(true);
    }

    /** What a node can be is said by one enum: whoever wants more of it adds to that, and does not count again. */
    static ArchRule rolesAreDefinedOnce() {
        return classes()
                .that()
                .resideOutsideOfPackage(ROOT + "protocol")
                .should(new ArchCondition<JavaClass>("be no enum of roles") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        boolean roles = type.isEnum()
                                && ROLES.stream()
                                        .allMatch(role -> type.tryGetField(role).isPresent());
                        if (roles && !HouseTable.NAMES_OF_ROLES.contains(type.getName())) {
                            events.add(SimpleConditionEvent.violated(type, type.getName() + " is an enum of roles"));
                        }
                    }
                })
                .because("two words for one thing drift apart")
                .allowEmptyShould(true);
    }

    /** Text becomes a fault where people type it, and a fact's line is read again only where it is carried out again. */
    static ArchRule faultsAreReadAtTheEdges() {
        return noClasses()
                .that(DescribedPredicate.not(resideInAnyPackage(ROOT + "fault.."))
                        .and(DescribedPredicate.describe(
                                "are no edge",
                                type -> !HouseTable.FAULT_READERS.contains(
                                        type.getName().substring(ROOT.length()).replaceFirst("\\$.*", "")))))
                .should(ArchConditions.accessTargetWhere(DescribedPredicate.describe(
                        "reads a line of the fault language",
                        (JavaAccess<?> access) ->
                                access.getTargetOwner().getName().equals(ROOT + "fault.word.FaultLanguage")
                                        && List.of("parse", "parseAll", "told").contains(access.getName()))))
                .because("a fault is a word, targets and a value; facts carry its word and its effects")
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
                .that(resideInAnyPackage(HouseTable.RAFT_NODE.stream()
                        .flatMap(name -> HouseTable.rooms(name).stream())
                        .toArray(String[]::new)))
                .and(DescribedPredicate.not(binder))
                .should()
                .dependOnClassesThat(binder.or(resideInAnyPackage("tools.jackson.databind..")))
                .because("a node must start fast and be small")
                .allowEmptyShould(true);
    }

    /** What a rehearsal reached, a node's folder, its facts or its peers could show of it. */
    static ArchRule rehearsalsReachNothing() {
        DescribedPredicate<JavaClass> ofANode = DescribedPredicate.describe(
                "belong to a node that runs",
                type -> type.getName()
                        .matches("dev\\.raftbeat\\.node\\.(Node|NodeFacts|NodeOptions|ballot\\.Ballot(File|Disk))"));
        return noClasses()
                .that()
                .haveNameMatching("dev\\.raftbeat\\.node\\.(Rehearsal.*|ballot\\.MemoryBallot)")
                .should()
                .dependOnClassesThat(ofANode.or(resideInAnyPackage(
                        "java.io..",
                        "java.nio..",
                        "java.net..",
                        "io.netty..",
                        ROOT + "net..",
                        ROOT + "files..",
                        ROOT + "journal..",
                        ROOT + "http..")))
                .because("a rehearsal leaves nothing behind");
    }

    private static void report(JavaClass type, CanBeAnnotated annotated, ConditionEvents events) {
        if (annotated.isAnnotatedWith("com.fasterxml.jackson.annotation.JsonTypeInfo")) {
            events.add(SimpleConditionEvent.violated(type, annotated + " carries @JsonTypeInfo"));
        }
    }

    private static DescribedPredicate<JavaClass> arePure() {
        return resideInAnyPackage(PURE.stream()
                        .flatMap(name -> HouseTable.rooms(name).stream())
                        .toArray(String[]::new))
                .as("are in a pure package");
    }
}
