package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the house hold for what is there; and each of them can fail. */
@BesideAnother
class HouseRulesTest {

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.raftbeat");

    @TempDir
    private Path directory;

    @Test
    void theRulesSeeTheCodeOfEveryModule() {
        assertThat(OURS.contain("dev.raftbeat.protocol.Protocol")).isTrue();
        assertThat(OURS.contain("dev.raftbeat.world.World")).isTrue();
        assertThat(OURS.contain("dev.raftbeat.cli.Main")).isTrue();
        assertThat(OURS.contain(HouseRulesTest.class)).isFalse();
    }

    @TestFactory
    Iterable<DynamicTest> imports() {
        return HouseRules.packages().stream()
                .map(name -> DynamicTest.dynamicTest(
                        name, () -> HouseRules.directionOf(name).check(OURS)))
                .toList();
    }

    @Test
    void everyPackageIsInTheTable() {
        HouseRules.everyPackageIsInTheTable().check(OURS);
    }

    @Test
    void noCycles() {
        HouseRules.noCycles().check(OURS);
    }

    @Test
    void noCyclesOfScreens() {
        HouseRules.noCyclesOfScreens().check(OURS);
    }

    @Test
    void drawingChangesNothing() {
        HouseRules.drawingChangesNothing().check(OURS);
    }

    @Test
    void pureCodeNamesNothingThatReachesOutside() {
        HouseRules.purityOfTypes().check(OURS);
    }

    @Test
    void pureCodeCallsNothingThatChangesItsAnswer() {
        HouseRules.purityOfCalls().check(OURS);
    }

    @Test
    void standardStreamsAreCleaned() {
        HouseRules.standardStreamsAreCleaned().check(OURS);
    }

    @Test
    void filesAreOpenedInOnePlace() {
        HouseRules.filesAreOpenedInOnePlace().check(OURS);
    }

    @Test
    void nodesDoNotBindDocuments() {
        HouseRules.nodesDoNotBind().check(OURS);
    }

    @Test
    void rehearsalsReachNothing() {
        HouseRules.rehearsalsReachNothing().check(OURS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "package dev.raftbeat.node; class RehearsalOfBad { java.nio.file.Path field; }",
                "package dev.raftbeat.node; class RehearsalOfBad { NodeOptions field; }",
                "package dev.raftbeat.node; class RehearsalOfBad { dev.raftbeat.net.Network field; }"
            })
    void aRehearsalThatReachesOutIsSeen(String source) {
        assertBroken(HouseRules.rehearsalsReachNothing(), source);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "package dev.raftbeat.node; class Bad { dev.raftbeat.wire.StrictJson field; }",
                "package dev.raftbeat.node; class Bad { dev.raftbeat.wire.FaultStateJson field; }",
                "package dev.raftbeat.wire; class Bad { Object f() { return dev.raftbeat.wire.StrictJson.STANDARD; } }",
                "package dev.raftbeat.wire; class Bad { tools.jackson.databind.json.JsonMapper field; }"
            })
    void aNodeThatBindsIsSeen(String source) {
        assertBroken(HouseRules.nodesDoNotBind(), source);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "void f(String text) { System.out.println(text); }",
                "java.io.PrintWriter f() { return new java.io.PrintWriter(System.err); }",
                "void f(Exception e) { e.printStackTrace(); }"
            })
    void aStandardStreamThatIsNotCleanedIsSeen(String body) {
        assertBroken(HouseRules.standardStreamsAreCleaned(), "package dev.raftbeat.node; class Bad { " + body + " }");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Object f(java.nio.file.Path p) throws Exception { return java.nio.file.Files.readString(p); }",
                "Object f(java.nio.file.Path p) throws Exception { return java.nio.file.Files.newInputStream(p); }",
                "Object f(java.nio.file.Path p) throws Exception {"
                        + " return java.nio.channels.FileChannel.open(p, java.nio.file.StandardOpenOption.READ); }",
                "Object f(java.io.File f) throws Exception { return new java.io.FileInputStream(f); }",
                "Object f(String s) throws Exception { return new java.io.FileReader(s); }",
                "Object f(String s) throws Exception { return new java.io.RandomAccessFile(s, \"r\"); }",
                "Object f(java.nio.file.Path p) throws Exception { return new java.util.Scanner(p); }",
                "Object f(java.nio.file.Path p) throws Exception { return java.nio.file.Files.writeString(p, \"\"); }",
                "Object f(java.nio.file.Path p) throws Exception { return java.nio.file.Files.newOutputStream(p); }",
                "Object f(java.nio.file.Path p) throws Exception { return java.nio.file.Files.newBufferedWriter(p); }",
                "Object f(java.io.File f) throws Exception { return new java.io.FileOutputStream(f, true); }",
                "Object f(String s) throws Exception { return new java.io.PrintWriter(s); }",
                "Object f(java.io.File f) { return java.lang.ProcessBuilder.Redirect.appendTo(f); }"
            })
    void aFileThatIsOpenedElsewhereIsSeen(String body) {
        assertBroken(HouseRules.filesAreOpenedInOnePlace(), "package dev.raftbeat.zoo; class Bad { " + body + " }");
    }

    @Test
    void whatIsOpenAlreadyMayBeUsed() {
        HouseRules.filesAreOpenedInOnePlace()
                .check(Sample.of(
                        directory,
                        "package dev.raftbeat.terminal; class Good { Object f() {"
                                + " return new java.io.FileInputStream(java.io.FileDescriptor.in); } }"));
    }

    @Test
    void rolesAreDefinedOnce() {
        HouseRules.rolesAreDefinedOnce().check(OURS);
    }

    @Test
    void anotherEnumOfRolesIsSeen() {
        assertBroken(
                HouseRules.rolesAreDefinedOnce(),
                "package dev.raftbeat.world; enum Phase { DOWN, FOLLOWER, CANDIDATE, LEADER }");
    }

    @Test
    void faultsAreReadFromTextAtTheEdgesAlone() {
        HouseRules.faultsAreReadAtTheEdges().check(OURS);
    }

    @Test
    void noBytesChooseTheirType() {
        HouseRules.noJavaSerialization().check(OURS);
        HouseRules.noDefaultTypingByCall().check(OURS);
        HouseRules.noDefaultTypingByAnnotation().check(OURS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.util.concurrent.atomic.AtomicLong field;",
                "void f() { new Thread(() -> {}).start(); }",
                "java.time.Instant field;",
                "java.io.FileReader field;",
                "java.nio.file.Path field;",
                "java.net.Socket field;",
                "java.util.logging.Logger field;",
                "Object f() { return new java.util.HashMap<String, String>(); }",
                "int f() { return java.util.concurrent.ThreadLocalRandom.current().nextInt(); }"
            })
    void anImpureTypeIsSeen(String body) {
        assertBroken(HouseRules.purityOfTypes(), "package dev.raftbeat.raft; class Bad { " + body + " }");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "long f() { return System.nanoTime(); }",
                "long f() { return System.currentTimeMillis(); }",
                "java.util.function.LongSupplier f() { return System::nanoTime; }",
                "java.util.function.LongSupplier f() { return () -> System.nanoTime(); }",
                "int f(Object o) { return System.identityHashCode(o); }",
                "int f(Object o) { return o.hashCode(); }",
                "double f() { return Math.random(); }",
                "Object f() { return new java.util.Random(); }",
                "void f(java.util.List<String> l) { java.util.Collections.shuffle(l); }",
                "Object f() { return java.util.Set.of(1, 2); }",
                "Object f() { return java.util.Map.of(1, 2); }",
                "Object f(java.util.stream.Stream<String> s) {"
                        + " return s.collect(java.util.stream.Collectors.groupingBy(x -> x)); }",
                "String f() { return String.format(\"%.1f\", 1.5); }",
                "void f() { System.out.println(); }"
            })
    void anImpureCallIsSeen(String body) {
        assertBroken(HouseRules.purityOfCalls(), "package dev.raftbeat.check; class Bad { " + body + " }");
    }

    @Test
    void aSeededRandomGeneratorIsPure() {
        JavaClasses good = Sample.of(
                directory,
                "package dev.raftbeat.raft; class Good {"
                        + " final Object random = new java.util.Random(7); final Object draws = new int[3];"
                        + " int f(String s) { return s.hashCode(); } }");
        HouseRules.purityOfTypes().check(good);
        HouseRules.purityOfCalls().check(good);
        HouseRules.directionOf("raft").check(good);
    }

    @ParameterizedTest
    @CsvSource({
        "protocol, dev.raftbeat.raft.RaftState",
        "raft, dev.raftbeat.drive.Driver",
        "check, dev.raftbeat.world.World",
        "world, dev.raftbeat.node.ballot.BallotFile",
        "screen, dev.raftbeat.cli.Main",
        "node, io.netty.buffer.ByteBuf",
        "node, javax.crypto.Mac",
        "node, tools.jackson.databind.ObjectMapper",
        "screen, com.googlecode.lanterna.TextColor",
        "terminal, picocli.CommandLine",
        "protocol, java.awt.Color"
    })
    void anImportInTheWrongDirectionIsSeen(String from, String used) {
        assertBroken(
                HouseRules.directionOf(from), "package dev.raftbeat." + from + "; class Bad { " + used + " field; }");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev.raftbeat.misc", "dev.raftbeat.raft.inner", "dev.raftbeat"})
    void aPackageOutsideTheTableIsSeen(String name) {
        assertBroken(HouseRules.everyPackageIsInTheTable(), "package " + name + "; class Bad {}");
    }

    @Test
    void aCycleIsSeen() {
        assertBroken(
                HouseRules.noCycles(),
                "package dev.raftbeat.sim; public class One { dev.raftbeat.local.Two field; }",
                "package dev.raftbeat.local; public class Two { dev.raftbeat.sim.One field; }");
    }

    @Test
    void aCycleOfScreensIsSeen() {
        assertBroken(
                HouseRules.noCyclesOfScreens(),
                "package dev.raftbeat.screen.cluster; public class One { dev.raftbeat.screen.cluster.pane.Two field; }",
                "package dev.raftbeat.screen.cluster.pane; public class Two { dev.raftbeat.screen.cluster.One field; }");
    }

    @Test
    void aPaneThatChangesWhatItShowsIsSeen() {
        assertBroken(
                HouseRules.drawingChangesNothing(),
                "package dev.raftbeat.screen.cluster.pane; class Bad {"
                        + " void f(dev.raftbeat.screen.cluster.Model model) { model.rights = null; } }");
    }

    @Test
    void aFaultThatIsReadFromTextElsewhereIsSeen() {
        assertBroken(
                HouseRules.faultsAreReadAtTheEdges(),
                "package dev.raftbeat.check; class Guess { Object f(String text) throws Exception {"
                        + " return dev.raftbeat.fault.word.FaultLanguage.parse(text); } }");
    }

    @Test
    void bytesThatChooseTheirTypeAreSeen() {
        assertBroken(
                HouseRules.noJavaSerialization(),
                "package dev.raftbeat.wire; class Bad { java.io.ObjectInputStream field; }");
        assertBroken(
                HouseRules.noDefaultTypingByCall(),
                "package dev.raftbeat.wire; class Loose { Object f(tools.jackson.databind.json.JsonMapper.Builder b) {"
                        + " return b.activateDefaultTyping(null); } }");
        assertBroken(
                HouseRules.noDefaultTypingByAnnotation(),
                "package dev.raftbeat.wire; @com.fasterxml.jackson.annotation.JsonTypeInfo("
                        + "use = com.fasterxml.jackson.annotation.JsonTypeInfo.Id.CLASS) class Typed {}");
    }

    @Test
    void thePurePackagesAreThoseOfTheDesign() {
        assertThat(Set.copyOf(HouseRules.PURE)).isSubsetOf(HouseRules.packages());
    }

    private void assertBroken(ArchRule rule, String... sources) {
        JavaClasses bad = Sample.of(directory, sources);
        assertThatThrownBy(() -> rule.check(bad))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("violated");
    }
}
