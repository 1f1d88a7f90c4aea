package dev.crosstalk.cache;

import dev.crosstalk.message.StoredMessage;
import java.util.List;

/** How many messages are no more than a page, as the database would cut it. */
final class Fit {
    /** As that of a page from the database: little enough for a slow connection. */
    private static final long PAGE_BYTES = 512 << 10;

    private static final int TWO_BYTES = 0x80;
    private static final int THREE_BYTES = 0x800;

    private Fit() {}

    /** Of ascending ones those at the beginning. */
    static List<StoredMessage> first(List<StoredMessage> all, int limit) {
        int count = 0;
        long bytes = 0;
        while (count < all.size() && count < limit) {
            bytes += utf8(all.get(count).text());
            if (count > 0 && bytes > PAGE_BYTES) {
                break;
            }
            count++;
        }
        return all.subList(0, count);
    }

    /** Of ascending ones those at the end. */
    static List<StoredMessage> last(List<StoredMessage> all, int limit) {
        int count = 0;
        long bytes = 0;
        while (count < all.size() && count < limit) {
            bytes += utf8(all.get(all.size() - 1 - count).text());
            if (count > 0 && bytes > PAGE_BYTES) {
                break;
            }
            count++;
        }
        return all.subList(all.size() - count, all.size());
    }

    /** The length of a text as UTF-8. */
    private static long utf8(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < TWO_BYTES ? 1 : c < THREE_BYTES || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }
}
