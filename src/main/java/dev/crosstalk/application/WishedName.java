package dev.crosstalk.application;

import dev.crosstalk.account.Name;
import dev.crosstalk.bus.Failure;
import java.security.SecureRandom;
import java.text.Normalizer;

/** Names that are as near to a wish as rules and other people's names allow. */
public final class WishedName {
    private static final int LONGEST = 24;
    private static final int LOOKED_AT = 200;
    private static final int COUNTED = 3;
    private static final int RANDOM_FROM = 10_000;
    private static final int RANDOM = 90_000;
    private static final SecureRandom CHANCE = new SecureRandom();

    private WishedName() {}

    /**
     * A name for a wish.
     *
     * @param wish null for none
     * @param otherwise what is taken where nothing of the wish can be; a name
     * @param attempt 0 for the first one; each further one is another name
     */
    public static Name of(String wish, String otherwise, int attempt) {
        String base = fitting(wish == null ? "" : wish);
        try {
            return Name.of(base + ending(attempt));
        } catch (Failure invalid) {
            return Name.of(otherwise + ending(attempt));
        }
    }

    private static String ending(int attempt) {
        if (attempt == 0) {
            return "";
        }
        return "-" + (attempt < COUNTED ? attempt + 1 : RANDOM_FROM + CHANCE.nextInt(RANDOM));
    }

    /** Spaces become underscores, and what no name has is left out. */
    private static String fitting(String wish) {
        StringBuilder name = new StringBuilder();
        String composed = Normalizer.normalize(wish.strip(), Normalizer.Form.NFC);
        composed.codePoints()
                .limit(LOOKED_AT)
                .map(character ->
                        Character.isWhitespace(character) || Character.isSpaceChar(character) ? '_' : character)
                .filter(WishedName::isAllowed)
                .limit(LONGEST)
                .forEach(name::appendCodePoint);
        return name.toString();
    }

    private static boolean isAllowed(int character) {
        if (!Character.isDefined(character) || Character.getType(character) == Character.SURROGATE) {
            return false;
        }
        try {
            return Name.of("a" + Character.toString(character)) != null;
        } catch (Failure invalid) {
            return false;
        }
    }
}
