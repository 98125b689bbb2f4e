package dev.raftbeat.monitor;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The one place of this package that sets up Jackson: narrow limits for what strangers send, wide ones for our own. */
final class Json {
    private static final int DEPTH_MAX = 8;
    private static final int NAME_MAX = 64;
    private static final int NUMBER_MAX = 40;

    /** For heartbeats. */
    static final JsonMapper STRANGERS = mapper(Wire.BODY_MAX, 2_000);

    /** For what monitors write. */
    static final JsonMapper OWN = mapper(Wire.STATUS_MAX, 10_000);

    private Json() {}

    private static JsonMapper mapper(long documentMax, int stringMax) {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEPTH_MAX)
                        .maxDocumentLength(documentMax)
                        .maxStringLength(stringMax)
                        .maxNameLength(NAME_MAX)
                        .maxNumberLength(NUMBER_MAX)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                // Names come from outside: they must leave nothing behind in a table that outlives the request.
                .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
                .build();
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /** @throws IllegalArgumentException with what was wrong, in one line */
    static JsonNode read(JsonMapper mapper, String text) {
        try {
            return mapper.readTree(text);
        } catch (JacksonException e) {
            String said = e.getOriginalMessage() == null ? "not JSON" : e.getOriginalMessage();
            throw new IllegalArgumentException(said.lines().findFirst().orElse("not JSON"), e);
        }
    }
}
