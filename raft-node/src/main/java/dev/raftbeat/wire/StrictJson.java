package dev.raftbeat.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.Nulls;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.text.CleanText;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdScalarSerializer;
import tools.jackson.databind.type.LogicalType;

/**
 * Documents bound to records: the files of a cluster, of lessons and hunts, and what commands print. Reading is strict:
 * unknown, missing and repeated fields, nulls, wrong types and whatever follows the document are refused. Only an {@code
 * Optional} may be missing, and is left out when it is written.
 *
 * <p>Not for what a node's process reads or writes, which is {@link RecordJson}'s: binding would cost each node some ten
 * megabytes and two tenths of a second.
 */
public final class StrictJson {
    private static final int DEPTH_MAX = 32;
    private static final int STRING_LENGTH_MAX = 1 << 20;
    private static final int NAME_LENGTH_MAX = 1 << 10;
    private static final long DOCUMENT_LENGTH_MAX = 16L << 20;
    private static final List<CoercionInputShape> SCALARS =
            List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean);

    private static final PrettyPrinter PRETTY = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                    .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                    .withObjectEmptySeparator("")
                    .withArrayEmptySeparator(""))
            .withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"))
            .withObjectIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));

    /** Knows the text forms of {@link NodeId}, {@link FactId} and {@link Link}. */
    public static final StrictJson STANDARD = new StrictJson(strict())
            .with(NodeId.class, NodeId::new, NodeId::name)
            .with(FactId.class, FactId::parse, FactId::toString)
            .with(Link.class, Link::parse, Link::toString);

    private final JsonMapper mapper;
    private final ObjectWriter printer;

    private StrictJson(JsonMapper mapper) {
        this.mapper = mapper;
        printer = mapper.rebuild()
                .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.ALWAYS))
                .build()
                .writer()
                .with(PRETTY);
    }

    private static JsonMapper strict() {
        return builder(Json.factory(
                        DOCUMENT_LENGTH_MAX, STRING_LENGTH_MAX, DEPTH_MAX, NAME_LENGTH_MAX, NAME_LENGTH_MAX))
                .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
                .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_ABSENT))
                .build();
    }

    /** For documents of others, which have limits and forms of their own: as strict, but nulls may stand in lists and maps. */
    public static JsonMapper.Builder builder(JsonFactory factory) {
        return JsonMapper.builder(factory)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.USE_LONG_FOR_INTS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS, MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .enable(MapperFeature.INFER_RECORD_GETTERS_FROM_COMPONENTS_ONLY)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .withCoercionConfig(
                        LogicalType.Textual,
                        text -> SCALARS.forEach(shape -> text.setCoercion(shape, CoercionAction.Fail)));
    }

    /** The same, which also knows a type whose values are written as text. */
    public <T> StrictJson with(Class<T> type, Function<String, T> parse, Function<T, String> text) {
        SimpleModule module = new SimpleModule(type.getName());
        module.addSerializer(type, new StdScalarSerializer<T>(type) {
            @Override
            public void serialize(T value, JsonGenerator to, SerializationContext context) {
                to.writeString(text.apply(value));
            }
        });
        module.addDeserializer(type, new StdScalarDeserializer<T>(type) {
            @Override
            public T deserialize(JsonParser from, DeserializationContext context) {
                if (!from.hasToken(JsonToken.VALUE_STRING)) {
                    throw MismatchedInputException.from(from, String.class, "not text");
                }
                return value(from.getString(), parse, text, context);
            }
        });
        module.addKeyDeserializer(type, new KeyDeserializer() {
            @Override
            public Object deserializeKey(String key, DeserializationContext context) {
                return value(key, parse, text, context);
            }
        });
        return new StrictJson(mapper.rebuild().addModule(module).build());
    }

    private static <T> T value(
            String read, Function<String, T> parse, Function<T, String> text, DeserializationContext context) {
        try {
            T value = parse.apply(read);
            if (text.apply(value).equals(read)) {
                return value;
            }
            throw new IllegalArgumentException("its one spelling, " + text.apply(value));
        } catch (IllegalArgumentException e) {
            throw DatabindException.from(context, "not such a text", e);
        }
    }

    /** @throws DocumentException when the text is not exactly one document of this form */
    public <T> T read(String text, Class<T> type) {
        try {
            T value = mapper.readValue(text, type);
            if (value == null) {
                throw new DocumentException(1, described(mapper.constructType(type)));
            }
            return value;
        } catch (JacksonException e) {
            throw refused(text, e);
        }
    }

    /** A document of any form: maps in its order, lists, strings, {@code Long}, {@code Double}, {@code Boolean}, null. */
    @SuppressWarnings("unchecked")
    public Map<String, Object> readMap(String text) {
        return read(text, Map.class);
    }

    /** The document as one line. */
    public String line(Object value) {
        return CleanText.line(mapper.writeValueAsString(value));
    }

    /** The document for people, each value on a line of its own, what is missing as a null, ending in a line end. */
    public String pretty(Object value) {
        return CleanText.lines(printer.writeValueAsString(value)) + "\n";
    }

    /** The document in Jackson's own layout, which {@code cluster.json} has always had. */
    public String file(Object value) {
        return CleanText.lines(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(value)) + "\n";
    }

    private DocumentException refused(String text, JacksonException e) {
        TokenStreamLocation at = e.getLocation();
        int line = at == null ? 1 : Math.max(1, at.getLineNr());
        if (at != null && e instanceof UnrecognizedPropertyException unknown) {
            // These are told at the end of their object.
            int name = text.lastIndexOf('"' + unknown.getPropertyName() + '"', (int) at.getCharOffset());
            line = name < 0
                    ? line
                    : 1
                            + (int) text.substring(0, name)
                                    .chars()
                                    .filter(c -> c == '\n')
                                    .count();
        }
        return new DocumentException(line, expected(e));
    }

    /** What was expected, in our words: those of the library quote the document and name classes. */
    private String expected(JacksonException e) {
        String place = place(e.getPath());
        if (e instanceof UnrecognizedPropertyException) {
            return "no field " + place;
        } else if (e.getCause() instanceof IllegalArgumentException unfit) {
            return place.isEmpty()
                    ? unfit.getMessage()
                    : "a value that fits in " + place + " (" + unfit.getMessage() + ")";
        } else if (e instanceof MismatchedInputException wrong && wrong.getTargetType() != null) {
            return within(described(mapper.constructType(wrong.getTargetType())), place);
        } else if (e instanceof InputCoercionException) {
            return within("a number that is not so large", place);
        } else if (e instanceof DatabindException) {
            return "the end of the document";
        } else if (e instanceof UnexpectedEndOfInputException) {
            return "the rest of the document, not its end";
        } else if (e instanceof StreamConstraintsException) {
            return "a document with short names and texts, at most " + DEPTH_MAX + " deep";
        }
        return "JSON with each field once";
    }

    private static String within(String what, String place) {
        return place.isEmpty() ? what : what + " in " + place;
    }

    private static String place(List<JacksonException.Reference> path) {
        String place = path.stream()
                .map(step ->
                        step.getPropertyName() == null ? "[" + step.getIndex() + "]" : "." + step.getPropertyName())
                .collect(Collectors.joining());
        return place.isEmpty() ? "" : "\"" + place.replaceFirst("^\\.", "") + "\"";
    }

    private static String described(JavaType type) {
        Class<?> raw = type.getRawClass();
        if (raw.isEnum()) {
            return "one of "
                    + Arrays.stream(raw.getEnumConstants())
                            .map(Object::toString)
                            .collect(Collectors.joining(", "));
        } else if (raw == boolean.class || raw == Boolean.class) {
            return "true or false";
        } else if (type.isPrimitive()
                || Number.class.isAssignableFrom(raw)
                || raw.getName().startsWith("java.util.Optional")) {
            return raw == double.class || raw == Double.class ? "a number" : "a whole number";
        } else if (raw == String.class) {
            return "text";
        }
        return Collection.class.isAssignableFrom(raw) ? "a list" : "an object";
    }
}
