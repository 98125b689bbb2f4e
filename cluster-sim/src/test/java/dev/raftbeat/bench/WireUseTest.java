package dev.raftbeat.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WireUseTest {
    private static final String SOCKETS = """
            0 0 [::ffff:127.0.0.1]:34564 [::ffff:127.0.0.1]:7001 bbr wscale:10,10 rto:204 bytes_sent:575 bytes_acked:576 bytes_received:697 segs_out:11 segs_in:10 data_segs_out:3
            0 0 127.0.0.1:7001 127.0.0.1:34564 ts sack cubic segs_out:7 segs_in:4 data_segs_in:1
            0 0 127.0.0.1:7002 127.0.0.1:40000 ts sack cubic bytes_sent:10 segs_out:1
            0 0 127.0.0.1:22 127.0.0.1:50000 bytes_sent:100000 segs_out:1000
            """;

    @Test
    void bothSidesOfAConnectionCountWithTheHeadersOfEachSegment() {
        assertThat(WireUse.bytes(SOCKETS, List.of(7001, 7002), 52)).isEqualTo(575 + 10 + 52 * (11 + 7 + 1));
        assertThat(WireUse.bytes(SOCKETS, List.of(7002), 52)).isEqualTo(10 + 52);
        assertThat(WireUse.bytes("", List.of(7001), 52)).isZero();
    }
}
