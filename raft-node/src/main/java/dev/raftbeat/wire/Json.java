package dev.raftbeat.wire;

import dev.raftbeat.text.CleanText;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/** The one place that sets up Jackson's streaming core, with narrow limits and without guessing. */
public final class Json {
    /** Deep enough for a fact with a list or settings in it; nothing here nests further. */
    private static final int DEPTH_MAX = 4;

    private static final int NAME_LENGTH_MAX = 64;
    private static final int NUMBER_LENGTH_MAX = 32;

    /** What Java puts in the place of bytes that are not UTF-8; nobody here writes it. */
    private static final char REPLACEMENT = '\uFFFD';

    private Json() {}

    /**
     * @param documentLengthMax in bytes
     * @param stringLengthMax in characters
     */
    static JsonFactory factory(long documentLengthMax, int stringLengthMax) {
        return factory(documentLengthMax, stringLengthMax, DEPTH_MAX, NAME_LENGTH_MAX, NUMBER_LENGTH_MAX);
    }

    /**
     * @param documentLengthMax in bytes
     * @param stringLengthMax in characters, as the two others
     */
    public static JsonFactory factory(
            long documentLengthMax, int stringLengthMax, int depthMax, int nameLengthMax, int numberLengthMax) {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(depthMax)
                        .maxDocumentLength(documentLengthMax)
                        .maxStringLength(stringLengthMax)
                        .maxNameLength(nameLengthMax)
                        .maxNumberLength(numberLengthMax)
                        .build())
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                // Names come from outside: they must leave nothing behind in a table that outlives the message.
                .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
                .build();
    }

    /** What is wrong with a text, in our words: those of the library quote what came, and name classes. */
    public static String words(JacksonException e) {
        TokenStreamLocation at = e.getLocation();
        if (e instanceof StreamConstraintsException) {
            return "not JSON that is taken: too deep, or with too long a name, text or number";
        }
        return "not JSON of the form that is expected" + (at == null ? "" : ", at column " + at.getColumnNr());
    }

    static JsonParser parser(JsonFactory factory, String text) {
        return factory.createParser(ObjectReadContext.empty(), text);
    }

    /**
     * The text of UTF-8 bytes, decoded here and strictly: Jackson would guess other encodings too, and so give one
     * message several spellings.
     */
    static String text(byte[] utf8) throws WireException {
        String text = new String(utf8, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            throw WireException.malformed("not UTF-8");
        }
        return text;
    }

    /** Writes one document, in which what is harmful to show is escaped: whoever looks at it raw is not harmed either. */
    static byte[] write(JsonFactory factory, Consumer<JsonGenerator> content) {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), text)) {
            content.accept(json);
        }
        return CleanText.line(text.toString()).getBytes(StandardCharsets.UTF_8);
    }
}
