package dev.crosstalk.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is encoded here is what a client of another make reads. */
class BundleTest {
    private static final int MOST = 1 << 20;

    private static List<String> read(ByteBuf bytes) {
        EmbeddedChannel client = new EmbeddedChannel(new WebSocket13FrameDecoder(false, false, MOST));
        client.writeInbound(bytes.retainedDuplicate());
        List<String> texts = new ArrayList<>();
        for (TextWebSocketFrame frame = client.readInbound(); frame != null; frame = client.readInbound()) {
            assertThat(frame.isFinalFragment()).isTrue();
            texts.add(frame.text());
            frame.release();
        }
        client.finishAndReleaseAll();
        return texts;
    }

    private static List<Frame> frames(String... texts) {
        return List.of(texts).stream().map(Frame::of).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536, 300_000})
    void everyLengthIsReadAsItWasWritten(int length) {
        String text = "x".repeat(length);
        Bundle bundle = new Bundle(frames(text, "☃😀", text));

        assertThat(read(bundle.texts())).containsExactly(text, "☃😀", text);
        assertThat(read(bundle.array())).containsExactly("a[\"" + text + "\",\"☃😀\",\"" + text + "\"]");
        bundle.release();
    }

    @Test
    void aFrameAloneIsAnArrayInSockJs() {
        Bundle bundle = new Bundle(frames("{\"a\":1}"));

        assertThat(read(bundle.array())).containsExactly("a[\"{\\\"a\\\":1}\"]");
        bundle.release();
    }

    @Test
    void whatSeveralGetAlikeIsEncodedOnceAndFreedWithTheRound() {
        Bundles bundles = new Bundles();
        Frame shared = Frame.of("shared");

        ByteBuf first = bundles.with(new ArrayList<>(List.of(shared)), Bundle::texts);
        ByteBuf second = bundles.with(new ArrayList<>(List.of(shared)), Bundle::texts);
        ByteBuf other = bundles.with(List.of(Frame.of("shared")), Bundle::texts);

        assertThat(second).isSameAs(first);
        assertThat(other).isNotSameAs(first);
        bundles.release();
        assertThat(first.refCnt()).isZero();
        assertThat(other.refCnt()).isZero();
    }

    @Test
    void aRoundThatSendsMuchDoesNotKeepAllOfIt() {
        Bundles bundles = new Bundles();
        List<ByteBuf> encoded = new ArrayList<>();

        for (int i = 0; i < 8; i++) {
            bundles.with(List.of(Frame.of("x".repeat(MOST))), bundle -> encoded.add(bundle.texts()));
        }

        assertThat(encoded).filteredOn(bytes -> bytes.refCnt() > 0).hasSizeLessThan(5);
        bundles.release();
        assertThat(encoded).allMatch(bytes -> bytes.refCnt() == 0);
    }
}
