package dev.crosstalk.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FrameReaderTest implements FrameReader.Listener {
    private static final int TEXT = 1;
    private static final int PING = 9;

    private final FrameReader reader = new FrameReader();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final List<Long> found = new ArrayList<>();
    private final List<String> unmarked = new ArrayList<>();
    private int pings;

    @Test
    void everyMarkIsFoundOnceInItsOrderHoweverTheBytesAreCut() throws IOException {
        Random random = new Random(1);
        List<Long> marks = new ArrayList<>();
        for (int frame = 0; frame < 300; frame++) {
            StringBuilder array = new StringBuilder("a[");
            int messages = random.nextInt(10) == 0 ? random.nextInt(400) : random.nextInt(3);
            for (int i = 0; i < messages; i++) {
                long number = marks.size();
                marks.add(number);
                array.append("\"{\\\"address\\\":\\\"conversation.1\\\",\\\"text\\\":\\\"")
                        .append(Marks.message(number, random.nextInt(2_000)))
                        .append("\\\"}\",");
            }
            frame(TEXT, array.append(']').toString());
        }

        read(random);

        assertThat(found).isEqualTo(marks);
    }

    @Test
    void whatHasNoMarkIsHandedOnWholeAndPingsAreTold() throws IOException {
        frame(TEXT, "o");
        frame(PING, "");
        frame(TEXT, "{\"type\":\"event\",\"event\":\"registered\"}");

        read(new Random(2));

        assertThat(unmarked).containsExactly("o", "{\"type\":\"event\",\"event\":\"registered\"}");
        assertThat(pings).isEqualTo(1);
        assertThat(found).isEmpty();
    }

    @Test
    void aFailedAnswerIsToldFromAnAnswer() {
        String mark = Marks.text(Marks.REPLY, 7);
        String failed = "{\"type\":\"err\",\"address\":\"" + mark + "\",\"code\":\"overloaded\"}";
        String answered = "a[\"{\\\"type\\\":\\\"rec\\\",\\\"address\\\":\\\"" + mark + "\\\",\\\"body\\\":{}}\"]";

        assertThat(Marks.isFailure(ascii(failed), failed.indexOf(mark))).isTrue();
        assertThat(Marks.isFailure(ascii(answered), answered.indexOf(mark))).isFalse();
    }

    /** As the network might bring it. */
    private void read(Random random) {
        byte[] all = sent.toByteArray();
        byte[] buffer = new byte[2 * all.length];
        for (int at = 0; at < all.length; ) {
            int count = Math.min(all.length - at, 1 + random.nextInt(random.nextBoolean() ? 50 : 50_000));
            int before = reader.kept();
            reader.restore(buffer);
            System.arraycopy(all, at, buffer, before, count);
            reader.take(buffer, 0, before + count, this);
            at += count;
        }
        assertThat(reader.kept()).isZero();
    }

    private void frame(int opcode, String text) throws IOException {
        byte[] payload = ascii(text);
        DataOutputStream out = new DataOutputStream(sent);
        out.writeByte(0x80 | opcode);
        if (payload.length < 126) {
            out.writeByte(payload.length);
        } else if (payload.length < 1 << 16) {
            out.writeByte(126);
            out.writeShort(payload.length);
        } else {
            out.writeByte(127);
            out.writeLong(payload.length);
        }
        out.write(payload);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void text(byte[] bytes, int from, int to, boolean marked) {
        if (!marked) {
            unmarked.add(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
        }
    }

    @Override
    public void control(int opcode, byte[] bytes, int from, int to) {
        pings += opcode == PING ? 1 : 0;
    }

    @Override
    public Marks.Sink sink() {
        return (letter, number, bytes, at) -> {
            assertThat(letter).isEqualTo(Marks.MESSAGE);
            found.add(number);
        };
    }

    @Override
    public boolean isClosed() {
        return false;
    }
}
