package dev.crosstalk.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.replay.Script.Say;
import dev.crosstalk.replay.Script.TakeName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlayBuilderTest {
    @Test
    void linesKeepTheirOrderAndActionsAreSpoken() {
        Play play = play("""
                [10:00] <alice> hello
                [10:00]  * bob waves
                [10:01] <alice> hi bob
                """);

        assertThat(play.people()).containsExactly("alice", "bob");
        assertThat(play.scripts().get(0).steps())
                .containsExactly(
                        new Say(0, 0, 0, "hello"), new Say(1, 30_000, 1, "/me waves"), new Say(0, 60_000, 2, "hi bob"));
    }

    @Test
    void everyLineHasAFateAndWhatIsSkippedIsCounted() {
        Play play = play("""
                [10:00] <alice> hello

                [10:00] <bob>\s
                === mallory [~m@example.org] has joined #ubuntu
                === mallory is now known as mallory_
                """);

        assertThat(play.fates())
                .isEqualTo(Map.of(
                        Fate.SPOKEN, 1,
                        Fate.EMPTY_LINE, 1,
                        Fate.EMPTY_TEXT, 1,
                        Fate.NOTICE, 1,
                        Fate.RENAME_OF_SILENT, 1));
        assertThat(play.people()).containsExactly("alice");
    }

    @Test
    void aRenameToASilentNickIsCarriedOutAndSoIsTheWayBack() {
        Play play = play("""
                [10:00] <alice> hello
                === alice is now known as alice_away
                === alice_away is now known as alice
                [10:00] <alice> back
                """);

        assertThat(play.scripts().get(0).steps())
                .containsExactly(
                        new Say(0, 0, 0, "hello"),
                        new TakeName(0, 15_000, "alice_away"),
                        new TakeName(0, 30_000, "alice"),
                        new Say(0, 45_000, 1, "back"));
    }

    @Test
    void aRenameToANickThatSpeaksMakesThatAccountSpeak() {
        Play play = play("""
                [10:00] <alice> hello
                === alice is now known as bob
                [10:00] <bob> still me
                """);

        assertThat(play.people()).containsExactly("alice", "bob");
        assertThat(play.scripts().get(0).steps())
                .containsExactly(new Say(0, 0, 0, "hello"), new Say(1, 40_000, 1, "still me"));
        assertThat(play.fates()).containsEntry(Fate.RENAME_TO_TAKEN, 1);
    }

    @Test
    void aSilentNickBelongsToTheFirstWhoTakesIt() {
        Play play = play("""
                [10:00] <alice> hello
                [10:00] <bob> hello
                === alice is now known as ghost
                === bob is now known as Ghost
                """);

        assertThat(play.fates()).containsEntry(Fate.RENAME, 1).containsEntry(Fate.RENAME_TO_TAKEN, 1);
    }

    @Test
    void aNickIsOneAccountInAllFilesHoweverItIsWritten() {
        Play play = PlayBuilder.build(List.of(log("one", "[10:00] <Alice> a"), log("two", "[11:00] <alice> b")));

        assertThat(play.people()).containsExactly("Alice");
        assertThat(play.scripts()).extracting(Script::title).containsExactly("one", "two");
        assertThat(play.scripts().get(1).speakers()).containsExactly(0);
    }

    @Test
    void midnightDoesNotTurnTimeBack() {
        Play play = play("""
                [23:59] <alice> late
                [00:01] <alice> early
                """);

        assertThat(play.scripts().get(0).steps()).extracting(Script.Step::at).containsExactly(0L, 120_000L);
    }

    private static Play play(String log) {
        return PlayBuilder.build(List.of(log("day", log)));
    }

    private static LogFile log(String name, String text) {
        return LogFile.parse(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
