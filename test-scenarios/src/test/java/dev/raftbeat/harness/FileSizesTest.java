package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and methods stay short, and nothing is left in them that should not be; and each rule can fail. */
@BesideAnother
class FileSizesTest {

    private final SourceTree tree = SourceTree.ofThisCheckout();
    private final SourceRules rules = new SourceRules(tree);

    @TempDir
    private Path elsewhere;

    private SourceRules rulesElsewhere;
    private Path main;
    private Path test;

    @BeforeEach
    void anotherTree() throws IOException {
        rulesElsewhere = new SourceRules(new SourceTree(elsewhere));
        main = Files.createDirectories(elsewhere.resolve("raft-node/src/main/java/dev/raftbeat/raft"));
        test = Files.createDirectories(elsewhere.resolve("raft-node/src/test/java/dev/raftbeat/raft"));
    }

    @Test
    void theRulesSeeTheSourcesOfEveryModule() {
        assertThat(SourceTree.MODULES)
                .allSatisfy(module ->
                        assertThat(tree.java()).anyMatch(file -> tree.name(file).startsWith(module + "/src/")));
        assertThat(tree.files()).anyMatch(file -> tree.name(file).equals("raftbeat"));
        assertThat(tree.files()).noneMatch(file -> tree.name(file).contains("target/"));
    }

    @Test
    void filesAreShort() {
        assertThat(rules.filesTooLong()).isEmpty();
    }

    @Test
    void methodsAreShort() {
        assertThat(rules.methodsTooLong()).isEmpty();
    }

    @Test
    void packagesAreSmall() {
        assertThat(rules.packagesTooFull()).isEmpty();
    }

    @Test
    void nothingIsLeftForLater() {
        assertThat(rules.leftForLater()).isEmpty();
    }

    @Test
    void noTestSleeps() {
        assertThat(rules.sleepsInTests()).isEmpty();
    }

    @Test
    void noTestIsSwitchedOff() {
        assertThat(rules.testsSwitchedOff()).isEmpty();
    }

    @Test
    void nothingNamesAMachineOrARegistry() {
        assertThat(rules.pathsOfAMachine()).isEmpty();
        assertThat(rules.addressesOfRegistries()).isEmpty();
    }

    @Test
    void everyPackageStatesItsRule() {
        assertThat(rules.packagesWithoutARule()).isEmpty();
    }

    @Test
    void noDefaultActs() {
        assertThat(rules.defaultsThatAct()).isEmpty();
    }

    @Test
    void quorumsAreCountedInOnePlace() {
        assertThat(rules.quorumsOfTheirOwn()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int quorum = members.size() / 2 + 1;",
                "return n / 2 + 1;",
                "return 1 + members.size() / 2;",
                "if (votes.size() > members.size() / 2) {",
                "boolean enough = 2 * Integer.bitCount(votes) > nodes;",
                "boolean enough = members.size() < 2 * votes;"
            })
    void aQuorumThatIsCountedElsewhereIsSeen(String line) throws IOException {
        assertSeen(SourceRules::quorumsOfTheirOwn, main, line);
    }

    @Test
    void aLengthOfTimeIsToldInOneWay() {
        assertThat(rules.timesOfTheirOwn()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return millis + \" ms\";",
                "say(nanos / 1_000_000 + \"ms later\");",
                "return String.format(Locale.ROOT, \"it took %.3f s\", nanos / 1e9);",
                "fail(\"not within \" + SECONDS + \" seconds\");"
            })
    void aTimeInAWayOfItsOwnIsSeen(String line) throws IOException {
        assertSeen(SourceRules::timesOfTheirOwn, main, line);
    }

    @Test
    void aDefaultThatActsIsSeen() throws IOException {
        Path deeds = Files.createDirectories(elsewhere.resolve("raft-node/src/main/java/dev/raftbeat/fault"));
        Files.writeString(
                deeds.resolve("Deeds.java"), "default -> throw e;\ndefault -> {\nthrow e;\n}\ndefault ->\nthrow e;");
        assertThat(rulesElsewhere.defaultsThatAct()).isEmpty();
        for (String acting :
                List.of("default -> wipe();", "default: wipe();", "default -> {\n wipe();\n}", "default ->\n1;")) {
            Files.writeString(deeds.resolve("Deeds.java"), acting);
            assertThat(rulesElsewhere.defaultsThatAct()).as(acting).hasSize(1);
        }
    }

    @Test
    void aFileIsTooLongByItsFirstLineOver() throws IOException {
        Files.writeString(main.resolve("Fits.java"), "//\n".repeat(SourceRules.LINES_A_FILE));
        assertThat(rulesElsewhere.filesTooLong()).isEmpty();
        Files.writeString(main.resolve("Long.java"), "//\n".repeat(SourceRules.LINES_A_FILE + 1));
        assertThat(rulesElsewhere.filesTooLong()).singleElement().asString().contains("Long.java has 351 lines");
        Files.writeString(main.resolve("long.js"), "//\n".repeat(SourceRules.LINES_A_FILE + 1));
        assertThat(rulesElsewhere.filesTooLong()).hasSize(2);
    }

    /** What a package says of itself is not counted, and neither are tests. */
    @Test
    void aPackageIsTooFullByItsFirstFileOver() throws IOException {
        Files.writeString(main.resolve("package-info.java"), "package dev.raftbeat.raft;\n");
        for (int i = 0; i < SourceRules.FILES_A_PACKAGE; i++) {
            Files.writeString(main.resolve("Fits" + i + ".java"), "//\n");
            Files.writeString(test.resolve("Fits" + i + "Test.java"), "//\n");
        }
        Files.writeString(test.resolve("Stage.java"), "//\n");
        assertThat(rulesElsewhere.packagesTooFull()).isEmpty();
        Files.writeString(main.resolve("Over.java"), "//\n");
        assertThat(rulesElsewhere.packagesTooFull())
                .singleElement()
                .asString()
                .endsWith("dev/raftbeat/raft has 31 files, over 30");
    }

    /** Four lines besides the statements: two of the signature, the closing brace, and one that is blank. */
    @ParameterizedTest
    @CsvSource({
        "'int f(int a,\n int b) {\n', 57, true",
        "'int f(int a,\n int b) {\n', 58, false",
        "'/** Comments\n do\n not count. */\n@Deprecated\n@SuppressWarnings(\"x\")\nint f(int a,\n int b) {\n', 57, true",
        "'/** Comments\n do\n not count. */\n@Deprecated\n@SuppressWarnings(\"x\")\nint f(int a,\n int b) {\n', 58, false",
        "'Long(int a,\n int b) {\n', 58, false",
        "'static\n {\n', 58, false",
        "'{\n\n', 58, false",
        "'Object o = new Object() { public int hashCode(\n) {\n', 58, false"
    })
    void aMethodIsMeasuredFromItsSignatureToItsBrace(String signature, int statements, boolean fits)
            throws IOException {
        String end = signature.startsWith("Object") ? "} };\n" : "}\n";
        Files.writeString(
                main.resolve("Long.java"), "class Long {\n" + signature + ";\n".repeat(statements) + end + "}\n");
        assertThat(rulesElsewhere.methodsTooLong()).hasSize(fits ? 0 : 1);
    }

    @Test
    void whatIsLeftForLaterIsSeen() throws IOException {
        assertSeen(SourceRules::leftForLater, main, "// TO" + "DO: later");
        assertSeen(SourceRules::leftForLater, test, "// FIX" + "ME");
    }

    @Test
    void aSleepIsSeen() throws IOException {
        assertSeen(SourceRules::sleepsInTests, test, "Thread.sl" + "eep(5);");
        assertSeen(SourceRules::sleepsInTests, test, "TimeUnit.SECONDS.sl" + "eep(5);");
    }

    @Test
    void aTestThatIsSwitchedOffIsSeen() throws IOException {
        assertSeen(SourceRules::testsSwitchedOff, test, "@Dis" + "abled");
    }

    @Test
    void aPathOrAnAddressIsSeen() throws IOException {
        assertSeen(SourceRules::pathsOfAMachine, main, "// see /wo" + "rk/notes");
        assertSeen(SourceRules::pathsOfAMachine, main, "String home = \"/ro" + "ot\";");
        assertSeen(SourceRules::pathsOfAMachine, main, "// /ho" + "me/somebody/x");
        assertSeen(SourceRules::addressesOfRegistries, main, "// https://repo.mav" + "en.apache.org");
    }

    @Test
    void aPackageWithoutARuleIsSeen() throws IOException {
        Files.writeString(main.resolve("Role.java"), "package dev.raftbeat.raft;\n");
        assertThat(rulesElsewhere.packagesWithoutARule())
                .singleElement()
                .asString()
                .contains("no package-info");
        Files.writeString(main.resolve("package-info.java"), "/** No rule. */\npackage dev.raftbeat.raft;\n");
        assertThat(rulesElsewhere.packagesWithoutARule())
                .singleElement()
                .asString()
                .contains("states no rule");
        Files.writeString(main.resolve("package-info.java"), "/**\n * <p>Rule: none. */\npackage dev.raftbeat.raft;\n");
        assertThat(rulesElsewhere.packagesWithoutARule()).isEmpty();
    }

    private void assertSeen(Function<SourceRules, List<String>> rule, Path directory, String line) throws IOException {
        Path bad = Files.writeString(directory.resolve("Bad.java"), line + "\n");
        assertThat(rule.apply(rulesElsewhere)).as(line).hasSize(1);
        Files.delete(bad);
    }
}
