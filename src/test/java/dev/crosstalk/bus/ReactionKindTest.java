package dev.crosstalk.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReactionKindTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "👍",
                "👍🏽",
                "❤️",
                "❤",
                "👨‍👩‍👧‍👦",
                "🇩🇪",
                "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
                "1️⃣",
                "#⃣",
                "©️",
                "‼️",
                "↔️",
                "🫨",
                ":crosstalk:",
                ":+1:",
                ":a-b_9:"
            })
    void anEmojiOrANameIsAKind(String kind) {
        assertThat(ReactionKind.require(kind)).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a",
                "ä",
                "字",
                "1",
                "#",
                "👍👍",
                "👍 ",
                " 👍",
                "👍a",
                ":",
                "::",
                ":A:",
                ":a b:",
                "a:b:",
                "\u200D",
                "\uFE0F",
                "😀\uD83D",
                ":abcdefghijklmnopqrstuvwxyz0123456:"
            })
    void whatIsNeitherIsRefused(String kind) {
        Failure failure = catchThrowableOfType(Failure.class, () -> ReactionKind.require(kind));
        assertThat(failure).as(kind).isNotNull();
        assertThat(failure.code()).isEqualTo(FailureCode.BAD_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 1000})
    void aGraphemeWithoutEndIsRefused(int joined) {
        Failure failure =
                catchThrowableOfType(Failure.class, () -> ReactionKind.require("👍" + "\u0301".repeat(joined)));
        assertThat(failure.code()).isEqualTo(FailureCode.BAD_REQUEST);
    }
}
