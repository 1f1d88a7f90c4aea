package dev.crosstalk.replay;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What a replay found, as JSON (by field) and as text. Times are milliseconds. */
record ReplayReport(
        List<String> nodes,
        Double speed,
        int rooms,
        int people,
        int linesRead,
        Map<Fate, Integer> fates,
        int namesMapped,
        long namesTaken,
        long renames,
        long renamesRefused,
        long joins,
        long posts,
        double playSeconds,
        double postsPerSecond,
        long deliveries,
        double deliveriesPerSecond,
        Times acknowledgement,
        Times delivery,
        long caughtUp,
        long holes,
        long repeatedEvents,
        long reconnects,
        long repetitions,
        long duplicatesAnswered,
        long violations,
        List<String> firstViolations) {

    /** Percentiles of one histogram. */
    record Times(long count, double p50, double p90, double p99, double p999, double max) {
        static Times of(Histogram microseconds) {
            return new Times(
                    microseconds.getTotalCount(),
                    at(microseconds, 50),
                    at(microseconds, 90),
                    at(microseconds, 99),
                    at(microseconds, 99.9),
                    at(microseconds, 100));
        }

        private static double at(Histogram microseconds, double percentile) {
            return microseconds.getValueAtPercentile(percentile) / 1000.0;
        }

        String text() {
            return String.format(
                    Locale.ROOT, "p50 %.1f · p90 %.1f · p99 %.1f · p99.9 %.1f · max %.1f ms", p50, p90, p99, p999, max);
        }
    }

    static ReplayReport of(
            ReplayOptions options, Play play, Measurements measured, Violations violations, double playSeconds) {
        long posts = measured.posts.sum();
        long deliveries = measured.deliveries.sum();
        return new ReplayReport(
                options.nodes().stream().map(Object::toString).toList(),
                options.flatOut() ? null : options.speed(),
                play.scripts().size(),
                play.people().size(),
                play.fates().values().stream().mapToInt(Integer::intValue).sum(),
                new EnumMap<>(play.fates()),
                play.namesMapped(),
                measured.namesTaken.sum(),
                measured.renames.sum(),
                measured.renamesRefused.sum(),
                measured.joins.sum(),
                posts,
                playSeconds,
                posts / playSeconds,
                deliveries,
                deliveries / playSeconds,
                Times.of(measured.acknowledgement()),
                Times.of(measured.delivery()),
                measured.caughtUp.sum(),
                measured.holes.sum(),
                measured.repeated.sum(),
                measured.reconnects.sum(),
                measured.repetitions.sum(),
                measured.duplicatesAnswered.sum(),
                violations.count(),
                violations.first());
    }

    boolean isClean() {
        return violations == 0;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        line(text, "%,d people in %,d rooms, spread over %s", people, rooms, String.join(", ", nodes));
        line(text, "%,d lines:", linesRead);
        fates.forEach((fate, count) -> line(text, "  %,9d %s", count, fate.meaning()));
        line(text, "%,d names mapped, %,d more because the server had given them away", namesMapped, namesTaken);
        line(
                text,
                "%,d joins, %,d renames, %,d renames to a name that the server had given away",
                joins,
                renames,
                renamesRefused);
        line(
                text,
                "%,d posts in %.1f s: %,.0f a second%s",
                posts,
                playSeconds,
                postsPerSecond,
                speed == null ? ", flat out" : String.format(Locale.ROOT, " at %.0f times the log's speed", speed));
        line(text, "  acknowledged after %s", acknowledgement.text());
        line(text, "%,d deliveries: %,.0f a second", deliveries, deliveriesPerSecond);
        line(text, "  delivered after %s", delivery.text());
        line(
                text,
                "  %,d messages caught up on request, %,d skipped numbers noticed, %,d repeated events dropped",
                caughtUp,
                holes,
                repeatedEvents);
        line(
                text,
                "%,d reconnects, %,d repeated attempts, %,d answers told that a line had been stored before",
                reconnects,
                repetitions,
                duplicatesAnswered);
        if (isClean()) {
            line(text, "Checked at every node and on every socket: every spoken line once, in one order, 1 to N.");
        } else {
            line(text, "%,d VIOLATIONS:", violations);
            firstViolations.forEach(violation -> line(text, "  %s", violation));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
