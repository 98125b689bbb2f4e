package dev.raftbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command and scenario of the guide does what stands below it. */
class GuideTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

    @TempDir
    private Path folder;

    static Stream<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(
                DOCS.resolve("EXPORTS.md"),
                DOCS.resolve("FAILOVER.md"),
                DOCS.resolve("HUNT.md"),
                DOCS.resolve("IMPORT.md")));
        Path guide = DOCS.resolve("guide");
        if (Files.isDirectory(guide)) {
            try (Stream<Path> files = Files.list(guide)) {
                pages.addAll(files.filter(file -> file.toString().endsWith(".md"))
                        .sorted()
                        .toList());
            }
        }
        return pages.stream();
    }

    private List<String> slips(String text) throws IOException {
        return new GuideRun(GuideFences.of("page.md", text), folder).slips();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void whatStandsBelowACommandIsWhatItSays(Path page) throws IOException {
        GuideRun run = new GuideRun(GuideFences.of(page.getFileName().toString(), Files.readString(page)), folder);
        List<String> slips = run.slips();
        if (Boolean.getBoolean("raftbeat.rewrite")) {
            Files.writeString(page, run.rewritten());
            return;
        }
        assertThat(slips).as("write it with -Draftbeat.rewrite=true").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void itsLinksLeadSomewhere(Path page) throws IOException {
        Matcher link = LINK.matcher(Files.readString(page));
        while (link.find()) {
            assertThat(page.resolveSibling(link.group(1))).exists();
        }
    }

    /** The README shows what that page shows, which is run. */
    @Test
    void theReadmeShowsTheTableOfFailoversAsItIs() throws IOException {
        GuideFences page = GuideFences.of("FAILOVER.md", Files.readString(DOCS.resolve("FAILOVER.md")));
        assertThat(page.fences()).hasSize(1);
        assertThat(Files.readString(Path.of("..", "README.md")))
                .contains(String.join(
                        "\n", GuideFences.told(page.fences().get(0)).get(0).said()));
    }

    private static final String PAGE = """
            ```scenario quiet.scenario
            cluster 3 seed 4
            run until leader
            ```
            prose
            ```console
            $ raftbeat run quiet.scenario      # a comment
            seed 4: quiet.scenario: cluster 3 seed 4
              valid     line 2     run until leader
                                   after ... ms
              ...
            valid
            ```
            """;

    @Test
    void aTruePageHasNoSlips() throws IOException {
        assertThat(slips(PAGE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'seed 4: ', 'seed 5: ', 'page.md:7: '",
        "'  ...\n', '', 'page.md:7: '",
        "'valid\n```', 'VIOLATED\n```', 'page.md:7: '",
        "'valid\n```', 'valid\nvalid\n```', 'page.md:7: '",
        "'run until leader\n```', 'run until leader now\n```', 'page.md:3: '",
        "'run quiet', 'run --loud quiet', 'page.md:7: '",
        "'run quiet', 'fly quiet', 'page.md:7: '",
        "'run quiet.s', 'run other.s', 'page.md:1: '",
        "'quiet.scenario\ncluster', 'quiet.scenario violated\ncluster', 'page.md:1: it is not violated'",
        "'```console', '```', 'page.md:1: '"
    })
    void aPageThatIsNotTrueIsNoticed(String from, String to, String where) throws IOException {
        String wrong = PAGE.replace(from, to);
        assertThat(wrong).isNotEqualTo(PAGE);
        assertThat(slips(wrong)).isNotEmpty().first().asString().startsWith(where);
    }

    @Test
    void whatIsOnlySeenIsNotRunButMustBeACommand() throws IOException {
        String seen = "```console seen\n$ raftbeat demo --plain --for 30s\nn1 came up\n```\n";
        assertThat(slips(seen)).isEmpty();
        assertThat(slips(seen.replace("--plain", "--plane")))
                .singleElement()
                .asString()
                .contains("--plane");
    }

    @Test
    void aPageIsWrittenAnewAndKeepsWhatItLeavesOut() throws IOException {
        GuideRun run = new GuideRun(GuideFences.of("page.md", PAGE.replace("valid\n```", "lies\n```")), folder);
        assertThat(run.slips()).hasSize(1);
        assertThat(run.rewritten())
                .contains("prose", "  ...\n")
                .endsWith("valid\n```\n")
                .doesNotContain("lies");
    }

    @Test
    void wordsAreCutAsAShellDoes() {
        assertThat(GuideFences.words("raftbeat fault \"cut leader -> n3\" 'a b'c # no"))
                .containsExactly("raftbeat", "fault", "cut leader -> n3", "a bc");
    }
}
