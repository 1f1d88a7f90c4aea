package dev.crosstalk.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LogLineTest {
    @Test
    void aLineInAngleBracketsIsSpoken() {
        assertThat(LogLine.parse("[09:56] <alice> hello <bob> there"))
                .isEqualTo(new LogLine.Spoken(9 * 60 + 56, "alice", "hello <bob> there"));
    }

    @Test
    void aSpokenLineMayBeEmptyAndKeepsItsSpaces() {
        assertThat(LogLine.parse("[00:00] <alice> ")).isEqualTo(new LogLine.Spoken(0, "alice", ""));
        assertThat(LogLine.parse("[00:00] <alice>   x ")).isEqualTo(new LogLine.Spoken(0, "alice", "  x "));
    }

    @Test
    void aStarMarksAnAction() {
        assertThat(LogLine.parse("[23:59]  * bob waves")).isEqualTo(new LogLine.Action(23 * 60 + 59, "bob", "waves"));
    }

    @Test
    void aRenameNamesBothNicksAlsoWhenTheyAreTornApart() {
        assertThat(LogLine.parse("=== alice  is now known as alice_away"))
                .isEqualTo(new LogLine.Rename("alice", "alice_away"));
        assertThat(LogLine.parse("=== bob is now known as [a] bob")).isEqualTo(new LogLine.Rename("bob", "[a] bob"));
    }

    @Test
    void everythingElseIsANoticeOrEmpty() {
        assertThat(LogLine.parse("=== bob [~bob@example.org]  has joined #ubuntu"))
                .isEqualTo(new LogLine.Other());
        assertThat(LogLine.parse("garbage")).isEqualTo(new LogLine.Other());
        assertThat(LogLine.parse(" \t")).isEqualTo(new LogLine.Empty());
    }

    @Test
    void brokenBytesAndNulBecomeReplacementCharacters() {
        byte[] bytes = "[10:00] <alice> caf? ? x\r\n".getBytes(StandardCharsets.US_ASCII);
        bytes[19] = (byte) 0xE9;
        bytes[21] = 0;

        assertThat(LogFile.parse("day", bytes).lines())
                .containsExactly(new LogLine.Spoken(600, "alice", "caf\uFFFD \uFFFD x"));
    }

    @Test
    void theEndOfTheLastLineIsNoEmptyLine() {
        assertThat(LogFile.parse("day", "a\n\nb\n".getBytes(StandardCharsets.UTF_8))
                        .lines())
                .containsExactly(new LogLine.Other(), new LogLine.Empty(), new LogLine.Other());
        assertThat(LogFile.parse("day", new byte[0]).lines()).isEmpty();
    }
}
