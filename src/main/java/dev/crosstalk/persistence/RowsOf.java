package dev.crosstalk.persistence;

import dev.crosstalk.message.Draft.Key;
import dev.crosstalk.message.Draft.Seat;
import java.util.Collection;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * Values that a statement joins with, as the JSON array that {@code ${ids}}, {@code ${numbered}}, {@code ${named}} and {@code
 * numbers} of {@link Dialect} make rows of, in this order.
 *
 * <p>Not a list of question marks: its text would be another for each length; and what is compared with a list of pairs is
 * compared with each of them where the database finds a table small enough to be read as a whole. To join takes one look a row.
 */
final class RowsOf {
    private RowsOf() {}

    /** {@code k.id} */
    static String ids(Collection<Long> ids) {
        return array(ids, (text, id) -> text.append(id.longValue()));
    }

    /** {@code k.id} is the conversation, {@code k.number} the account. */
    static String seats(Collection<Seat> seats) {
        return array(
                seats,
                (text, seat) -> text.append('[')
                        .append(seat.conversation())
                        .append(',')
                        .append(seat.account())
                        .append(']'));
    }

    /** Of {@link Dialect#numbers}. */
    static String numbers(Collection<long[]> rows) {
        return array(rows, (text, row) -> {
            for (int i = 0; i < row.length; i++) {
                text.append(i == 0 ? '[' : ',').append(row[i]);
            }
            text.append(']');
        });
    }

    /** {@code k.id} is the sender, {@code k.hex} the clientId. */
    static String keys(Collection<Key> keys) {
        return array(keys, (text, key) -> {
            text.append('[').append(key.sender()).append(",\"");
            hex(text, key.clientId());
            text.append("\"]");
        });
    }

    private static void hex(StringBuilder text, UUID uuid) {
        hex(text, uuid.getMostSignificantBits());
        hex(text, uuid.getLeastSignificantBits());
    }

    private static void hex(StringBuilder text, long bits) {
        for (int shift = 60; shift >= 0; shift -= 4) {
            text.append(Character.forDigit((int) (bits >>> shift) & 0xf, 16));
        }
    }

    private static <T> String array(Collection<T> values, BiConsumer<StringBuilder, T> write) {
        StringBuilder text = new StringBuilder("[");
        for (T value : values) {
            if (text.length() > 1) {
                text.append(',');
            }
            write.accept(text, value);
        }
        return text.append(']').toString();
    }
}
