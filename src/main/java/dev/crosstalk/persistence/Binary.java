package dev.crosstalk.persistence;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.nio.ByteBuffer;
import java.util.UUID;

/** Values of binary columns. */
final class Binary {
    private Binary() {}

    static byte[] of(UUID uuid) {
        return uuid == null
                ? null
                : ByteBuffer.allocate(16)
                        .putLong(uuid.getMostSignificantBits())
                        .putLong(uuid.getLeastSignificantBits())
                        .array();
    }

    static UUID uuid(Row row, String column) {
        Buffer bytes = row.getBuffer(column);
        return new UUID(bytes.getLong(0), bytes.getLong(8));
    }
}
