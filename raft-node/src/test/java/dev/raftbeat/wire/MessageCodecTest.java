package dev.raftbeat.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.raft.RaftMessage;
import dev.raftbeat.raft.RaftMessage.RequestVote;
import dev.raftbeat.wire.Frame.Hello;
import dev.raftbeat.wire.Frame.Raft;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCodecTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final String VOTE =
            "{\"header\":{\"cluster\":\"c1\",\"from\":\"n1\",\"to\":\"n2\",\"boot\":1,\"seq\":7,\"lamport\":9},"
                    + "\"kind\":\"raft\",\"body\":{\"type\":\"RequestVote\",\"term\":5,\"lastLogIndex\":3,"
                    + "\"lastLogTerm\":2,\"transferUntil\":0}}";

    private static String text(Frame frame) {
        return new String(MessageCodec.write(frame), StandardCharsets.UTF_8);
    }

    private static Frame read(String json) throws WireException {
        return MessageCodec.read(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aMessageReadsAsHeaderKindAndBody() throws WireException {
        Envelope<RaftMessage> envelope = Envelope.<RaftMessage>outgoing(N1, N2, new RequestVote(5, 3, 2, 0))
                .sentAs(new FactId(N1, 1, 7));
        Raft frame = new Raft(Header.of("c1", envelope, 9), envelope.message());
        assertThat(text(frame)).isEqualTo(VOTE);
        assertThat(read(VOTE)).isEqualTo(frame);
        assertThat(frame.header().envelope(frame.message())).isEqualTo(envelope);
    }

    @Test
    void everyMessageComesBackAsItWas() throws WireException {
        Set<Class<?>> seen = new HashSet<>();
        for (RaftMessage message : Samples.messages()) {
            Frame frame = new Raft(new Header("c1", N1, N2, 2, 3, 4), message);
            assertThat(MessageCodec.read(MessageCodec.write(frame))).isEqualTo(frame);
            seen.add(message.getClass());
        }
        assertThat(seen).containsExactlyInAnyOrder(RaftMessage.class.getPermittedSubclasses());
    }

    @Test
    void theTransportsOwnFramesComeBackAndAreShort() throws WireException {
        for (Frame frame : List.of(new Hello("c1", N1, N2, 1), new Frame.Ping(), new Frame.Pong(), new Frame.Bye())) {
            assertThat(MessageCodec.read(MessageCodec.write(frame))).isEqualTo(frame);
        }
        assertThat(text(new Frame.Ping())).isEqualTo("{\"kind\":\"ping\"}");
    }

    @Test
    void onlyAHeartbeatThatNamesAnHeirPaysForIt() throws WireException {
        Header header = new Header("c1", N1, N2, 1, 7, 9);
        Raft heir = new Raft(header, new RaftMessage.AppendEntries(5, 8, 4));
        Raft none = new Raft(header, new RaftMessage.AppendEntries(5, 8));
        assertThat(MessageCodec.read(MessageCodec.write(heir))).isEqualTo(heir);
        assertThat(MessageCodec.read(MessageCodec.write(none))).isEqualTo(none);
        assertThat(text(heir)).contains("\"heir\":4");
        assertThat(text(none)).doesNotContain("heir");
        for (String wrong : List.of("0", "-1", "true", "1.5")) {
            String json = text(heir).replace("\"heir\":4", "\"heir\":" + wrong);
            assertThat(catchThrowableOfType(WireException.class, () -> read(json)))
                    .hasMessageContaining("body.heir");
        }
    }

    @Test
    void theOrderOfFieldsSaysNothing() throws WireException {
        assertThat(
                        read(
                                "{\"body\":{\"granted\":true,\"term\":5,\"type\":\"RequestVoteReply\"},\"kind\":\"raft\",\"header\":"
                                        + "{\"lamport\":9,\"seq\":7,\"boot\":1,\"to\":\"n2\",\"from\":\"n1\",\"cluster\":\"c1\"}}"))
                .isEqualTo(new Raft(new Header("c1", N1, N2, 1, 7, 9), new RaftMessage.RequestVoteReply(5, true)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"boot\":1              | \"boot\":0                | header.boot",
                "\"boot\":1              | \"boot\":1048577          | header.boot",
                "\"boot\":1              | \"boot\":2147483648       | header.boot",
                "\"boot\":1              | \"boot\":\"1\"            | header.boot",
                "\"boot\":1,             | ''                        | no field header.boot",
                "\"boot\":1              | \"boot\":1,\"boot\":1     | repeated field header.boot",
                "\"boot\":1              | \"boot\":1,\"shoe\":1     | unknown field header.shoe",
                "\"seq\":7               | \"seq\":9007199254740992  | header.seq",
                "\"seq\":7               | \"seq\":-7                | header.seq",
                "\"seq\":7               | \"seq\":7.0               | header.seq",
                "\"seq\":7               | \"seq\":7e0               | header.seq",
                "\"seq\":7               | \"seq\":07                | JSON",
                "\"seq\":7               | \"seq\":[[[[[7]]]]]       | JSON",
                "\"from\":\"n1\"         | \"from\":\"N1\"           | header.from",
                "\"from\":\"n1\"         | \"from\":\" n1\"          | header.from",
                "\"from\":\"n1\"         | \"from\":\"\"             | header.from",
                "\"from\":\"n1\"         | \"from\":null             | header.from",
                "\"from\":\"n1\"         | \"from\":'n1'             | JSON",
                "\"kind\":\"raft\"       | \"kind\":\"craft\"        | kind",
                "\"kind\":\"raft\"       | \"kind\":\"ping\"         | unknown field",
                "\"kind\":\"raft\"       | \"kind\":\"hello\"        | body.version",
                "\"kind\":\"raft\",      | ''                        | no field kind",
                "RequestVote             | RequestVeto               | body.type",
                "RequestVote             | RequestVoteReply          | no field body.granted",
                "RequestVote             | AppendEntries             | no field body.round",
                "\"transferUntil\":0      | \"transferUntil\":false            | body.transferUntil",
                "\"transferUntil\":0      | \"transferUntil\":NaN          | JSON",
                "\"lastLogIndex\":3      | \"lastLogIndex\":-1       | body.lastLogIndex",
                "}}                      | }}}                       | JSON",
                "}}                      | }}0                       | follows",
                "}}                      | }                         | JSON",
                "{\"header\"             | [\"header\"               | not a JSON object",
            })
    void whatIsNotOfTheFormIsRefusedByField(String whole, String damaged, String named) {
        String json = VOTE.replace(whole, damaged);
        assertThat(json).isNotEqualTo(VOTE);
        WireException e = catchThrowableOfType(WireException.class, () -> read(json));
        assertThat(e).as(json).isNotNull().hasMessageContaining(named);
        assertThat(e.reason()).isEqualTo(RefusalReason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"9223372036854775807", "9007199254740992", "-1", "9223372036854775808", "18446744073709551616"})
    void aTermOutOfRangeIsRefusedAsSuch(String term) {
        for (String field : List.of("\"term\":5", "\"lastLogTerm\":2")) {
            String json = VOTE.replace(field, field.substring(0, field.length() - 1) + term);
            WireException e = catchThrowableOfType(WireException.class, () -> read(json));
            assertThat(e.reason()).as(json).isEqualTo(RefusalReason.TERM_OUT_OF_RANGE);
        }
    }

    @Test
    void theLargestTermIsTaken() throws WireException {
        assertThat(read(VOTE.replace("\"term\":5", "\"term\":9007199254740991")))
                .isInstanceOf(Raft.class);
    }

    @Test
    void onlyUtf8IsJsonHere() {
        assertThatThrownBy(() -> MessageCodec.read(VOTE.getBytes(StandardCharsets.UTF_16BE)))
                .isInstanceOf(WireException.class);
        assertThatThrownBy(() -> MessageCodec.read(VOTE.getBytes(StandardCharsets.UTF_16LE)))
                .isInstanceOf(WireException.class);
    }

    @Test
    void sizesAreLimited() {
        assertThatThrownBy(() -> read(VOTE.replace("c1", "c".repeat(MessageCodec.STRING_LENGTH_MAX + 1))))
                .isInstanceOf(WireException.class);
        WireException e = catchThrowableOfType(WireException.class, () -> MessageCodec.read(new byte[5000]));
        assertThat(e.reason()).isEqualTo(RefusalReason.TOO_LARGE);
    }

    @Test
    void whatARemoteSaidIsSafeToShow() {
        WireException e = catchThrowableOfType(
                WireException.class, () -> read("{\"kind\":\"\\u001b[2J\u00e9" + "x".repeat(100) + "\"}"));
        assertThat(e.detail())
                .startsWith("kind: unknown, \"\\u001b[2J\u00e9xxx")
                .endsWith("...")
                .hasSize(Plain.LENGTH_MAX);
    }
}
