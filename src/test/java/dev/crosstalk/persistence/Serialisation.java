package dev.crosstalk.persistence;

import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Whether what people did at the same time, and were answered, can have been done one after the other: each deed at a moment between
 * its question and its answer, with the outcome that the model has for it there, be it a refusal.
 *
 * @param <S> a state of the model: a value that is not changed
 */
final class Serialisation<S> {
    private static final int SHOWN_BEFORE = 6;
    private static final int SHOWN_AFTER = 3;

    private final AtomicLong clock = new AtomicLong();
    private final List<List<Deed<S>>> people = new ArrayList<>();

    /**
     * Something that was done.
     *
     * @param asked a number above those of all answers before the question
     * @param answered a number above those of all questions before the answer
     * @param effect the states after it that agree with the answer; none, if it cannot have been done in that state
     */
    record Deed<S>(long asked, long answered, String what, Function<S, Set<S>> effect) {}

    /** What a rule gives in a state: another one, or a refusal. */
    private record Outcome<S>(S after, FailureCode refusal) {
        static <S> Outcome<S> of(UnaryOperator<S> rule, S state) {
            try {
                return new Outcome<>(rule.apply(state), null);
            } catch (Failure refused) {
                return new Outcome<>(null, refused.code());
            }
        }
    }

    /** The deeds of one person, in their order. Used by one thread. */
    final class Diary {
        private final List<Deed<S>> deeds = new ArrayList<>();

        long now() {
            return clock.incrementAndGet();
        }

        /** It was done: so the rule must permit it. */
        void done(long asked, String what, UnaryOperator<S> rule, Predicate<S> fits) {
            write(asked, what, state -> {
                Outcome<S> outcome = Outcome.of(rule, state);
                return outcome.refusal() == null && fits.test(outcome.after()) ? Set.of(outcome.after()) : Set.of();
            });
        }

        /** It was refused: so the rule must refuse it for the same reason. */
        void refused(long asked, String what, UnaryOperator<S> rule, FailureCode code) {
            write(
                    asked,
                    what + " refused as " + code,
                    state -> Outcome.of(rule, state).refusal() == code ? Set.of(state) : Set.of());
        }

        /** Nobody knows whether it was done. */
        void unknown(long asked, String what, UnaryOperator<S> rule) {
            write(asked, what + " perhaps", state -> {
                Outcome<S> outcome = Outcome.of(rule, state);
                return outcome.refusal() != null || outcome.after().equals(state)
                        ? Set.of(state)
                        : Set.of(state, outcome.after());
            });
        }

        /** @param effect the states after it that agree with what was answered */
        void write(long asked, String what, Function<S, Set<S>> effect) {
            deeds.add(new Deed<>(asked, now(), what, effect));
        }
    }

    Diary diary() {
        Diary diary = new Diary();
        people.add(diary.deeds);
        return diary;
    }

    int size() {
        return people.stream().mapToInt(List::size).sum();
    }

    private record Point<S>(List<Integer> done, S state) {}

    /** @return the states to which the deeds may have led. Fails if no order of them explains the answers */
    Set<S> ends(S beginning) {
        Set<Point<S>> known = new HashSet<>();
        Deque<Point<S>> open = new ArrayDeque<>();
        Set<S> ends = new HashSet<>();
        Point<S> furthest = new Point<>(people.stream().map(deeds -> 0).toList(), beginning);
        known.add(furthest);
        open.push(furthest);
        while (!open.isEmpty()) {
            Point<S> point = open.pop();
            if (sum(point) > sum(furthest)) {
                furthest = point;
            }
            if (sum(point) == size()) {
                ends.add(point.state());
            }
            for (Point<S> next : after(point)) {
                if (known.add(next)) {
                    open.push(next);
                }
            }
        }
        if (ends.isEmpty()) {
            throw new AssertionError(
                    "no order of the deeds explains what was answered; stuck at " + describe(furthest));
        }
        return ends;
    }

    private static int sum(Point<?> point) {
        return point.done().stream().mapToInt(Integer::intValue).sum();
    }

    private List<Point<S>> after(Point<S> point) {
        long first = Long.MAX_VALUE;
        for (int i = 0; i < people.size(); i++) {
            if (point.done().get(i) < people.get(i).size()) {
                first = Math.min(first, people.get(i).get(point.done().get(i)).answered());
            }
        }
        List<Point<S>> all = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            int next = point.done().get(i);
            if (next < people.get(i).size() && people.get(i).get(next).asked() < first) {
                Integer[] done = point.done().toArray(Integer[]::new);
                done[i]++;
                people.get(i)
                        .get(next)
                        .effect()
                        .apply(point.state())
                        .forEach(state -> all.add(new Point<>(Arrays.asList(done), state)));
            }
        }
        return all;
    }

    private String describe(Point<S> point) {
        StringBuilder text = new StringBuilder(point.state() + "\n");
        for (int i = 0; i < people.size(); i++) {
            int done = point.done().get(i);
            text.append(i).append(" after ").append(done).append(":\n");
            int end = Math.min(people.get(i).size(), done + SHOWN_AFTER);
            for (int j = Math.max(0, done - SHOWN_BEFORE); j < end; j++) {
                Deed<S> deed = people.get(i).get(j);
                text.append(j < done ? "    " : "  ? ")
                        .append(deed.asked() + "-" + deed.answered() + " " + deed.what() + "\n");
            }
        }
        return text.toString();
    }
}
