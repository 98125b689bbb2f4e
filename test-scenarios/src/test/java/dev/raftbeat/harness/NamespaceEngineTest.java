package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.fault.KernelRules;
import dev.raftbeat.fault.PacketRule;
import dev.raftbeat.fault.execution.InjectorException;
import dev.raftbeat.fault.word.HostWords;
import dev.raftbeat.fault.word.PacketWords;
import dev.raftbeat.fault.word.ProcessWords;
import dev.raftbeat.protocol.NodeId;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts without containers: that they reach each other, that their kernels obey, and that nothing of it stays. */
@NeedsNamespaces
class NamespaceEngineTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final BigDecimal ALL = BigDecimal.valueOf(100);

    @TempDir
    private Path shared;

    private NamespaceEngine engine;
    private List<Host> hosts;

    @BeforeEach
    void make() throws Exception {
        engine = new NamespaceEngine();
        hosts = engine.hosts(List.of(N1, N2), shared, new NodeBuild(List.of()));
    }

    @AfterEach
    void end() {
        engine.close();
    }

    private static boolean reaches(Host from, Host to) throws EngineException {
        return from.run(List.of("ip", "route", "get", to.listener().host())).code() == 0
                && pings(from, to.listener().host());
    }

    /** A first packet may be lost to a neighbour that is not known yet, and is sent again after a second. */
    private static void awaitReaching(Host from, Host to) {
        Machine.await("%s reaches %s".formatted(from, to)).until(() -> reaches(from, to));
    }

    /** A refused connection is an answer too, and nobody listens here. */
    private static boolean pings(Host from, String address) throws EngineException {
        String knock = "timeout 1 bash -c 'exec 3<>/dev/tcp/" + address + "/9' 2>&1";
        return from.run(List.of("sh", "-c", knock)).out().contains("refused");
    }

    private static KernelRules packets(PacketRule... rules) {
        return new KernelRules(List.of(rules), Optional.empty(), OptionalLong.empty(), Optional.empty(), 0, false);
    }

    private static KernelRules limited(List<PacketRule> packets, long kbit, Optional<BigDecimal> cpu) {
        return new KernelRules(packets, Optional.empty(), OptionalLong.of(kbit), cpu, 0, false);
    }

    @Test
    void hostsReachEachOtherUntilOneIsUnplugged() throws Exception {
        awaitReaching(hosts.get(0), hosts.get(1));
        hosts.get(1).plug(false);
        assertThat(reaches(hosts.get(0), hosts.get(1))).isFalse();
        assertThat(reaches(hosts.get(1), hosts.get(0))).isFalse();
        hosts.get(1).plug(true);
        awaitReaching(hosts.get(0), hosts.get(1));
    }

    @Test
    void nothingOfItIsSeenOutside() throws Exception {
        String inside = hosts.get(0).run(List.of("ip", "-o", "addr")).out();
        assertThat(inside).contains("10.78.0.1/24");
        Process outside = new ProcessBuilder("ip", "-o", "addr").start();
        assertThat(new String(outside.getInputStream().readAllBytes())).doesNotContain("10.78.");
    }

    @Test
    void aRuleIsSeenToActAndNoneIsLeftAfterHealing() throws Exception {
        KernelInjector kernel = new KernelInjector(new NoInjector(), hosts);
        kernel.kernel(N2, packets(new PacketRule(N1, PacketRule.Deed.DROP, ALL)));
        assertThat(hosts.get(1).run(KernelCommands.listPackets()).out())
                .contains("-A RAFTBEAT -s 10.78.0.1/32 -p tcp -m tcp --dport 7000 -j DROP");
        kernel.kernel(N2, packets(new PacketRule(N1, PacketRule.Deed.REJECT, ALL)));
        kernel.kernel(N2, packets(new PacketRule(N1, PacketRule.Deed.DROP, BigDecimal.TEN)));
        kernel.kernel(N2, KernelRules.NONE);
        assertThat(hosts.get(1).run(KernelCommands.listPackets()).out()).doesNotContain("RAFTBEAT");
    }

    @Test
    void aRuleThatMeetsNothingIsAFailure() throws Exception {
        hosts.get(0).run(List.of("iptables", "-A", "OUTPUT", "-j", "DROP"));
        KernelInjector kernel = new KernelInjector(new NoInjector(), hosts);
        assertThatThrownBy(() -> kernel.kernel(N2, packets(new PacketRule(N1, PacketRule.Deed.DROP, ALL))))
                .isInstanceOf(InjectorException.class)
                .hasMessage("the host of n2: the rule for n1 has met none of its packets");
        assertThat(hosts.get(1).run(KernelCommands.listPackets()).out()).doesNotContain("RAFTBEAT");
    }

    @Test
    void aFaultThatFailsLeavesTheOthersInForce() throws Exception {
        KernelInjector kernel = new KernelInjector(new NoInjector(), hosts);
        List<PacketRule> tenth = List.of(new PacketRule(N1, PacketRule.Deed.DROP, BigDecimal.TEN));
        kernel.kernel(N2, limited(tenth, 100, Optional.empty()));
        KernelRules more = limited(List.of(), 200, Optional.of(BigDecimal.TEN));
        assertThatThrownBy(() -> kernel.kernel(N2, more)).isInstanceOf(InjectorException.class);
        assertThat(KernelCommands.ruleCount(
                        hosts.get(1).run(KernelCommands.listPackets()).out()))
                .isEqualTo(1);
        assertThat(hosts.get(1).run(KernelCommands.listSending("eth0")).out()).contains("rate 100Kbit");
        kernel.kernel(N2, KernelRules.NONE);
        assertThat(hosts.get(1).run(KernelCommands.listPackets()).out()).doesNotContain("RAFTBEAT");
    }

    @Test
    void healingTakesAwayWhatNobodyRemembers() throws Exception {
        for (String line : List.of("-N RAFTBEAT", "-I INPUT -j RAFTBEAT", "-A RAFTBEAT -j DROP")) {
            hosts.get(1).run(List.of(("iptables " + line).split(" ")));
        }
        hosts.get(1)
                .run(List.of(
                        "tc", "qdisc", "add", "dev", "eth0", "root", "tbf", "rate", "16kbit", "burst", "2000",
                        "latency", "1s"));
        new KernelInjector(new NoInjector(), hosts).kernel(N2, KernelRules.NONE);
        assertThat(hosts.get(1).run(KernelCommands.listPackets()).out()).doesNotContain("RAFTBEAT");
        assertThat(hosts.get(1).run(KernelCommands.listSending("eth0")).out()).doesNotContain("tbf");
    }

    @Test
    void whatTheMachineCannotDoIsKnownBefore() {
        KernelInjector kernel = new KernelInjector(new NoInjector(), hosts);
        assertThat(kernel.refuses(HostWords.LIMIT_CPU))
                .hasValue("network namespaces cannot limit a processor; containers can");
        assertThat(kernel.refuses(PacketWords.DROP_PACKETS)).isEmpty();
        assertThat(kernel.refuses(ProcessWords.KILL)).isEmpty();
    }

    @Test
    void aDoorOfThisMachineLeadsToTheControlEndpoint() throws Exception {
        Files.writeString(shared.resolve("Answer.java"), """
                import com.sun.net.httpserver.HttpServer;
                import java.net.InetSocketAddress;
                class Answer {
                    public static void main(String[] args) throws Exception {
                        HttpServer server = HttpServer.create(new InetSocketAddress(args[0], 7001), 0);
                        server.createContext("/", call -> {
                            call.sendResponseHeaders(200, 5);
                            call.getResponseBody().write("hello".getBytes());
                            call.close();
                        });
                        server.start();
                    }
                }
                """);
        Host host = hosts.get(0);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        host.run(List.of(
                "sh",
                "-c",
                java + " " + shared.resolve("Answer.java") + " "
                        + host.controlInside().host() + " >/dev/null 2>&1 &"));
        host.plug(false);
        Machine.await("the door answers, also while the host is unplugged")
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> ask(host).equals("hello"));
    }

    private static String ask(Host host) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://" + host.control() + "/").toURL().openConnection();
        connection.setReadTimeout(1_000);
        return new String(connection.getInputStream().readAllBytes());
    }
}
