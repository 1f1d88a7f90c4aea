package dev.crosstalk.bridge;

import dev.crosstalk.bus.Json;
import io.netty.buffer.ByteBufUtil;

/**
 * A text on its way to sockets, encoded once however many they are.
 *
 * <p>The SockJS forms are made by the first socket that needs them; a race between event loops makes the same text twice.
 */
final class Frame {
    private final String raw;
    private final int bytes;
    private final boolean ephemeral;
    private String element;
    private String array;

    private Frame(String raw, boolean ephemeral) {
        this.raw = raw;
        this.bytes = ByteBufUtil.utf8Bytes(raw);
        this.ephemeral = ephemeral;
    }

    static Frame of(String raw) {
        return new Frame(raw, false);
    }

    /** A frame that a slow reader can do without. */
    static Frame ephemeral(String raw) {
        return new Frame(raw, true);
    }

    String raw() {
        return raw;
    }

    /** Its size as UTF-8. */
    int bytes() {
        return bytes;
    }

    boolean isEphemeral() {
        return ephemeral;
    }

    /** As an element of a SockJS array. */
    String element() {
        String known = element;
        if (known == null) {
            known = Json.quote(raw);
            element = known;
        }
        return known;
    }

    /** As a SockJS array of its own. */
    String array() {
        String known = array;
        if (known == null) {
            known = "a[" + element() + "]";
            array = known;
        }
        return known;
    }
}
