package dev.crosstalk.bus;

/** Checks that the constructors of wire records share. */
final class Require {
    /** What a number of JSON can hold exactly in every language. */
    private static final long MOST = 1L << 53;

    private static final int MOST_MENTIONS = 50;

    private Require() {}

    static <T> T present(String field, T value) {
        if (value == null) {
            throw FailureCode.BAD_REQUEST.because(field + " is missing");
        }
        return value;
    }

    static <T> java.util.List<T> list(String field, java.util.List<T> values, int most) {
        if (values == null) {
            return java.util.List.of();
        }
        if (values.size() > most) {
            throw FailureCode.BAD_REQUEST.because(field + " has more than " + most + " entries");
        }
        for (T value : values) {
            present(field, value);
        }
        return java.util.List.copyOf(values);
    }

    /** A text that is looked for: short, and of whole characters. */
    static void atMost(String field, String text, int most) {
        if (text != null && text.length() > most) {
            throw FailureCode.BAD_REQUEST.because(field + " has more than " + most + " characters");
        }
        if (text != null) {
            Text.requireWellFormed(field, text);
        }
    }

    static int limit(Integer limit, int standard, int most) {
        if (limit == null) {
            return standard;
        }
        if (limit < 1 || limit > most) {
            throw FailureCode.BAD_REQUEST.because("limit is not between 1 and " + most);
        }
        return limit;
    }

    /** Whom a message mentions by name, each once. */
    static java.util.List<AccountId> mentions(java.util.List<AccountId> accounts) {
        return list("mentions", accounts, MOST_MENTIONS).stream().distinct().toList();
    }

    static void message(ConversationId conversation, long seq) {
        present("conversation", conversation);
        if (seq < 1 || seq > MOST) {
            throw FailureCode.BAD_REQUEST.because("seq is not between 1 and 2^53");
        }
    }

    static void notNegative(String field, Long value) {
        if (value != null && (value < 0 || value > MOST)) {
            throw FailureCode.BAD_REQUEST.because(field + " is not between 0 and 2^53");
        }
    }
}
