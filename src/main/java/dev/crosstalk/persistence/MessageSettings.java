package dev.crosstalk.persistence;

import dev.crosstalk.message.MessageLimits;
import java.time.Duration;

/**
 * How far people may go with messages.
 *
 * @param editSeconds own messages can be edited for so long; default 0: always
 * @param deleteSeconds own messages can be deleted for everyone for so long, by moderators always; default 0: always
 * @param everyoneMembers in rooms with more members only moderators mention everyone; default 100
 */
public record MessageSettings(int editSeconds, int deleteSeconds, int everyoneMembers) {
    public static final MessageSettings DEFAULTS = new MessageSettings(0, 0, 100);

    public MessageSettings {
        requireNotNegative("messages.editSeconds", editSeconds);
        requireNotNegative("messages.deleteSeconds", deleteSeconds);
        requireNotNegative("messages.everyoneMembers", everyoneMembers);
    }

    MessageLimits limits() {
        return new MessageLimits(duration(editSeconds), duration(deleteSeconds), everyoneMembers);
    }

    private static Duration duration(int seconds) {
        return seconds == 0 ? null : Duration.ofSeconds(seconds);
    }

    private static void requireNotNegative(String key, int value) {
        if (value < 0) {
            throw new IllegalArgumentException(key + " is " + value + ", and must be at least 0");
        }
    }
}
