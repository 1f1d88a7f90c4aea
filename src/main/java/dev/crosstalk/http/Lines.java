package dev.crosstalk.http;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Cuts what comes in pieces into lines; what is behind the last end of a line waits for the next piece. */
final class Lines {
    private final int longest;
    private Buffer rest = Buffer.buffer();

    /** @param longest most bytes of a line */
    Lines(int longest) {
        this.longest = longest;
    }

    /** The lines that are whole now. */
    List<String> add(Buffer piece) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < piece.length(); i++) {
            if (piece.getByte(i) == '\n') {
                rest.appendBuffer(piece, from, i - from);
                lines.add(take());
                from = i + 1;
            }
        }
        rest.appendBuffer(piece, from, piece.length() - from);
        return lines;
    }

    /** Whether what waits is longer than a line may be. */
    boolean isTooLong() {
        return rest.length() > longest;
    }

    /** What is left at the end; empty if there is nothing. */
    String take() {
        String line = rest.toString(StandardCharsets.UTF_8);
        rest = Buffer.buffer();
        return line;
    }
}
