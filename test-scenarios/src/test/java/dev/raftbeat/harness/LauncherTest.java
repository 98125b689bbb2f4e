package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.harness.FakeCheckout.Ended;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher: what it finds, when it builds, what it passes on, and what it says when it cannot. */
@Tag("process")
@BesideAnother
class LauncherTest {

    @TempDir
    private Path directory;

    private FakeCheckout checkout;
    private Path jdk;

    @BeforeEach
    void aFreshCheckout() throws Exception {
        checkout = new FakeCheckout(directory);
        jdk = checkout.java("17.0.9");
        checkout.ageSources();
    }

    private String lastCall(Path home) throws Exception {
        return checkout.log(home.resolve("java.log")).stream()
                .reduce((first, second) -> second)
                .orElse("");
    }

    @Test
    void aFreshCheckoutIsBuiltOnceAndOnlyWhatIsStaleAgain() throws Exception {
        Ended first = checkout.run(jdk, "0");
        assertThat(first.code()).isZero();
        assertThat(first.err()).startsWith("raftbeat: building").hasLineCount(1);
        assertThat(checkout.builds()).singleElement().asString().contains("-pl tui -am", "-Dmaven.test.skip=true");
        assertThat(checkout.run(jdk, "0").err()).isEmpty();
        assertThat(checkout.builds()).hasSize(1);
        checkout.edit(checkout.source());
        checkout.run(jdk, "0");
        assertThat(checkout.builds()).hasSize(2);
        checkout.age(checkout.source());
        checkout.edit(checkout.root.resolve("pom.xml"));
        checkout.run(jdk, "0");
        assertThat(checkout.builds()).hasSize(3);
    }

    @Test
    void aBuildByHandCounts() throws Exception {
        Path lib = Files.createDirectories(checkout.root.resolve("tui/target/dist/lib"));
        Files.writeString(lib.resolve("tui-0.1.0.jar"), "");
        assertThat(checkout.run(jdk, "0").err()).isEmpty();
        assertThat(checkout.builds()).isEmpty();
    }

    @Test
    void argumentsAndTheExitCodeArePassedOn() throws Exception {
        assertThat(checkout.run(jdk, "a b", "--c=*", "3").code()).isEqualTo(3);
        assertThat(lastCall(jdk))
                .endsWith(" dev.raftbeat.cli.Main a b --c=* 3")
                .contains("-Draftbeat.lib=" + checkout.root.resolve("tui/target/dist/lib"))
                .contains("-Draftbeat.cds=" + checkout.root.resolve("tui/target/dist/cds"));
    }

    @Test
    void moreOptionsReachJava() throws Exception {
        Map<String, String> environment = Map.of("JAVA_HOME", jdk.toString(), "RAFTBEAT_JAVA_OPTS", "-Xmx1g -Da=b");
        FakeCheckout.end(checkout.start(environment, checkout.root.resolve("raftbeat"), "0"));
        assertThat(lastCall(jdk)).contains(" -Xmx1g -Da=b -cp ");
    }

    @Test
    void itWorksThroughSymbolicLinksFromElsewhere() throws Exception {
        Path one = Files.createSymbolicLink(directory.resolve("one"), checkout.root.resolve("raftbeat"));
        Path two = Files.createSymbolicLink(checkout.bin().resolve("two"), Path.of("../one"));
        Ended ended = FakeCheckout.end(checkout.start(Map.of("JAVA_HOME", jdk.toString()), two, "5"));
        assertThat(ended.code()).isEqualTo(5);
        assertThat(one).isSymbolicLink();
    }

    @Test
    void aFolderOfTheSameNameOnTheUsersCdpathIsNotTaken() throws Exception {
        Path elsewhere = Files.createDirectories(directory.toRealPath().resolve("elsewhere"));
        Files.createDirectories(elsewhere.resolve("check out"));
        Map<String, String> environment = Map.of("JAVA_HOME", jdk.toString(), "CDPATH", elsewhere.toString());
        Ended ended = FakeCheckout.end(checkout.start(environment, Path.of("check out/raftbeat"), "5"));
        assertThat(ended.code()).as(ended.err()).isEqualTo(5);
        assertThat(lastCall(jdk)).contains("-Draftbeat.lib=" + checkout.root.resolve("tui/target/dist/lib") + " ");
    }

    @Test
    void aPathThatJavaCannotHaveIsOneSentence() throws Exception {
        Path other = Files.createDirectories(directory.toRealPath().resolve("co:lon"));
        Path launcher = Files.copy(
                checkout.root.resolve("raftbeat"), other.resolve("raftbeat"), StandardCopyOption.COPY_ATTRIBUTES);
        Ended ended = FakeCheckout.end(checkout.start(Map.of("JAVA_HOME", jdk.toString()), launcher, "0"));
        assertThat(ended.code()).isEqualTo(4);
        assertThat(ended.err())
                .startsWith("raftbeat: lies in " + other)
                .contains("colon")
                .hasLineCount(1);
    }

    @Test
    void tooFewOpenFilesAreOneSentence() throws Exception {
        Path limited = directory.resolve("limited");
        FakeCheckout.script(limited, "#!/bin/sh\nulimit -n 40\nexec '" + checkout.root + "/raftbeat' \"$@\"\n");
        Ended ended = FakeCheckout.end(checkout.start(Map.of("JAVA_HOME", jdk.toString()), limited, "0"));
        assertThat(ended.code()).isEqualTo(4);
        assertThat(ended.err())
                .isEqualTo("raftbeat: may open only 40 files here, and needs 128; raise it: ulimit -n 1024\n");
    }

    @ParameterizedTest
    @CsvSource({"LC_ALL, C, C.UTF-8 C.UTF-8 C", "LANG, POSIX, ' C.UTF-8 POSIX'", "LC_ALL, C.UTF-8, 'C.UTF-8  '"})
    void namesOfFilesAreUtf8WhereTheLocaleIsAsciiAlone(String name, String locale, String told) throws Exception {
        Map<String, String> environment = Map.of("JAVA_HOME", jdk.toString(), name, locale);
        FakeCheckout.end(checkout.start(environment, checkout.root.resolve("raftbeat"), "0"));
        assertThat(checkout.log(jdk.resolve("locale.log"))).endsWith(told);
    }

    @Test
    void javaIsFoundOnThePathThroughALink() throws Exception {
        Files.createSymbolicLink(checkout.bin().resolve("java"), jdk.resolve("bin/java"));
        Ended ended = FakeCheckout.end(checkout.start(Map.of(), checkout.root.resolve("raftbeat"), "6"));
        assertThat(ended.code()).isEqualTo(6);
    }

    @Test
    void noJavaIsOneSentence() throws Exception {
        Ended ended = FakeCheckout.end(checkout.start(Map.of(), checkout.root.resolve("raftbeat"), "0"));
        assertThat(ended.code()).isEqualTo(4);
        assertThat(ended.err()).startsWith("raftbeat: needs a JDK 17 or later").hasLineCount(1);
    }

    @Test
    void aJavaThatIsTooOldIsNamedAndPassedOver() throws Exception {
        Path old = checkout.java("1.8.0_402");
        Ended ended = checkout.run(old, "0");
        assertThat(ended.code()).isEqualTo(4);
        assertThat(ended.err()).contains("JDK 17", old + " has Java 8").hasLineCount(1);
        Files.createSymbolicLink(checkout.bin().resolve("java"), jdk.resolve("bin/java"));
        assertThat(checkout.run(old, "7").code()).isEqualTo(7);
    }

    @Test
    void noMavenIsOneSentenceUnlessNothingIsToBuild() throws Exception {
        Files.delete(checkout.bin().resolve("mvn"));
        Ended ended = checkout.run(jdk, "0");
        assertThat(ended.code()).isEqualTo(4);
        assertThat(ended.err()).contains("Maven 3.8").hasLineCount(1);
        checkout.maven();
        checkout.run(jdk, "0");
        Files.delete(checkout.bin().resolve("mvn"));
        assertThat(checkout.run(jdk, "0").code()).isZero();
    }

    @Test
    void aBuildThatFailsNamesItsLogAndIsTriedAgain() throws Exception {
        Path broken = Files.writeString(checkout.root.resolve("broken"), "");
        Ended ended = checkout.run(jdk, "0");
        assertThat(ended.code()).isEqualTo(4);
        assertThat(ended.err()).contains("[ERROR] it does not compile", ".raftbeat/build.log");
        Files.delete(broken);
        assertThat(checkout.run(jdk, "0").code()).isZero();
        assertThat(checkout.builds()).hasSize(2);
    }

    @Test
    void twoAtOnceBuildOnce() throws Exception {
        Map<String, String> environment = Map.of("JAVA_HOME", jdk.toString());
        Process one = checkout.start(environment, checkout.root.resolve("raftbeat"), "0");
        Process two = checkout.start(environment, checkout.root.resolve("raftbeat"), "0");
        assertThat(FakeCheckout.end(one).code()).isZero();
        assertThat(FakeCheckout.end(two).code()).isZero();
        assertThat(checkout.builds()).hasSize(1);
        assertThat(checkout.root.resolve(".raftbeat/build.lock")).doesNotExist();
    }

    @Test
    void aLockWhoseOwnerIsGoneIsTakenOver() throws Exception {
        Path lock = Files.createDirectories(checkout.root.resolve(".raftbeat/build.lock"));
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Files.writeString(lock.resolve("pid"), gone.pid() + "\n");
        assertThat(checkout.run(jdk, "0").code()).isZero();
        assertThat(lock).doesNotExist();
        // The number of the owner was given to a process that has nothing to do with us.
        checkout.edit(checkout.source());
        Files.createDirectories(lock);
        Files.writeString(lock.resolve("pid"), "1\n");
        assertThat(checkout.run(jdk, "0").code()).isZero();
        assertThat(checkout.builds()).hasSize(2);
    }

    @Test
    void eachJavaHasItsOwnArchive() throws Exception {
        Path other = checkout.java("25.0.1");
        checkout.run(jdk, "0");
        checkout.run(other, "0");
        checkout.run(jdk, "0");
        assertThat(checkout.log(jdk.resolve("java.log")))
                .filteredOn(call -> call.contains("train-archive"))
                .hasSize(1);
        assertThat(checkout.log(other.resolve("java.log")))
                .filteredOn(call -> call.contains("train-archive"))
                .hasSize(1);
        // No archive came of it, so none is asked for.
        assertThat(lastCall(jdk)).doesNotContain("SharedArchiveFile");
    }

    @Test
    void aSignalReachesJavaAndItsExitCodeIsKept() throws Exception {
        checkout.run(jdk, "0");
        Map<String, String> environment = Map.of("JAVA_HOME", jdk.toString());
        Process running = checkout.start(environment, checkout.root.resolve("raftbeat"), "wait");
        BufferedReader out = running.inputReader();
        assertThat(out.readLine()).isEqualTo("waiting");
        // Process.destroy would close the pipe as well.
        running.toHandle().destroy();
        assertThat(out.readLine()).isEqualTo("told");
        assertThat(running.waitFor()).isEqualTo(143);
    }
}
