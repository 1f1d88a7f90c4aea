package dev.crosstalk.persistence;

/** Patterns for {@code LIKE … ESCAPE '!'}. */
final class Like {
    private Like() {}

    static String containing(String text) {
        return "%" + text.replaceAll("[!%_]", "!$0") + "%";
    }
}
