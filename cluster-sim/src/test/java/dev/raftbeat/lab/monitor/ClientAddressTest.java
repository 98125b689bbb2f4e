package dev.raftbeat.lab.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever has the first half of an IPv6 address has as many addresses as they like, and is one client. */
class ClientAddressTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1, 127.0.0.1",
        "127.0.0.2, 127.0.0.2, 127.0.0.2",
        "::1, 0:0:0:0:0:0:0:1, [0:0:0:0:0:0:0:1]",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64, [2001:db8:1:2:3:4:5:6]",
        "2001:db8:1:2:ffff::, 2001:db8:1:2::/64, [2001:db8:1:2:ffff:0:0:0]",
        "::ffff:10.0.0.7, 10.0.0.7, 10.0.0.7"
    })
    void isToldApartByItsFirstHalf(String address, String told, String literal) throws UnknownHostException {
        InetAddress from = InetAddress.getByName(address);
        assertThat(ClientAddress.told(from)).isEqualTo(told);
        assertThat(ClientAddress.literal(from)).isEqualTo(literal);
    }
}
