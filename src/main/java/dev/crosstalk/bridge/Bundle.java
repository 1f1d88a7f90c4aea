package dev.crosstalk.bridge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.util.List;

/**
 * Frames that leave together. What is sent over WebSockets is encoded once, however many of them get it, with its WebSocket
 * framing (RFC 6455, section 5.2; a server masks nothing).
 */
final class Bundle {
    private static final int FINAL_TEXT = 0x81;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    private static final int MOST_HEADER = 10;

    private final List<Frame> frames;
    private ByteBuf texts;
    private ByteBuf array;

    Bundle(List<Frame> frames) {
        this.frames = frames;
    }

    List<Frame> frames() {
        return frames;
    }

    /** A WebSocket frame for each. It is the bundle's: who writes it retains it. */
    ByteBuf texts() {
        if (texts == null) {
            int size = 0;
            for (Frame frame : frames) {
                size += MOST_HEADER + frame.bytes();
            }
            ByteBuf encoded = ByteBufAllocator.DEFAULT.directBuffer(size);
            for (Frame frame : frames) {
                write(encoded, frame.raw(), frame.bytes());
            }
            texts = encoded;
        }
        return texts;
    }

    /** One WebSocket frame with a SockJS array of all. It is the bundle's, likewise. */
    ByteBuf array() {
        if (array == null) {
            String text = frames.size() == 1 ? frames.get(0).array() : joined();
            int bytes = ByteBufUtil.utf8Bytes(text);
            ByteBuf encoded = ByteBufAllocator.DEFAULT.directBuffer(MOST_HEADER + bytes);
            write(encoded, text, bytes);
            array = encoded;
        }
        return array;
    }

    private String joined() {
        StringBuilder text = new StringBuilder("a");
        char separator = '[';
        for (Frame frame : frames) {
            text.append(separator).append(frame.element());
            separator = ',';
        }
        return text.append(']').toString();
    }

    private static void write(ByteBuf buffer, String text, int length) {
        buffer.writeByte(FINAL_TEXT);
        if (length < TWO_BYTES) {
            buffer.writeByte(length);
        } else if (length <= 0xffff) {
            buffer.writeByte(TWO_BYTES).writeShort(length);
        } else {
            buffer.writeByte(EIGHT_BYTES).writeLong(length);
        }
        ByteBufUtil.reserveAndWriteUtf8(buffer, text, length);
    }

    /** What it holds outside the heap. */
    int encodedBytes() {
        return (texts == null ? 0 : texts.readableBytes()) + (array == null ? 0 : array.readableBytes());
    }

    /** Nobody else is going to write it. */
    void release() {
        if (texts != null) {
            texts.release();
        }
        if (array != null) {
            array.release();
        }
    }
}
