package dev.crosstalk.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is not of the documented shape is refused with a code before it reaches a service. */
class CommandShapeTest {
    private static final String CLIENT_ID = UUID.randomUUID().toString();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"conversation\":\"1\",\"text\":5,\"clientId\":\"CID\"}|BAD_REQUEST|text",
                "{\"conversation\":1,\"text\":\"a\",\"clientId\":\"CID\"}|BAD_REQUEST|conversation",
                "{\"conversation\":\"-1\",\"text\":\"a\",\"clientId\":\"CID\"}|BAD_REQUEST|id",
                "{\"conversation\":\"99999999999999999999\",\"text\":\"a\",\"clientId\":\"CID\"}|BAD_REQUEST|id",
                "{\"conversation\":\"1\",\"text\":\"a\",\"clientId\":\"x\"}|BAD_REQUEST|clientId",
                "{\"conversation\":\"1\",\"text\":\"a\"}|BAD_REQUEST|clientId",
                "{\"text\":\"a\",\"clientId\":\"CID\"}|BAD_REQUEST|conversation",
                "{\"conversation\":\"1\",\"text\":\"\",\"clientId\":\"CID\"}|TEXT_EMPTY|character",
                "{\"conversation\":\"1\",\"clientId\":\"CID\"}|TEXT_EMPTY|character",
                "{\"conversation\":\"1\",\"text\":\"\\ud800\",\"clientId\":\"CID\"}|BAD_REQUEST|Unicode",
                "{\"conversation\":\"1\",\"text\":\"a\\u0000b\",\"clientId\":\"CID\"}|BAD_REQUEST|Unicode",
                "[]|BAD_REQUEST|shape",
                "\"text\"|BAD_REQUEST|shape",
                "{\"conversation\":|BAD_JSON|JSON",
                "{\"conversation\":\"1\",\"text\":\"a\",\"clientId\":\"CID\"} {}|BAD_REQUEST|shape",
                "null|BAD_REQUEST|object",
            })
    void aPostOfAnotherShapeIsRefused(String json, FailureCode code, String hint) {
        Failure failure = catchThrowableOfType(
                Failure.class, () -> Json.read(json.replace("CID", CLIENT_ID), MessageCommand.Post.class));
        assertThat(failure).isNotNull();
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.getMessage()).contains(hint);
    }

    @Test
    void aTextIsMeasuredInCodePoints() {
        String most = "😀".repeat(Text.MAX_MESSAGE);
        assertThat(post(most).text()).hasSize(2 * Text.MAX_MESSAGE);
        Failure failure = catchThrowableOfType(Failure.class, () -> post(most + "a"));
        assertThat(failure.code()).isEqualTo(FailureCode.TEXT_TOO_LONG);
    }

    @Test
    void deeplyNestedJsonIsRefused() {
        String deep = "[".repeat(10_000) + "]".repeat(10_000);
        Failure failure = catchThrowableOfType(Failure.class, () -> Json.parse(deep));
        assertThat(failure.code()).isIn(FailureCode.BAD_JSON, FailureCode.BAD_REQUEST);
    }

    private static MessageCommand.Post post(String text) {
        return new MessageCommand.Post(new ConversationId(1), text, UUID.randomUUID());
    }
}
