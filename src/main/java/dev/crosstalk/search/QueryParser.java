package dev.crosstalk.search;

import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.search.Clause.Feature;
import dev.crosstalk.search.Clause.State;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Reads a query: words, {@code "phrases"}, {@code operator:value} with quotation marks where the value has spaces, each with a
 * minus before it or without. What looks like an operator and is none is a word: times and links have colons.
 */
final class QueryParser {
    private static final int MOST_CLAUSES = 20;
    private static final String OPENING = "\"\u201C\u201E\u201D\u00AB";
    private static final String CLOSING = "\"\u201D\u201C\u00BB";
    private static final List<String> OPERATORS = List.of("from", "in", "before", "after", "has", "is");

    private final String text;
    private final List<Clause> clauses = new ArrayList<>();
    private int at;

    private QueryParser(String text) {
        this.text = text;
    }

    /** @throws Failure {@link FailureCode#BAD_QUERY}, with the place in its text */
    static List<Clause> parse(String text) {
        QueryParser parser = new QueryParser(text);
        parser.read();
        return parser.clauses;
    }

    static Failure refusal(int at, String why) {
        return FailureCode.BAD_QUERY.because("Character " + at + ": " + why);
    }

    private void read() {
        for (skipSpaces(); at < text.length(); skipSpaces()) {
            if (clauses.size() == MOST_CLAUSES) {
                throw refusal(at + 1, "a query has at most " + MOST_CLAUSES + " parts.");
            }
            clause();
        }
        if (clauses.isEmpty()) {
            throw FailureCode.BAD_QUERY.because("There is nothing to look for.");
        }
    }

    private void skipSpaces() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private boolean isSpaceOrEnd(int index) {
        return index >= text.length() || isSpace(text.charAt(index));
    }

    private boolean isQuote(int index) {
        return index < text.length() && OPENING.indexOf(text.charAt(index)) >= 0;
    }

    private void clause() {
        int start = at + 1;
        boolean negated = text.charAt(at) == '-' && !isSpaceOrEnd(at + 1);
        if (negated) {
            at++;
        }
        if (isQuote(at)) {
            clauses.add(new Clause.Phrase(quoted(), negated, start));
            return;
        }
        String operator = operator();
        if (operator != null) {
            at += operator.length() + 1;
            int valueAt = at + 1;
            String value = isQuote(at) ? quoted() : unquoted();
            clauses.add(operator(operator, value, valueAt, negated, start));
            return;
        }
        String word = unquoted();
        clauses.add(new Clause.Word(word, at == text.length(), negated, start));
    }

    /** The operator that begins here, or null. */
    private String operator() {
        return OPERATORS.stream()
                .filter(name -> text.regionMatches(true, at, name + ":", 0, name.length() + 1))
                .findFirst()
                .orElse(null);
    }

    private String unquoted() {
        int start = at;
        while (!isSpaceOrEnd(at)) {
            at++;
        }
        return text.substring(start, at);
    }

    /** Up to the closing mark, or to the end where somebody is still typing. */
    private String quoted() {
        int start = ++at;
        while (at < text.length() && CLOSING.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String inside = text.substring(start, at);
        at = Math.min(text.length(), at + 1);
        return inside;
    }

    private static Clause operator(String operator, String value, int valueAt, boolean negated, int start) {
        if (value.isBlank()) {
            throw refusal(valueAt, operator + ": needs something behind it.");
        }
        return switch (operator) {
            case "from" -> new Clause.From(value, negated, valueAt);
            case "in" -> new Clause.In(value, negated, valueAt);
            case "before" -> new Clause.Before(time(operator, value, valueAt, false), negated, start);
            case "after" -> new Clause.After(time(operator, value, valueAt, true), negated, start);
            case "has" -> new Clause.Has(one(Feature.class, operator, value, valueAt), negated, start);
            default -> new Clause.Is(one(State.class, operator, value, valueAt), negated, start);
        };
    }

    private static <E extends Enum<E>> E one(Class<E> type, String operator, String value, int at) {
        for (E candidate : type.getEnumConstants()) {
            if (candidate.name().equalsIgnoreCase(value)) {
                return candidate;
            }
        }
        String known = Arrays.stream(type.getEnumConstants())
                .map(candidate -> candidate.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        throw refusal(at, operator + ": knows " + known + ".");
    }

    /** A day is one of UTC. @param end whether what comes behind it is wanted */
    private static long time(String operator, String value, int at, boolean end) {
        try {
            if (value.indexOf('T') > 0) {
                return Instant.parse(value).toEpochMilli() + (end ? 1 : 0);
            }
            LocalDate day = LocalDate.parse(value).plusDays(end ? 1 : 0);
            return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw refusal(at, operator + ": takes 2026-01-31 or 2026-01-31T12:00:00Z.");
        }
    }
}
