package dev.crosstalk.replay;

import java.util.List;

/**
 * What happens in one room, in order.
 *
 * @param title the room's
 * @param steps in the order of the log
 */
record Script(String title, List<Step> steps) {

    /** Something that a person does. */
    sealed interface Step {
        int person();

        /** Milliseconds after the first line of the log. */
        long at();
    }

    /** @param line the number of the spoken line in this room: 0, 1, 2… */
    record Say(int person, long at, int line, String text) implements Step {}

    /** @param name a name that no other person of the replay ever has */
    record TakeName(int person, long at, String name) implements Step {}

    List<Say> lines() {
        return steps.stream().filter(Say.class::isInstance).map(Say.class::cast).toList();
    }

    int spokenLines() {
        return lines().size();
    }

    /** Everyone who speaks, in the order of their first lines. */
    List<Integer> speakers() {
        return lines().stream().map(Say::person).distinct().toList();
    }
}
