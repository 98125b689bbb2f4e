package dev.raftbeat.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.raft.RaftMessage;
import dev.raftbeat.raft.RaftMessage.AppendEntriesReply;
import dev.raftbeat.raft.RaftMessage.RequestVote;
import dev.raftbeat.wire.Frame.Doubt;
import dev.raftbeat.wire.Frame.Hello;
import dev.raftbeat.wire.Frame.Raft;
import dev.raftbeat.wire.Frame.Seal;
import dev.raftbeat.wire.Frame.Welcome;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCodecTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final String HELLO = "{\"header\":{\"cluster\":\"c1\",\"from\":\"n1\",\"to\":\"n2\",\"boot\":3},"
            + "\"kind\":\"hello\",\"body\":{\"version\":2}}";
    private static final String VOTE = "[\"V\",7,9,5,3,2,0]";
    private static final String NONCE = "0a".repeat(16);
    private static final String PROOF = "b1a2".repeat(16);
    private static final String DOUBT = "[\"doubt\",4,6,8]";

    private static String text(Frame frame) {
        return new String(MessageCodec.write(frame), StandardCharsets.UTF_8);
    }

    private static Frame read(String json) throws WireException {
        return MessageCodec.read(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aHelloIsAnObjectAndAllElseAListInOneSpelling() throws WireException {
        assertThat(text(new Hello("c1", N1, N2, 3))).isEqualTo(HELLO);
        assertThat(text(new Raft(7, 9, new RequestVote(5, 3, 2, 0)))).isEqualTo(VOTE);
        assertThat(text(new Doubt(4, 6, 8))).isEqualTo(DOUBT);
        assertThat(text(new Raft(6, 9, new AppendEntriesReply(5, 2_400, true)))).isEqualTo("[\"a\",6,9,5,2400,1,1]");
        assertThat(text(new Frame.Ping())).isEqualTo("[\"ping\"]");
        for (String json : List.of(HELLO, VOTE, DOUBT)) {
            assertThat(text(read(json))).isEqualTo(json);
        }
    }

    @Test
    void everyMessageComesBackAsItWas() throws WireException {
        Set<Class<?>> seen = new HashSet<>();
        Set<Character> letters = new HashSet<>();
        for (RaftMessage message : Samples.messages()) {
            Frame frame = new Raft(3, 4, message);
            assertThat(MessageCodec.read(MessageCodec.write(frame))).isEqualTo(frame);
            seen.add(message.getClass());
            letters.add(text(frame).charAt(2));
        }
        assertThat(seen).containsExactlyInAnyOrder(RaftMessage.class.getPermittedSubclasses());
        assertThat(letters).hasSameSizeAs(seen);
    }

    @Test
    void anAcknowledgementTellsAPriority() throws WireException {
        String three = text(new Raft(6, 9, new AppendEntriesReply(5, 2_400, true, 3)));
        assertThat(three).isEqualTo("[\"a\",6,9,5,2400,1,3]");
        for (String wrong : List.of("101", "-1", "1.5", "\"3\"")) {
            assertThatThrownBy(() -> read(three.replace(",3]", "," + wrong + "]")))
                    .as(wrong)
                    .isInstanceOf(WireException.class);
        }
    }

    @Test
    void theTransportsOwnFramesComeBack() throws WireException {
        for (Frame frame : List.of(
                new Hello("\"c\\1", N1, N2, 1),
                new Hello("c1", N1, N2, 3, Optional.of(new Seal(NONCE, PROOF))),
                new Frame.Challenge(3, NONCE),
                new Frame.Proof(PROOF),
                new Welcome(2),
                new Welcome(2, Optional.of(PROOF)),
                new Frame.Ping(),
                new Frame.Pong(),
                new Frame.Bye(),
                new Doubt(1, 0, Ballot.TERM_MAX))) {
            assertThat(MessageCodec.read(MessageCodec.write(frame))).isEqualTo(frame);
        }
    }

    @Test
    void aNonceHas32HexadecimalDigitsAndAProof64() throws WireException {
        String sealed = HELLO.replace("2}}", "2,\"nonce\":\"" + NONCE + "\",\"proof\":\"" + PROOF + "\"}}");
        assertThat(text(read(sealed))).isEqualTo(sealed);
        for (String json : List.of(
                sealed,
                "[\"challenge\",3,\"" + NONCE + "\"]",
                "[\"proof\",\"" + PROOF + "\"]",
                "[\"welcome\",3,\"" + PROOF + "\"]")) {
            assertThat(text(read(json))).isEqualTo(json);
            for (String hex : List.of(NONCE, PROOF)) {
                for (String wrong :
                        List.of("", hex.substring(1), hex + "0", hex.replace('a', 'A'), hex.replace('a', 'g'))) {
                    if (json.contains("\"" + hex + "\"")) {
                        refused(json.replace("\"" + hex + "\"", "\"" + wrong + "\""), "hexadecimal digits");
                    }
                }
            }
        }
        refused(sealed.replace(",\"proof\":\"" + PROOF + "\"", ""), "no field body.proof");
        refused(sealed.replace("\"nonce\":\"" + NONCE + "\",", ""), "no field body.nonce");
        refused("[\"challenge\",3]", "no field nonce");
        refused("[\"proof\"]", "no field proof");
        refused("[\"proof\",5]", "not JSON of the form");
        refused("[\"welcome\",3,\"" + PROOF + "\",1]", "more fields");
    }

    @Test
    void theOrderOfAHellosFieldsSaysNothing() throws WireException {
        assertThat(read("{\"kind\":\"hello\", \"body\":{\"version\":2},\"header\":"
                        + "{\"boot\":3,\"to\":\"n2\",\"from\":\"n1\",\"cluster\":\"c1\"}}"))
                .isEqualTo(new Hello("c1", N1, N2, 3));
    }

    @Test
    void anotherVersionIsNamedWhateverElseItSays() {
        for (String json : List.of(
                "{\"header\":{\"cluster\":\"c1\",\"from\":\"n1\",\"to\":\"n2\"},\"kind\":\"hello\",\"body\":{\"version\":1}}",
                "{\"kind\":\"hello\",\"body\":{\"version\":1,\"more\":[]}}")) {
            assertThat(catchThrowableOfType(WireException.class, () -> read(json))
                            .detail())
                    .isEqualTo("wire version 1, this node speaks 2");
        }
    }

    private static void refused(String json, String named) {
        WireException e = catchThrowableOfType(WireException.class, () -> read(json));
        assertThat(e).as(json).isNotNull().hasMessageContaining(named);
        assertThat(e.reason()).isEqualTo(RefusalReason.MALFORMED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"boot\":3         | \"boot\":0             | header.boot",
                "\"boot\":3         | \"boot\":1048577       | header.boot",
                "\"boot\":3         | \"boot\":2147483648    | header.boot",
                "\"boot\":3         | \"boot\":\"1\"         | header.boot",
                "\"boot\":3         | \"boot\":3.0           | header.boot",
                "\"boot\":3         | \"boot\":03            | JSON",
                "\"boot\":3         | \"boot\":[[[[[3]]]]]   | JSON",
                "\"boot\":3         | \"boot\":NaN           | JSON",
                ",\"boot\":3        | ''                     | no field header.boot",
                "\"boot\":3         | \"boot\":3,\"boot\":3  | repeated field header.boot",
                "\"boot\":3         | \"boot\":3,\"shoe\":1  | unknown field header.shoe",
                "\"from\":\"n1\"    | \"from\":\"N1\"        | header.from",
                "\"from\":\"n1\"    | \"from\":\" n1\"       | header.from",
                "\"from\":\"n1\"    | \"from\":\"\"          | header.from",
                "\"from\":\"n1\"    | \"from\":null          | header.from",
                "\"from\":\"n1\"    | \"from\":'n1'          | JSON",
                "\"kind\":\"hello\" | \"kind\":\"craft\"     | kind",
                "\"kind\":\"hello\" | \"kind\":\"ping\"      | kind",
                "\"kind\":\"hello\",| ''                     | no field kind",
                "\"version\":2      | \"version\":-2         | body.version",
                "\"version\":2      | \"version\":2,\"x\":1  | unknown field body.x",
                "\"version\":2      | ''                     | no field body.version",
                "}}                 | },\"x\":1}             | unknown field x",
                "}}                 | }}}                    | JSON",
                "}}                 | }}0                    | follows",
                "}}                 | }                      | JSON",
                "{\"header\"        | (\"header\"            | JSON",
            })
    void aHelloThatIsNotOfTheFormIsRefusedByField(String whole, String damaged, String named) {
        String json = HELLO.replace(whole, damaged);
        assertThat(json).isNotEqualTo(HELLO);
        refused(json, named);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[                                     | JSON",
                "[]                                    | JSON",
                "[\"\"]                                | kind: unknown",
                "[\"x\"]                               | kind: unknown, \"x\"",
                "[\"hello\"]                           | kind: unknown, \"hello\"",
                "[\"VV\",7,9,5,3,2,0]                  | kind: unknown, \"VV\"",
                "[\"Vv\",7,9,5,3,2,0]                  | kind: unknown, \"Vv\"",
                "[\"\\u0056\",7,9,5,3,2,0]             | JSON",
                "['V',7,9,5,3,2,0]                     | JSON",
                "[V,7,9,5,3,2,0]                       | JSON",
                "[ \"V\",7,9,5,3,2,0]                  | JSON",
                "[\"V\"                                | JSON",
                "[\"V\"]                               | no field seq",
                "[\"V\",0,9,5,3,2,0]                   | seq: not an integer from 1",
                "[\"V\",-7,9,5,3,2,0]                  | seq: not an integer from 1",
                "[\"V\",7.0,9,5,3,2,0]                 | seq: not an integer",
                "[\"V\",7e0,9,5,3,2,0]                 | seq: not an integer",
                "[\"V\",07,9,5,3,2,0]                  | seq: not an integer",
                "[\"V\",+7,9,5,3,2,0]                  | seq: not an integer",
                "[\"V\", 7,9,5,3,2,0]                  | seq: not an integer",
                "[\"V\",7 ,9,5,3,2,0]                  | seq: not an integer",
                "[\"V\",\"7\",9,5,3,2,0]               | seq: not an integer",
                "[\"V\",,9,5,3,2,0]                    | seq: not an integer",
                "[\"V\",null,9,5,3,2,0]                | seq: not an integer",
                "[\"V\",9007199254740992,9,5,3,2,0]    | seq: not an integer from 1",
                "[\"V\",7,-1,5,3,2,0]                  | lamport: not an integer from 0",
                "[\"V\",7,-0,5,3,2,0]                  | lamport: not an integer",
                "[\"V\",7,9]                           | no field term",
                "[\"V\",7,9,-,3,2,0]                   | term: not an integer",
                "[\"V\",7,9,5,3,2]                     | no field transferUntil",
                "[\"V\",7,9,5,3,2,0,0]                 | more fields",
                "[\"V\",7,9,5,3,2,false]               | transferUntil",
                "[\"V\",7,9,5,-1,2,0]                  | lastLogIndex",
                "[\"V\",7,9,5,3,2,0]]                  | follows",
                "[\"V\",7,9,5,3,2,0]0                  | follows",
                "[\"V\",7,9,5,3,2,0                    | transferUntil: not an integer",
                "[\"V\",7,9,5,[3],2,0]                 | lastLogIndex: not an integer",
                "[\"v\",7,9,5,2]                       | granted: not an integer from 0 to 1",
                "[\"v\",7,9,5,true]                    | granted: not an integer",
                "[\"ping\",1]                          | more fields",
                "[\"welcome\"]                         | no field boot",
                "[\"welcome\",0]                       | boot: not an integer from 1 to 1048576",
                "[\"welcome\",1048577]                 | boot: not an integer from 1 to 1048576",
                "[\"doubt\",1,2]                       | no field doubtedTerm",
            })
    void aListThatIsNotOfTheFormIsRefusedByField(String json, String named) {
        refused(json, named);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775807",
                "9007199254740992",
                "-1",
                "-9007199254740992",
                "9223372036854775808",
                "18446744073709551616",
                "100000000000000000000000000000000000000000000000000000000"
            })
    void aTermOutOfRangeIsRefusedAsSuch(String term) {
        for (String json : List.of("[\"V\",7,9," + term + ",3,2,0]", "[\"V\",7,9,5,3," + term + ",0]")) {
            WireException e = catchThrowableOfType(WireException.class, () -> read(json));
            assertThat(e.reason()).as(json).isEqualTo(RefusalReason.TERM_OUT_OF_RANGE);
        }
    }

    @Test
    void theLargestTermIsTaken() throws WireException {
        assertThat(read("[\"V\",7,9,9007199254740991,3,2,0]"))
                .isEqualTo(new Raft(7, 9, new RequestVote(Ballot.TERM_MAX, 3, 2, 0)));
    }

    @Test
    void onlyUtf8IsJsonHere() {
        for (String json : List.of(HELLO, VOTE)) {
            assertThatThrownBy(() -> MessageCodec.read(json.getBytes(StandardCharsets.UTF_16BE)))
                    .isInstanceOf(WireException.class);
            assertThatThrownBy(() -> MessageCodec.read(json.getBytes(StandardCharsets.UTF_16LE)))
                    .isInstanceOf(WireException.class);
        }
    }

    @Test
    void sizesAreLimited() {
        assertThatThrownBy(() -> read(HELLO.replace("c1", "c".repeat(MessageCodec.STRING_LENGTH_MAX + 1))))
                .isInstanceOf(WireException.class);
        WireException e = catchThrowableOfType(WireException.class, () -> MessageCodec.read(new byte[5000]));
        assertThat(e.reason()).isEqualTo(RefusalReason.TOO_LARGE);
    }

    /** Whatever comes: it is refused, or it is the one spelling of what it says. */
    @ParameterizedTest
    @ValueSource(longs = {1, 20260101})
    void nothingButARefusalComesOfDamage(long seed) throws WireException {
        SplittableRandom random = new SplittableRandom(seed);
        List<RaftMessage> messages = Samples.messages();
        int refused = 0;
        int taken = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = random.nextInt(10) == 0 ? noise(random) : damaged(random, messages);
            try {
                Frame frame = MessageCodec.read(bytes);
                taken++;
                if (!(frame instanceof Hello)) {
                    assertThat(MessageCodec.write(frame)).isEqualTo(bytes);
                }
            } catch (WireException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(50_000);
        assertThat(taken).isGreaterThan(1_000);
    }

    private static byte[] noise(SplittableRandom random) {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        if (bytes.length > 0 && random.nextBoolean()) {
            bytes[0] = '[';
        }
        return bytes;
    }

    private static byte[] damaged(SplittableRandom random, List<RaftMessage> messages) {
        byte[] bytes = random.nextInt(8) == 0
                ? HELLO.getBytes(StandardCharsets.US_ASCII)
                : MessageCodec.write(new Raft(7, 9, messages.get(random.nextInt(messages.size()))));
        for (int n = random.nextInt(1, 4); n > 0; n--) {
            bytes[random.nextInt(bytes.length)] = random.nextBoolean()
                    ? (byte) random.nextInt(256)
                    : (byte) "[]{},\"-019.e aV".charAt(random.nextInt(15));
        }
        return bytes;
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
