package dev.crosstalk.account;

import dev.crosstalk.bus.FailureCode;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/**
 * A name that somebody may have: 1 to 32 letters, digits and marks of any script, and {@code _-.|[]{}^`\}, at least one a
 * letter or digit.
 *
 * @param text as it is shown
 * @param key two names with the same key are one name: compatibility-normalised and case-folded
 */
public record Name(String text, String key) {
    private static final int MAX_LENGTH = 32;
    private static final int MAX_KEY_LENGTH = 255;
    private static final String PUNCTUATION = "_-.|[]{}^`\\\\";
    /** Letters and marks that show nothing: names with them would look like others. */
    private static final Set<Integer> INVISIBLE = Set.of(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0);

    /** @throws dev.crosstalk.bus.Failure {@link FailureCode#NAME_INVALID} */
    public static Name of(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        int length = composed.codePointCount(0, composed.length());
        boolean valid = length >= 1
                && length <= MAX_LENGTH
                && composed.codePoints().allMatch(Name::isAllowed)
                && composed.codePoints().anyMatch(Character::isLetterOrDigit)
                && !isMark(composed.codePointAt(0));
        if (!valid) {
            throw FailureCode.NAME_INVALID.failure();
        }
        String key = key(composed);
        if (key.length() > MAX_KEY_LENGTH) {
            throw FailureCode.NAME_INVALID.failure();
        }
        return new Name(composed, key);
    }

    /** The key of any text, such as the beginning of a name. */
    public static String key(String text) {
        String key = fold(text);
        for (String again = fold(key); !again.equals(key); again = fold(key)) {
            key = again;
        }
        return key;
    }

    /** One round does not suffice: the capital sharp s becomes the small one, and only that becomes ss. */
    private static String fold(String text) {
        String normal = Normalizer.normalize(text, Normalizer.Form.NFKC);
        String folded = normal.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFKC);
    }

    private static boolean isAllowed(int character) {
        if (Character.isLetterOrDigit(character) || isMark(character)) {
            return !INVISIBLE.contains(character) && !isVariationSelector(character);
        }
        return character < 128 && PUNCTUATION.indexOf(character) >= 0;
    }

    private static boolean isMark(int character) {
        int type = Character.getType(character);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    private static boolean isVariationSelector(int character) {
        return (character >= 0xFE00 && character <= 0xFE0F)
                || (character >= 0xE0100 && character <= 0xE01EF)
                || (character >= 0x180B && character <= 0x180F);
    }
}
