package dev.raftbeat.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Who leads, as a table. Each node is a letter, a term and whom it believes: {@code L5} leads term 5, {@code F5>1} follows
 * n1 in term 5, {@code F5} knows no leader, {@code C6} campaigns; {@code -} before it is frozen or dead, which is the same
 * here; {@code ?} has never told anything.
 */
class LeadershipTest {
    private static ClaimTable table(String nodes) {
        String[] each = nodes.trim().split(" +");
        List<NodeId> members = new ArrayList<>();
        for (int i = 1; i <= each.length; i++) {
            members.add(new NodeId("n" + i));
        }
        ClaimTable table = new ClaimTable(members);
        for (int i = 0; i < each.length; i++) {
            if (!each[i].startsWith("-") && !each[i].equals("?")) {
                String[] parts = each[i].substring(1).split(">");
                Role role = each[i].startsWith("L")
                        ? Role.LEADER
                        : each[i].startsWith("C") ? Role.CANDIDATE : Role.FOLLOWER;
                Optional<NodeId> leader = role == Role.LEADER
                        ? Optional.of(members.get(i))
                        : parts.length > 1 ? Optional.of(new NodeId("n" + parts[1])) : Optional.empty();
                table.answered(members.get(i), role, Long.parseLong(parts[0]), leader);
            }
        }
        return table;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "nobody",
            value = {
                "L1                          | n1     |",
                "-L1                         | nobody |",
                "?                           | nobody |",
                "L5 F5>1 F5>1                | n1     |",
                "L5 F5>1 F5                  | n1     | a quorum is enough",
                "L5 F5 F5                    | nobody | elected, and not heard of",
                "L5 F5>1 -F5>1               | n1     |",
                "L5 -F5>1 -F5>1              | nobody | frozen followers follow nobody",
                "-L5 F5>1 F5>1               | nobody | a frozen leader does not lead",
                "L5 F6>1 F6>1                | nobody | followers of another term are none",
                "L5 L6 F6>2                  | n2     | two claim",
                "L6 F6>1 L5                  | n1     |",
                "L5 C6 F5>1                  | n1     | a candidate alone takes nothing away",
                "L5 C6 F6                    | nobody |",
                "L5 F5>1 F5>1 L6 F6>4        | n1     | the newer one has too few",
                "L5 F5>1 L6 F6>3 F6>3        | n3     |",
                "L5 F5>1 F5>1 F5>1           | n1     | of four, three",
                "L5 F5>1 F5 F5               | nobody |",
                "L5 F5>1 -F5>1 -F5>1 -F5>1   | nobody | three of five stand still",
                "F5>2 F5>1 F5>1              | nobody | it claims nothing",
            })
    void theLeaderClaimsAndAQuorumFollows(String nodes, String leader, String why) {
        assertThat(table(nodes).leader().map(NodeId::name)).as(why).isEqualTo(Optional.ofNullable(leader));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "L5 F5>1 F5>1         | 0",
                "L5 L6 F6>2           | 0,1",
                "-L5 L6 F6>2          | 1",
                "F5 C6 F5             | ''",
            })
    void whoeverClaimsIsAClaimant(String nodes, String places) {
        long claimants = Leadership.claimants(table(nodes));
        StringJoiner found = new StringJoiner(",");
        for (int node = 0; node < 63; node++) {
            if ((claimants & 1L << node) != 0) {
                found.add(String.valueOf(node));
            }
        }
        assertThat(found.toString()).isEqualTo(places);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "nobody",
            value = {
                // nodes | elected, as place:term | the old leader
                "L5 F5>1 F5>1         | 0:5         | nobody",
                "L5 F5>1 F5>1         | 1:4,0:5     | n2",
                "L5 F5>1 F5>1         | 2:3,0:4,0:5 | n3",
                "L5 L6 F6>2           | 2:4,0:5,1:6 | n1",
                "-L5 L6 F6>2          | 0:5,1:6     | n1",
                "F6>2 L6 F6>2         | 2:5,0:4,1:6 | n3",
                "F6 F6 F6             | 0:5         | n1",
                "F6 F6 F6             | 0:5,1:6     | n2",
                "F6 F6 F6             | 1:6,0:5     | n2",
                "F6>2 L6 F6>2         | 1:6,2:3,0:5 | n1",
                "F6 F6 F6             | ''          | nobody",
                "L5 F6 F6             | 1:4,0:5     | n1",
            })
    void theOldLeaderGoesOnClaimingOrWasElectedBefore(String nodes, String elections, String old) {
        Succession elected = new Succession();
        for (String election : elections.isEmpty() ? new String[0] : elections.split(",")) {
            String[] parts = election.split(":");
            elected.elected(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
        }
        assertThat(table(nodes).oldLeader(elected).map(NodeId::name)).isEqualTo(Optional.ofNullable(old));
    }

    @Test
    void aQuorumIsMoreThanHalf() {
        assertThat(List.of(1, 2, 3, 4, 5, 9).stream().map(Quorum::of)).containsExactly(1, 2, 2, 3, 3, 5);
    }

    @Test
    void whatNobodyOfTheClusterAnswersIsPassedOver() {
        ClaimTable table = table("F5 F5 F5");
        table.answered(new NodeId("n9"), Role.LEADER, 5, Optional.of(new NodeId("n9")));
        assertThat(table.leader()).isEmpty();
    }
}
