package dev.crosstalk.search;

import dev.crosstalk.bus.SearchCommand.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Looks in one text for what an index has found: the index may know an older one. */
final class TextMatch {
    private final List<Token> tokens;
    private final List<Language.Stemmer> stemmers =
            Arrays.stream(Language.values()).map(Language::stemmer).toList();
    private final boolean beginning;

    /** @param beginning whether the text goes on: then what is not found may be there */
    TextMatch(String text, boolean beginning) {
        this.tokens = Words.of(text);
        this.beginning = beginning;
    }

    /** The places of all that is sought, ascending and apart; empty if it is not as the query wants it. */
    Optional<List<Range>> ranges(List<Sought> must, List<Sought> mustNot) {
        List<Range> all = new ArrayList<>();
        for (Sought sought : must) {
            List<Range> ranges = places(sought);
            if (ranges.isEmpty() && !beginning) {
                return Optional.empty();
            }
            all.addAll(ranges);
        }
        boolean unwanted = mustNot.stream().anyMatch(sought -> !places(sought).isEmpty());
        return unwanted ? Optional.empty() : Optional.of(merged(all));
    }

    private List<Range> places(Sought sought) {
        int length = sought.words().size();
        List<Range> ranges = new ArrayList<>();
        boolean apart = sought.prefix() && length > 1;
        if (apart && !hasPhrase(sought.whole())) {
            return ranges;
        }
        Set<String> stems = new HashSet<>(sought.stems());
        for (int i = 0; i + length <= tokens.size(); i++) {
            if (standsAt(i, sought) || (length == 1 && hasStem(tokens.get(i), stems))) {
                ranges.add(new Range(
                        tokens.get(i).start(), tokens.get(i + length - 1).end()));
            }
        }
        return apart && ranges.isEmpty() ? prefixes(sought) : ranges;
    }

    /** An index looks for the beginning of the last word anywhere. */
    private List<Range> prefixes(Sought sought) {
        return tokens.stream()
                .filter(token -> token.text().startsWith(sought.last()))
                .map(token -> new Range(token.start(), token.end()))
                .toList();
    }

    private boolean hasPhrase(List<String> words) {
        Sought phrase = new Sought(words, false, List.of());
        for (int i = 0; i + words.size() <= tokens.size(); i++) {
            if (standsAt(i, phrase)) {
                return true;
            }
        }
        return false;
    }

    private boolean standsAt(int at, Sought sought) {
        int last = sought.words().size() - 1;
        for (int i = 0; i <= last; i++) {
            String word = tokens.get(at + i).text();
            String wanted = sought.words().get(i);
            if (i == last && sought.prefix() ? !word.startsWith(wanted) : !word.equals(wanted)) {
                return false;
            }
        }
        return true;
    }

    private boolean hasStem(Token token, Set<String> stems) {
        return !stems.isEmpty()
                && stemmers.stream()
                        .map(stemmer -> stemmer.stem(token.text()))
                        .anyMatch(stem -> stem != null && stems.contains(stem));
    }

    /** Pairs of characters overlap. */
    private static List<Range> merged(List<Range> ranges) {
        TreeMap<Integer, Integer> ends = new TreeMap<>();
        ranges.forEach(range -> ends.merge(range.start(), range.end(), Math::max));
        List<Range> merged = new ArrayList<>();
        ends.forEach((start, end) -> {
            Range last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null && start < last.end()) {
                merged.set(merged.size() - 1, new Range(last.start(), Math.max(last.end(), end)));
            } else {
                merged.add(new Range(start, end));
            }
        });
        return merged;
    }
}
