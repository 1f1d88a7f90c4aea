package dev.crosstalk.replay;

/** What becomes of a line of a log: exactly one of these. */
enum Fate {
    SPOKEN("spoken"),
    ACTION("spoken as /me"),
    RENAME("renames carried out"),
    RENAME_TO_TAKEN("renames to a nick that is another account, which speaks from there on"),
    RENAME_OF_SILENT("skipped: renames of people who never speak"),
    EMPTY_LINE("skipped: empty lines"),
    EMPTY_TEXT("skipped: nothing said"),
    NOTICE("skipped: joins, leaves and other notices");

    private final String meaning;

    Fate(String meaning) {
        this.meaning = meaning;
    }

    String meaning() {
        return meaning;
    }

    boolean isSpoken() {
        return this == SPOKEN || this == ACTION;
    }
}
