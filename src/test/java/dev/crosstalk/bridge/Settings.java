package dev.crosstalk.bridge;

import dev.crosstalk.bus.Json;
import java.util.Map;

/** The bridge's defaults but for some. */
final class Settings {
    private Settings() {}

    static BridgeSettings with(Map<String, Long> changes) {
        com.fasterxml.jackson.databind.node.ObjectNode json =
                (com.fasterxml.jackson.databind.node.ObjectNode) Json.parse(Json.write(BridgeSettings.DEFAULTS));
        changes.forEach((name, value) -> {
            if (!json.has(name)) {
                throw new IllegalArgumentException(name);
            }
            json.put(name, value);
        });
        return Json.read(json, BridgeSettings.class);
    }
}
