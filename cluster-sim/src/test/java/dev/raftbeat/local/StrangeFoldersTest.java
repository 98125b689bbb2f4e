package dev.raftbeat.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.raftbeat.files.User;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.world.WorldException;
import dev.raftbeat.world.WorldSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is not ours is neither removed nor filled, and the sentence says why. */
class StrangeFoldersTest {
    private static final WorldSpec SPEC = new WorldSpec(1, Pace.LAN.settings(), 1);

    @TempDir
    private Path home;

    static Stream<String> kinds() {
        return StrangeFolders.all().keySet().stream();
    }

    private Path made(String kind) throws Exception {
        Path p = home.resolve("p");
        StrangeFolders.all().get(kind).make(home, p);
        return p;
    }

    private void leavesAllOfIt(ThrowingCallable command, String... words) throws Exception {
        Map<String, String> before = FolderSnapshot.of(home);
        Throwable thrown = catchThrowable(command);
        assertThat(FolderSnapshot.of(home)).isEqualTo(before);
        assertThat(thrown).isInstanceOf(WorldException.class).hasMessageContainingAll(words);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void downRemovesNothing(String kind) throws Exception {
        Path p = made(kind);
        leavesAllOfIt(() -> LocalCluster.down(p), "p", why(kind, "no cluster runs in "));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void upRefuses(String kind) throws Exception {
        Path p = made(kind);
        leavesAllOfIt(
                () -> LocalCluster.up(p, SPEC, false, Optional.empty()),
                "p",
                why(kind, "holds something that is no cluster"));
    }

    private static String why(String kind, String others) {
        if (kind.startsWith("a link to ")) {
            return "is a symbolic link";
        }
        return switch (kind) {
            case "a file", "a named pipe", "a socket" -> "is " + kind + ", not a folder";
            default -> others;
        };
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void noClusterIsFoundThere(String kind) throws Exception {
        Path p = made(kind);
        leavesAllOfIt(() -> LocalCluster.at(p), "p");
    }

    @Test
    void aDeviceIsRefused() {
        Path device = Path.of("/dev/null");
        assertThatThrownBy(() -> LocalCluster.down(device))
                .isInstanceOf(WorldException.class)
                .hasMessage("/dev/null is a device, not a folder; choose another --dir");
        assertThatThrownBy(() -> LocalCluster.up(device, SPEC, false, Optional.empty()))
                .isInstanceOf(WorldException.class)
                .hasMessage("/dev/null is a device, not a folder; choose another --dir");
        assertThat(device).exists();
    }

    @Test
    void aFolderOfAnotherUserIsRefusedAClusterOfHisToo() throws Exception {
        Path p = home.resolve("p");
        OurFolder.make(p);
        // To somebody else, this user's cluster is another's.
        User other = new User(User.self().uid() + 1);
        ClusterDirectory his = new ClusterDirectory(p, other);
        leavesAllOfIt(() -> LocalCluster.down(his), "p belongs to another user");
        leavesAllOfIt(his::plan, "p belongs to another user");
        leavesAllOfIt(() -> up(his), "p belongs to another user");
    }

    @Test
    void anEmptyFolderOfAnotherUserIsNotFilled() throws Exception {
        Path p = Files.createDirectory(home.resolve("p"));
        ClusterDirectory his = new ClusterDirectory(p, new User(User.self().uid() + 1));
        leavesAllOfIt(() -> up(his), "p belongs to another user");
    }

    private static void up(ClusterDirectory directory) {
        new ClusterStart(directory, Optional.empty()).up(ClusterStart.newId(), SPEC, false, Optional.empty());
    }

    @Test
    void whereNothingIsThereIsNothingToTakeDown() throws Exception {
        leavesAllOfIt(() -> LocalCluster.down(home.resolve("p")), "no cluster runs in ");
        Path empty = Files.createDirectory(home.resolve("empty"));
        leavesAllOfIt(() -> LocalCluster.down(empty), "no cluster runs in ");
    }

    @Test
    void aFolderBehindALinkThatLeadsNowhereIsNotMade() throws Exception {
        Files.createSymbolicLink(home.resolve("gone"), home.resolve("nowhere"));
        leavesAllOfIt(() -> LocalCluster.up(home.resolve("gone/p"), SPEC, false, Optional.empty()), "gone");
    }
}
