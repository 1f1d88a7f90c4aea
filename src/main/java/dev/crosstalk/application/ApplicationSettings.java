package dev.crosstalk.application;

import dev.crosstalk.bus.ApplicationCommand.Limits;

/**
 * What holds for all applications. The limits are soft, and administrators can say others for an application.
 *
 * @param open true lets everybody who knows an application's token act for it, and everybody list and make applications; false by
 *     default. Only for networks that are trusted as a whole
 * @param maxChats most rooms of an application; null (default) for any number
 * @param maxMessagesPerDay most messages of an application from midnight to midnight, UTC; null (default) for any number
 * @param maxAccounts most accounts for which an application can open sessions; null (default) for any number
 * @param keyUrls where applications may keep the keys by which they sign: {@code public} (default) for https at public addresses,
 *     {@code any} also for http and addresses of one's own network, {@code none} for nowhere
 */
public record ApplicationSettings(
        boolean open, Long maxChats, Long maxMessagesPerDay, Long maxAccounts, String keyUrls) {
    static final String ANY = "any";
    static final String NONE = "none";

    public static final ApplicationSettings DEFAULTS = new ApplicationSettings(false, null, null, null, "public");

    public ApplicationSettings {
        requireNotNegative("maxChats", maxChats);
        requireNotNegative("maxMessagesPerDay", maxMessagesPerDay);
        requireNotNegative("maxAccounts", maxAccounts);
        if (!keyUrls.equals("public") && !keyUrls.equals(ANY) && !keyUrls.equals(NONE)) {
            throw new IllegalArgumentException("keyUrls is " + keyUrls + ", and must be public, any or none");
        }
    }

    /** Those of an application: what is not said of it is as it is for all. */
    Limits over(Limits own) {
        return new Limits(
                own.maxChats() == null ? maxChats : own.maxChats(),
                own.maxMessagesPerDay() == null ? maxMessagesPerDay : own.maxMessagesPerDay(),
                own.maxAccounts() == null ? maxAccounts : own.maxAccounts());
    }

    private static void requireNotNegative(String key, Long value) {
        if (value != null && value < 0) {
            throw new IllegalArgumentException(key + " is " + value + ", and must be at least 0");
        }
    }
}
