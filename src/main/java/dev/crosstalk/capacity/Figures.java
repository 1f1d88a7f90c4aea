package dev.crosstalk.capacity;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The value of every figure: the given ones, and the defaults of the others. */
record Figures(Map<Figure, Double> given) {
    static final Figures DEFAULTS = new Figures(Map.of());

    Figures {
        given = Map.copyOf(given);
    }

    /** @throws IllegalArgumentException in words for people, for an option that is none, or a value that it cannot have */
    static Figures parse(List<String> words) {
        Map<Figure, Double> given = new EnumMap<>(Figure.class);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            Figure figure = Figure.ofOption(word)
                    .orElseThrow(() -> new IllegalArgumentException(
                            (word.startsWith("-") ? "unknown option " : "unknown argument ") + word));
            if (++i == words.size()) {
                throw new IllegalArgumentException(word + " needs a number");
            }
            given.put(figure, figure.parse(words.get(i)));
        }
        return new Figures(given);
    }

    Figures with(Figure figure, double value) {
        Map<Figure, Double> changed = new EnumMap<>(Figure.class);
        changed.putAll(given);
        changed.put(figure, value);
        return new Figures(changed);
    }

    double of(Figure figure) {
        return given.getOrDefault(figure, figure.preset());
    }

    /** A percentage as a part of one. */
    double share(Figure figure) {
        return of(figure) / 100;
    }

    Basis basis(Figure figure) {
        return given.containsKey(figure) ? Basis.GIVEN : figure.basis();
    }
}
