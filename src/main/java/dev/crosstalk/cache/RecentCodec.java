package dev.crosstalk.cache;

import dev.crosstalk.bus.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;

/** A recent conversation as a text: eight hexadecimal digits of a CRC-32C, a space, and JSON. */
final class RecentCodec {
    private static final int SUM = 8;

    private RecentCodec() {}

    static String write(RecentConversation recent) {
        String json = Json.write(recent);
        return sum(json) + " " + json;
    }

    /** Empty for whatever was not written whole, or by another version. */
    static Optional<RecentConversation> read(String text) {
        if (text == null || text.length() < SUM + 1) {
            return Optional.empty();
        }
        String json = text.substring(SUM + 1);
        if (!text.substring(0, SUM).equals(sum(json))) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.read(json, RecentConversation.class));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static String sum(String json) {
        CRC32C sum = new CRC32C();
        sum.update(json.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", sum.getValue());
    }
}
