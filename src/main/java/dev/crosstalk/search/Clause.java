package dev.crosstalk.search;

/** A part of a query. {@code at} is where it begins, counted from 1; {@code negated} turns it round. */
sealed interface Clause {
    boolean negated();

    int at();

    /** A word, or several that have no space between them. @param prefix whether the last may go on */
    record Word(String text, boolean prefix, boolean negated, int at) implements Clause {}

    /** What stood between quotation marks. */
    record Phrase(String text, boolean negated, int at) implements Clause {}

    /** @param person a name, an id or {@code me} */
    record From(String person, boolean negated, int at) implements Clause {}

    /** @param room a title, an id, or a name: the direct conversation with somebody */
    record In(String room, boolean negated, int at) implements Clause {}

    /** @param time epoch milliseconds; only what is older */
    record Before(long time, boolean negated, int at) implements Clause {}

    /** @param time epoch milliseconds; only what is from then on */
    record After(long time, boolean negated, int at) implements Clause {}

    record Has(Feature feature, boolean negated, int at) implements Clause {}

    record Is(State state, boolean negated, int at) implements Clause {}

    /** What a message has. */
    enum Feature {
        LINK,
        REPLY
    }

    /** What a message is. */
    enum State {
        PINNED,
        SAVED,
        EDITED,
        MINE
    }
}
