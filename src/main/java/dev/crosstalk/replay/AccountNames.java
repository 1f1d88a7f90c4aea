package dev.crosstalk.replay;

import dev.crosstalk.account.Name;
import java.util.HashSet;
import java.util.Set;

/**
 * Gives every nick a name that an account may have and that no other nick has got.
 *
 * <p>The rule: white space around the nick is dropped; a character that no name may have becomes {@code _}; what is longer
 * than 32 characters is cut; what has no letter or digit gets {@code nick} before it. If that name, compared as the server compares names (case-folded, compatibility-normalised), has
 * been given already, {@code _2}, {@code _3}… is appended, and the name is cut to make room for it.
 */
public final class AccountNames {
    private static final int MAX_LENGTH = 32;
    private static final String PUNCTUATION = "_-.|[]{}^\\`";

    private final Set<String> given = new HashSet<>();

    /** What two spellings of one nick have in common: IRC, like the server, doesn't tell case apart. */
    public static String key(String nick) {
        return Name.key(nick.strip());
    }

    /** A name for a nick that has none yet. */
    public String give(String nick) {
        String valid = valid(nick);
        for (int attempt = 1; ; attempt++) {
            String name = numbered(valid, attempt);
            if (given.add(key(name))) {
                return name;
            }
        }
    }

    /** The name with {@code _number} at its end; number 1 leaves it as it is. */
    static String numbered(String name, int number) {
        return number == 1
                ? name
                : cut(name, MAX_LENGTH - 1 - Integer.toString(number).length()) + "_" + number;
    }

    private static String valid(String nick) {
        StringBuilder name = new StringBuilder();
        nick.strip().codePoints().map(c -> isAllowed(c) ? c : '_').forEach(name::appendCodePoint);
        boolean spelt = name.codePoints().anyMatch(Character::isLetterOrDigit);
        return cut(spelt ? name.toString() : "nick" + name, MAX_LENGTH);
    }

    private static boolean isAllowed(int c) {
        return switch (Character.getType(c)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK -> true;
            default -> PUNCTUATION.indexOf(c) >= 0;
        };
    }

    private static String cut(String name, int length) {
        return name.codePointCount(0, name.length()) <= length
                ? name
                : name.substring(0, name.offsetByCodePoints(0, length));
    }
}
