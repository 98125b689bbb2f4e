package dev.raftbeat.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.net.HostPort;
import dev.raftbeat.node.StoreLink;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.store.StoreGuard;
import dev.raftbeat.wire.NodeStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands in {@code cluster.json} and in a status, to the byte: other programs read them too. */
class ClusterPlanTest {
    private static final NodeId N1 = new NodeId("n1");

    private static final ClusterPlan PLAN = new ClusterPlan(
            "c-1",
            Map.of(N1, HostPort.parse("127.0.0.1:7001")),
            Map.of(N1, HostPort.parse("[::1]:8001")),
            Pace.LAN.settings(),
            -42,
            true,
            Optional.of("votes-twice"),
            Optional.of(new StoreLink(HostPort.parse("127.0.0.1:9"), StoreGuard.lease(120_000_000))));

    private static final String TEXT = """
            {
              "raftbeat" : "cluster",
              "v" : 1,
              "cluster" : "c-1",
              "seed" : -42,
              "record" : true,
              "variant" : "votes-twice",
              "store" : {
                "address" : "127.0.0.1:9",
                "guard" : "lease 120ms"
              },
              "settings" : {
                "heartbeatNanos" : 50000000,
                "electionNanosMin" : 150000000,
                "electionNanosMax" : 300000000,
                "preVote" : true,
                "checkQuorum" : true,
                "quorumWindowNanos" : 0,
                "lastLogIndex" : 0,
                "lastLogTerm" : 0,
                "evidence" : true,
                "priority" : 1
              },
              "nodes" : [ {
                "node" : "n1",
                "raft" : "127.0.0.1:7001",
                "control" : "[::1]:8001"
              } ]
            }
            """;

    @Test
    void aPlanIsWrittenAsItHasAlwaysBeen() {
        assertThat(PLAN.toJson()).isEqualTo(TEXT);
        assertThat(ClusterPlan.fromJson(TEXT)).isEqualTo(PLAN);
    }

    @Test
    void whatThereIsNoneOfIsLeftOut() {
        String least = TEXT.replaceFirst("(?s)  \"variant\".*?  },\n", "");
        ClusterPlan plan = ClusterPlan.fromJson(least);
        assertThat(plan.variant()).isEmpty();
        assertThat(plan.store()).isEmpty();
        assertThat(plan.toJson()).isEqualTo(least);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', textBlock = """
            "raftbeat" : "cluster"    ; "raftbeat" : "other"      ; a plan that Raftbeat made
            "raftbeat" : "cluster",   ; ~~                        ; text in "raftbeat"
            "v" : 1                   ; "v" : 2                   ; a plan that Raftbeat made
            "seed" : -42              ; "seed" : "-42"            ; line 5: expected a whole number in "seed"
            "seed" : -42              ; "seed" : -42.9            ; line 5: expected a whole number in "seed"
            "seed" : -42              ; "seed" : -42, "seed" : 1  ; line 5: expected JSON with each field once
            "seed" : -42              ; "seed" : -42, "seeds" : 1 ; line 5: expected no field "seeds"
            "seed" : -42,             ; ~~                        ; a whole number in "seed"
            "record" : true           ; "record" : 1              ; line 6: expected true or false in "record"
            "preVote" : true          ; "preVote" : null          ; true or false in "settings.preVote"
            50000000,                 ; 5,                        ; the heartbeat lies between 1 ms and 10 min
            lease 120ms               ; lease 120                 ; unfenced, fenced or a lease
            127.0.0.1:7001            ; 127.0.0.1                 ; line 26: expected a value that fits in "nodes[0].raft" (an address reads HOST:PORT
            "node" : "n1"             ; "node" : "N1"             ; line 25: expected a value that fits in "nodes[0].node" (not a node name
            "nodes" : [ {             ; "nodes" : { {             ; line 24: expected a list in "nodes"
            } ]                       ; } ],                      ; JSON
            """)
    void whatIsNoPlanIsToldByItsLine(String whole, String damaged, String expected) {
        assertThat(TEXT).contains(whole);
        assertThatThrownBy(() -> ClusterPlan.fromJson(TEXT.replace(whole, damaged)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not a cluster's plan: line ")
                .hasMessageContaining(expected)
                .hasMessageNotContainingAny("jackson", "java.", "Unrecognized");
    }

    @Test
    void aStatusIsWrittenAsItHasAlwaysBeen() {
        String up = "{\"node\":\"n1\",\"role\":\"LEADER\",\"term\":3,\"votedFor\":null,\"leader\":\"n1\","
                + "\"lastHeardMs\":0,\"boot\":1,\"endpoint\":\"127.0.0.1:1\",\"state\":\"up\"}";
        String dead = "{\"node\":\"n2\",\"role\":null,\"term\":null,\"votedFor\":null,\"leader\":null,"
                + "\"lastHeardMs\":null,\"boot\":null,\"endpoint\":\"127.0.0.1:2\",\"state\":\"dead\"}";
        assertThat(NodeStatus.fromJson(up).toJson()).isEqualTo(up);
        assertThat(NodeStatus.toJson(
                        List.of(NodeStatus.fromJson(up), NodeStatus.unreachable("n2", "dead", "127.0.0.1:2")),
                        List.of("so")))
                .isEqualTo("{\"nodes\":[" + up + "," + dead + "],\"notes\":[\"so\"]}");
        for (String bad : List.of(
                "",
                "[]",
                up.replace("3", "\"3\""),
                up.replace("\"term\":3,", ""),
                up.replace("3", "3,\"term\":3"),
                up.replace("3", "3,\"more\":3"))) {
            assertThatThrownBy(() -> NodeStatus.fromJson(bad))
                    .as(bad)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("not a node's status: ");
        }
    }
}
