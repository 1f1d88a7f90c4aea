package dev.crosstalk.http;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts what comes in pieces into lines; what is behind the last end of a line waits for the next piece. */
final class Lines {
    private Buffer rest = Buffer.buffer();

    /** The lines that are whole now. */
    List<Buffer> add(Buffer piece) {
        List<Buffer> lines = new ArrayList<>();
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

    /** How many bytes wait. */
    int waiting() {
        return rest.length();
    }

    /** What is left at the end; empty if there is nothing. */
    Buffer take() {
        Buffer line = rest;
        rest = Buffer.buffer();
        return line;
    }

    /** The text of a line; empty if it is not UTF-8, of which nobody knows what it should have been. */
    static Optional<String> text(Buffer line) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line.getBytes()))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
