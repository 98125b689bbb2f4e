package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.fault.FaultValue;
import dev.raftbeat.fault.KernelRules;
import dev.raftbeat.fault.PacketRule;
import dev.raftbeat.fault.TypedDuration;
import dev.raftbeat.net.HostPort;
import dev.raftbeat.protocol.NodeId;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class KernelCommandsTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final KernelCommands COMMANDS =
            new KernelCommands(new HostPort("10.78.0.3", 7_000), Map.of(N1, "10.78.0.1", N2, "10.78.0.2"));

    private static PacketRule rule(NodeId from, PacketRule.Deed deed, String percent) {
        return new PacketRule(from, deed, new BigDecimal(percent));
    }

    private static final PacketRule DROP_N1 = rule(N1, PacketRule.Deed.DROP, "100");

    private static List<String> lines(List<List<String>> commands) {
        return commands.stream().map(words -> String.join(" ", words)).toList();
    }

    @Test
    void aDropIsOfTheConnectionThatThePeerOpenedAndOfNothingElse() {
        assertThat(lines(COMMANDS.packets(List.of(), List.of(DROP_N1))))
                .containsExactly(
                        "iptables -w -N RAFTBEAT",
                        "iptables -w -I INPUT -j RAFTBEAT",
                        "iptables -w -A RAFTBEAT -s 10.78.0.1 -p tcp --dport 7000 -j DROP");
    }

    @Test
    void theLastRuleTakesTheChainWithIt() {
        assertThat(lines(COMMANDS.packets(List.of(DROP_N1), List.of())))
                .containsExactly(
                        "iptables -w -D RAFTBEAT -s 10.78.0.1 -p tcp --dport 7000 -j DROP",
                        "iptables -w -D INPUT -j RAFTBEAT",
                        "iptables -w -X RAFTBEAT");
        assertThat(COMMANDS.packets(List.of(), List.of())).isEmpty();
        assertThat(COMMANDS.packets(List.of(DROP_N1), List.of(DROP_N1))).isEmpty();
    }

    @Test
    void aChangeNeverLeavesAGap() {
        List<PacketRule> after =
                List.of(rule(N1, PacketRule.Deed.REJECT, "100"), rule(N2, PacketRule.Deed.DROP, "2.5"));
        assertThat(lines(COMMANDS.packets(List.of(DROP_N1), after)))
                .containsExactly(
                        "iptables -w -A RAFTBEAT -s 10.78.0.1 -p tcp --dport 7000 -j REJECT --reject-with tcp-reset",
                        "iptables -w -A RAFTBEAT -s 10.78.0.2 -p tcp --dport 7000 -m statistic --mode random"
                                + " --probability 0.025 -j DROP",
                        "iptables -w -D RAFTBEAT -s 10.78.0.1 -p tcp --dport 7000 -j DROP");
    }

    private static KernelRules sending(String delay, String spread, long kbit) throws Exception {
        Optional<FaultValue.Delay> wait = delay.isEmpty()
                ? Optional.empty()
                : Optional.of(new FaultValue.Delay(
                        TypedDuration.parse(delay),
                        spread.isEmpty() ? Optional.empty() : Optional.of(TypedDuration.parse(spread))));
        OptionalLong rate = kbit == 0 ? OptionalLong.empty() : OptionalLong.of(kbit);
        return new KernelRules(List.of(), wait, rate, Optional.empty(), 0, false);
    }

    @Test
    void sendingIsSlowedAndLimitedByOneQueueInTheOther() throws Exception {
        assertThat(lines(KernelCommands.sending("eth0", KernelRules.NONE, sending("80ms", "20ms", 0))))
                .containsExactly("tc qdisc add dev eth0 root handle 1: netem delay 80000us 20000us");
        assertThat(lines(KernelCommands.sending("eth0", sending("80ms", "20ms", 0), sending("80ms", "", 16))))
                .containsExactly(
                        "tc qdisc del dev eth0 root",
                        "tc qdisc add dev eth0 root handle 1: netem delay 80000us",
                        "tc qdisc add dev eth0 parent 1:1 handle 10: tbf rate 16kbit burst 2000 latency 400ms");
        assertThat(lines(KernelCommands.sending("eth0", KernelRules.NONE, sending("", "", 16))))
                .containsExactly("tc qdisc add dev eth0 root handle 1: tbf rate 16kbit burst 2000 latency 400ms");
        assertThat(lines(KernelCommands.sending("eth0", sending("", "", 16), KernelRules.NONE)))
                .containsExactly("tc qdisc del dev eth0 root");
    }

    @Test
    void listingsAreRead() {
        String rules = """
                -P INPUT ACCEPT
                -N RAFTBEAT
                -A INPUT -j RAFTBEAT
                -A RAFTBEAT -s 10.78.0.1/32 -p tcp -m tcp --dport 7000 -j DROP
                """;
        assertThat(KernelCommands.ruleCount(rules)).isEqualTo(1);
        assertThat(KernelCommands.showsAny(rules)).isTrue();
        assertThat(KernelCommands.showsAny("-P INPUT ACCEPT\n-A INPUT -s 10.78.0.1/32 -j DROP\n"))
                .as("somebody else's rule")
                .isFalse();
        String counts = """
                Chain RAFTBEAT (1 references)
                    pkts      bytes target     prot opt in     out     source               destination
                      12      720 DROP       6    --  *      *       10.78.0.1            0.0.0.0/0            tcp dpt:7000
                       3      180 REJECT     6    --  *      *       10.78.0.2            0.0.0.0/0            tcp dpt:7000
                """;
        assertThat(COMMANDS.packetsMet(counts, N1)).isEqualTo(12);
        assertThat(COMMANDS.packetsMet(counts, N2)).isEqualTo(3);
    }
}
