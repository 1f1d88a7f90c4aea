package dev.crosstalk.archive;

import dev.crosstalk.bus.ArchiveLine;

/** Checks an archive line by line, and knows their numbers. What it refuses it refuses as {@code bad_archive}. */
public interface LineCheck {

    /** The line that the text says, as the next one. @throws dev.crosstalk.bus.Failure if it cannot be one */
    ArchiveLine next(String text);

    /** @throws dev.crosstalk.bus.Failure if the end is missing */
    void finish();

    /** How many there were. */
    long lines();
}
