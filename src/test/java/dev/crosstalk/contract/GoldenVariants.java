package dev.crosstalk.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.Json;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The bodies that are made of a command's golden file by leaving fields out, with each value of its enumerations: which of them are
 * accepted says what is required whatever else is there.
 */
final class GoldenVariants {
    private GoldenVariants() {}

    /** The fields of each accepted one. */
    static List<Set<String>> of(ObjectNode golden, Class<?> command) {
        List<ObjectNode> whole = List.of(golden);
        for (RecordComponent component : command.getRecordComponents()) {
            if (component.getType().isEnum() && golden.has(Schemas.name(component))) {
                whole = withEachValue(whole, component);
            }
        }
        List<Set<String>> accepted = new ArrayList<>();
        whole.forEach(body -> parts(body, new ArrayList<>(fields(body)), 0).stream()
                .filter(part -> isAccepted(part, command))
                .map(GoldenVariants::fields)
                .forEach(accepted::add));
        return accepted;
    }

    private static List<ObjectNode> withEachValue(List<ObjectNode> bodies, RecordComponent component) {
        List<ObjectNode> all = new ArrayList<>();
        for (ObjectNode body : bodies) {
            for (Object value : component.getType().getEnumConstants()) {
                all.add(body.deepCopy().set(Schemas.name(component), Json.tree(value)));
            }
        }
        return all;
    }

    private static List<ObjectNode> parts(ObjectNode body, List<String> fields, int from) {
        if (from == fields.size()) {
            return List.of(body);
        }
        ObjectNode without = body.deepCopy();
        without.remove(fields.get(from));
        List<ObjectNode> all = new ArrayList<>(parts(body, fields, from + 1));
        all.addAll(parts(without, fields, from + 1));
        return all;
    }

    private static Set<String> fields(ObjectNode body) {
        Set<String> fields = new TreeSet<>();
        body.fieldNames().forEachRemaining(fields::add);
        return fields;
    }

    private static boolean isAccepted(ObjectNode body, Class<?> command) {
        try {
            Json.read(body, command);
            return true;
        } catch (Failure refused) {
            return false;
        }
    }
}
