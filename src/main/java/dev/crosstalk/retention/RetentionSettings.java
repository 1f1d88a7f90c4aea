package dev.crosstalk.retention;

import dev.crosstalk.bus.RetentionCommand;

/**
 * How long messages are kept, and what is no more. The same on every node that runs persistence.
 *
 * @param days messages older than so many days are removed from every conversation; null (default) for never. Administrators
 *     can set less for an application, and owners for a conversation
 * @param everyMinutes how often a node looks for what is to be removed; default 60
 * @param stepRows most messages, and rows that belong to them, that one transaction removes; default 1,000
 * @param forgetDays after so many days it is forgotten that something of a person is no more (a message kept at hand, a draft, a
 *     contact); a device that was away longer loads everything of the person anew; default 90
 */
public record RetentionSettings(Integer days, int everyMinutes, int stepRows, int forgetDays) {
    public static final RetentionSettings DEFAULTS = new RetentionSettings(null, 60, 1_000, 90);

    public RetentionSettings {
        requireBetween("days", days == null ? 1 : days, RetentionCommand.MAX_DAYS);
        requireBetween("everyMinutes", everyMinutes, 10_080);
        requireBetween("stepRows", stepRows, 10_000);
        requireBetween("forgetDays", forgetDays, RetentionCommand.MAX_DAYS);
    }

    private static void requireBetween(String key, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(key + " is " + value + ", and must be 1 to " + most);
        }
    }
}
