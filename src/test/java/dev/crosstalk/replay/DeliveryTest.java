package dev.crosstalk.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    private final Delivery delivery = new Delivery();

    @Test
    void theFieldsOfAMessageAreRead() {
        delivery.read("""
                {"type":"rec","address":"conversation.5","body":{"type":"message","rev":12,"id":"9","seq":3,"x":{"seq":8},
                "text":"\\"seq\\":99","clientId":"c"},"seq":77}""");

        assertThat(delivery.frameType).isEqualTo("rec");
        assertThat(delivery.address).isEqualTo("conversation.5");
        assertThat(delivery.type).isEqualTo("message");
        assertThat(delivery.rev).isEqualTo(12);
        assertThat(delivery.seq).isEqualTo(3);
        assertThat(delivery.clientId).isEqualTo("c");
    }

    @Test
    void nothingOfTheFrameBeforeIsLeft() {
        delivery.read("{\"type\":\"rec\",\"address\":\"a\",\"body\":{\"rev\":1,\"seq\":1,\"clientId\":\"c\"}}");
        delivery.read("{\"type\":\"err\"}");

        assertThat(delivery.address).isNull();
        assertThat(delivery.rev).isZero();
        assertThat(delivery.clientId).isNull();
    }

    @Test
    void whatIsNoObjectIsRefused() {
        assertThatThrownBy(() -> delivery.read("[]")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> delivery.read("{")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aClientIdSaysItsLineAndBelongsToOneRoomOfOneRun() {
        LineIds ids = new LineIds(UUID.randomUUID());
        String clientId = ids.of(46, 123_456).toString();

        assertThat(ids.line(46, clientId)).isEqualTo(123_456);
        assertThat(ids.line(45, clientId)).isEqualTo(LineIds.FOREIGN);
        assertThat(new LineIds(UUID.randomUUID()).line(46, clientId)).isEqualTo(LineIds.FOREIGN);
        assertThat(ids.line(46, UUID.randomUUID().toString())).isEqualTo(LineIds.FOREIGN);
    }
}
