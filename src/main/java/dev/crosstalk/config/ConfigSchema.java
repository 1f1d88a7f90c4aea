package dev.crosstalk.config;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The keys that a configuration may have, as the records say: dotted path to type. */
final class ConfigSchema {
    private final ObjectMapper mapper;
    private final Map<String, JavaType> leaves = new LinkedHashMap<>();
    private final Map<String, JavaType> sections = new LinkedHashMap<>();

    ConfigSchema(ObjectMapper mapper, Class<?> root) {
        this.mapper = mapper;
        collect("", mapper.constructType(root));
    }

    private void collect(String prefix, JavaType type) {
        sections.put(prefix, type);
        for (BeanPropertyDefinition property :
                mapper.getDeserializationConfig().introspect(type).findProperties()) {
            String path = prefix.isEmpty() ? property.getName() : prefix + "." + property.getName();
            JavaType propertyType = property.getPrimaryType();
            if (propertyType.getRawClass().isRecord()) {
                collect(path, propertyType);
            } else {
                leaves.put(path, propertyType);
            }
        }
    }

    boolean isSection(String path) {
        return sections.containsKey(path);
    }

    boolean isLeaf(String path) {
        return leaves.containsKey(path);
    }

    JavaType leaf(String path) {
        return leaves.get(path);
    }

    /** Environment variable to path: {@code http.port} is {@code CROSSTALK_HTTP_PORT}. */
    Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        leaves.keySet().forEach(path -> variables.put(variable(path), path));
        return variables;
    }

    static String variable(String path) {
        return "CROSSTALK_"
                + path.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                        .replace('.', '_')
                        .toUpperCase(Locale.ROOT);
    }

    /** The known key that looks most like an unknown one. */
    String nearestKey(String unknown) {
        return nearest(
                unknown,
                java.util.stream.Stream.concat(leaves.keySet().stream(), sections.keySet().stream())
                        .filter(path -> !path.isEmpty())
                        .toList());
    }

    static String nearest(String unknown, Iterable<String> known) {
        String best = "";
        int bestDistance = Integer.MAX_VALUE;
        for (String candidate : known) {
            int distance = distance(unknown, candidate);
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return best;
    }

    /** Levenshtein's edit distance. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                current[j] = Math.min(Math.min(current[j - 1], previous[j]) + 1, previous[j - 1] + change);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
