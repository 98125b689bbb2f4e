package dev.raftbeat.fault.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.fault.FaultContext;
import dev.raftbeat.fault.FaultRefusedException;
import dev.raftbeat.fault.FaultSyntaxException;
import dev.raftbeat.fault.NodeSelector;
import dev.raftbeat.fault.ResolvedFault;
import dev.raftbeat.fault.SelectorContext;
import dev.raftbeat.fault.WorldKind;
import dev.raftbeat.fault.word.FaultLanguage;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultResolverTest {
    private static final FaultState FRESH = FaultState.fresh(Pace.LAN.settings());

    private static NodeId n(int i) {
        return new NodeId("n" + i);
    }

    /** {@code size} nodes, n2 leads, n1 led before. */
    private static SelectorContext cluster(int size) {
        List<NodeId> members = new ArrayList<>();
        for (int i = 1; i <= size; i++) {
            members.add(n(i));
        }
        return SelectorContext.of(members).withLeader(Optional.of(n(2)), Optional.of(n(1)));
    }

    private static ResolvedFault resolve(String line, SelectorContext picture, FaultState state, long seed)
            throws FaultSyntaxException, FaultRefusedException {
        return new FaultContext(picture, state, seed).resolve(FaultLanguage.parse(line), WorldKind.LOCAL);
    }

    private static ResolvedFault resolve(String line, int size) throws FaultSyntaxException, FaultRefusedException {
        return resolve(line, cluster(size), FRESH, 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    5 ; kill leader                   ; kill n2
                    5 ; kill leader+1                 ; kill n3
                    5 ; kill leader+4                 ; kill n1
                    3 ; kill leader+1,leader+2        ; kill n1,n3
                    5 ; kill old-leader               ; kill n1
                    4 ; kill followers                ; kill n1,n3,n4
                    4 ; kill all                      ; kill n1,n2,n3,n4
                    4 ; pause others                  ; pause n1,n3,n4
                    4 ; kill n3,n1,n3                 ; kill n1,n3
                    5 ; cut all -> leader             ; cut n1,n3,n4,n5 -> n2
                    3 ; cut all -> all                ; cut n1,n2,n3 -> n1,n2,n3
                    5 ; cut leader -> others          ; cut n2 -> n1,n3,n4,n5
                    4 ; cut n1,n2 -> rest             ; cut n1,n2 -> n3,n4
                    5 ; partition leader,n4 | others  ; partition n2,n4 | n1,n3,n5
                    5 ; partition n1                  ; partition n1 | n2,n3,n4,n5
                    5 ; slow n1 -> n3 2E +-0.5E       ; slow n1 -> n3 600ms +-150ms
                    3 ; flap n1 -> n3 every 2E for 1s ; flap n1 -> n3 every 600ms for 1s
                    3 ; set window 2E                 ; set window 600ms
                    3 ; set log leader 5@2            ; set log n2 5@2
                    """)
    void wordsBecomeNames(int size, String line, String resolved) throws Exception {
        ResolvedFault fault = resolve(line, size);
        assertThat(fault.text()).isEqualTo(resolved);
        assertThat(resolve(fault.text(), cluster(size), FRESH, 99)).isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    3 ; isolate n1       ; n1>n2 n1>n3 n2>n1 n3>n1
                    3 ; bridge n2        ; n1>n3 n3>n1
                    4 ; bridge n1        ; n2>n3 n2>n4 n3>n2 n4>n2
                    5 ; bridge n3        ; n1>n4 n1>n5 n2>n4 n2>n5 n4>n1 n4>n2 n5>n1 n5>n2
                    3 ; star n1          ; n2>n3 n3>n2
                    4 ; star n2          ; n1>n3 n1>n4 n3>n1 n3>n4 n4>n1 n4>n3
                    4 ; ring             ; n1>n3 n2>n4 n3>n1 n4>n2
                    5 ; ring             ; n1>n3 n1>n4 n2>n4 n2>n5 n3>n1 n3>n5 n4>n1 n4>n2 n5>n2 n5>n3
                    3 ; majorities-ring  ; n1>n3 n2>n1 n3>n2
                    4 ; majorities-ring  ; n1>n3 n2>n4 n3>n1 n4>n2
                    5 ; majorities-ring  ; n1>n3 n1>n4 n2>n4 n2>n5 n3>n1 n3>n5 n4>n1 n4>n2 n5>n2 n5>n3
                    3 ; chain            ; n1>n3 n3>n1
                    4 ; chain            ; n1>n3 n1>n4 n2>n4 n3>n1 n4>n1 n4>n2
                    3 ; partition n1 | n2; n1>n2 n2>n1
                    4 ; partition n1,n4 | n2 | n3 ; n1>n2 n1>n3 n2>n1 n2>n3 n2>n4 n3>n1 n3>n2 n3>n4 n4>n2 n4>n3
                    4 ; cut n1,n2 -> n2,n3        ; n1>n2 n1>n3 n2>n3
                    3 ; cut n1 <-> n3             ; n1>n3 n3>n1
                    """)
    void shapesBecomeLinks(int size, String line, String links) throws Exception {
        List<String> cut = resolve(line, size).links().stream()
                .map(link -> link.from() + ">" + link.to())
                .toList();
        assertThat(String.join(" ", cut)).isEqualTo(links);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 6, 7, 9})
    void inAMajoritiesRingEachHearsAMajorityAndNoTwoTheSame(int size) throws Exception {
        ResolvedFault fault = resolve("majorities-ring", size);
        TreeSet<String> seen = new TreeSet<>();
        for (NodeId node : cluster(size).members()) {
            List<NodeId> heard = cluster(size).members().stream()
                    .filter(peer -> peer.equals(node) || !fault.links().contains(new Link(peer, node)))
                    .toList();
            assertThat(heard).hasSize(size / 2 + 1);
            assertThat(seen.add(heard.toString())).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5})
    void chanceIsTheSeedsAndFairEnough(int size) throws Exception {
        TreeSet<NodeId> ones = new TreeSet<>();
        TreeSet<NodeId> followers = new TreeSet<>();
        for (long seed = 0; seed < 100; seed++) {
            ResolvedFault split = resolve("partition", cluster(size), FRESH, seed);
            List<NodeSelector> groups = split.fault().nodes();
            assertThat(groups.get(0).terms()).hasSize(size / 2 + 1);
            assertThat(groups.get(1).terms()).hasSize(size - size / 2 - 1);
            assertThat(resolve("partition majority | minority", cluster(size), FRESH, seed))
                    .isEqualTo(split);
            List<NodeId> both =
                    resolve("kill one,follower", cluster(size), FRESH, seed).nodes();
            assertThat(both).hasSize(2);
            ones.addAll(resolve("kill one", cluster(size), FRESH, seed).nodes());
            NodeId follower = resolve("cut all -> follower", cluster(size), FRESH, seed)
                    .links()
                    .get(0)
                    .to();
            followers.add(follower);
        }
        assertThat(ones).containsExactlyElementsOf(cluster(size).members());
        assertThat(followers).hasSize(size - 1).doesNotContain(n(2));
    }

    @Test
    void whoIsDownOrFrozenIsLeftOutOfChoicesAndMeantByName() throws Exception {
        SelectorContext picture = cluster(5).withDown(new TreeSet<>(List.of(n(1))), new TreeSet<>(List.of(n(4))));
        for (long seed = 0; seed < 50; seed++) {
            assertThat(resolve("campaign follower", picture, FRESH, seed).nodes())
                    .isSubsetOf(n(3), n(5));
        }
        assertThat(resolve("restart dead", picture, FRESH, 1).text()).isEqualTo("restart n1");
        assertThat(resolve("resume paused", picture, FRESH, 1).text()).isEqualTo("resume n4");
        assertThat(resolve("pause all", picture, FRESH, 1).text()).isEqualTo("pause n2,n3,n5");
        assertThat(resolve("kill all", picture, FRESH, 1).text()).isEqualTo("kill n2,n3,n4,n5");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
                    kill n9 ! there is no node n9 here; the members are n1, n2, n3
                    kill leeder ! did you mean "leader"?
                    kill dead ! no node is down
                    resume n1 ! n1 is not frozen
                    restart n1,n2 ! n1, n2 are up already
                    kill same ! no line before this one meant any node
                    kill rest ! rest of what?
                    cut all -> rest ! no node is left for rest
                    cut leader -> n2 ! comes to n2 -> n2, and no node has a link to itself
                    partition n1,n2 | n2 ! n2 cannot stand in two groups
                    ring ! "ring" has nothing to cut in a cluster of 3
                    star n1,n2 ! "star" takes one node, and that is n1, n2: 2
                    end last ! no fault goes on that could be ended
                    transfer leader ! n2 leads already
                    unplug n1 ! "unplug" needs containers; this is the world local
                    drop packets n1 -> n2 ! "drop packets" needs containers
                    crash n1 before save ! "crash" needs the simulator; this is the world local
                    kill n1,n2,n3,one ! no node is left to choose
                    flap n1 -> n2 every 5us ! a link cannot flap faster than every 1ms
                    set heartbeat 9000E ! n1 cannot have that: the heartbeat lies between 1 ms and 10 min
                    """)
    void whatCannotBeIsRefusedInASentence(String line, String sentence) {
        assertThatThrownBy(() -> resolve(line, 3))
                .isInstanceOf(FaultRefusedException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void withoutALeaderNobodyIsMeantByIt() {
        SelectorContext leaderless = cluster(3).withLeader(Optional.empty(), Optional.empty());
        for (String line : List.of("kill leader", "kill follower", "kill followers", "pause others", "kill leader+1")) {
            assertThatThrownBy(() -> resolve(line, leaderless, FRESH, 1))
                    .hasMessage("no node leads now that a quorum would follow");
        }
        assertThatThrownBy(() -> resolve("kill old-leader", leaderless, FRESH, 1))
                .hasMessage("there was no leader before this one");
        assertThatThrownBy(() -> resolve("transfer n1", leaderless, FRESH, 1)).hasMessageContaining("hand over");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
                    cut n1 -> n3              ! cut n1 -> n3; n3 -> n1 stays open
                    cut n1 <-> n3             ! cut n1 <-> n3, all ways; every other link stays as it was
                    cut n1,n2 -> n3           ! cut n1,n2 -> n3; the ways back stay open
                    partition n1,n2 | n3,n4,n5 ! n1,n2 | n3,n4,n5 cannot hear each other; inside each group all links stay open
                    partition n1,n2 | n3,n4   ! n1,n2 | n3,n4 cannot hear each other; inside each group all links stay open; n5 is in no group and keeps its links
                    bridge n3                 ! n1,n2 | n4,n5 meet only through n3
                    isolate leader            ! n2 hears nobody and nobody hears it; the others hear each other
                    slow n1 -> n3 80ms +-20ms ! n1 -> n3 takes 80 ms longer, give or take 20 ms; the way back is as before
                    slow n1 -> n3 0ms         ! n1 -> n3 is no longer slowed
                    slow n1 -> n3 1649.003ms  ! n1 -> n3 takes 1.65 s longer; the way back is as before
                    flap n1 -> n3 every 20E   ! n1 -> n3 is cut for 6 s, then open for 6 s, in turn, until it is joined; the way back is as before
                    lose 30% all -> all       ! n1,n2,n3,n4,n5 -> n1,n2,n3,n4,n5 loses 30% of its messages
                    skew n2 -5%               ! the clock of n2 runs 5% too slow
                    transfer n4               ! n2 hands leadership over to n4
                    set election 150..300ms   ! every node has election 150-300 ms
                    set prevote off on n2     ! n2 has prevote off
                    heal                      ! healed: nothing was broken
                    join n1 -> n3             ! n1 -> n3 was not cut
                    """)
    void aSentenceSaysWhatIsDoneAndWhatIsLeftAlone(String line, String sentence) throws Exception {
        assertThat(resolve(line, 5).sentence()).isEqualTo(sentence);
    }
}
