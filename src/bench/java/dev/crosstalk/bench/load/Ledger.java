package dev.crosstalk.bench.load;

import java.util.Arrays;
import org.HdrHistogram.Histogram;

/** Which message was due when, and what has come of it. Times are nanoseconds of the monotonic clock. */
final class Ledger implements Marks.Sink {
    private static final long MOST_MICROS = 600_000_000;

    private final Histogram delivery = histogram();
    private final Histogram last = histogram();
    private final Histogram acknowledgement = histogram();
    private long[] dueNanos = new long[1 << 16];
    private int[] awaited = new int[1 << 16];
    private int count;
    private int measuredFrom = Integer.MAX_VALUE;
    private int measuredTo = Integer.MAX_VALUE;
    private int writtenOff;
    private boolean open;
    private long outstanding;
    private long deliveries;
    private long acknowledged;
    private long refused;
    private long unexpected;
    private long unanswered;

    private static Histogram histogram() {
        return new Histogram(MOST_MICROS, 3);
    }

    /** @param receivers who will get it @return its number */
    int sent(long due, int receivers, boolean answered) {
        if (count == dueNanos.length) {
            dueNanos = Arrays.copyOf(dueNanos, 2 * count);
            awaited = Arrays.copyOf(awaited, 2 * count);
        }
        dueNanos[count] = due;
        awaited[count] = receivers;
        outstanding += receivers;
        unanswered += answered ? 1 : 0;
        return count++;
    }

    @Override
    public void found(char letter, long number, byte[] bytes, int at) {
        if (number < 0 || number >= count) {
            unexpected++;
        } else if (letter == Marks.MESSAGE) {
            delivered((int) number);
        } else {
            answered((int) number, Marks.isFailure(bytes, at));
        }
    }

    private void delivered(int number) {
        long micros = micros(number);
        outstanding -= number >= writtenOff ? 1 : 0;
        if (open) {
            deliveries++;
        }
        if (--awaited[number] < 0) {
            unexpected++;
        }
        if (isMeasured(number)) {
            delivery.recordValue(micros);
            if (awaited[number] == 0) {
                last.recordValue(micros);
            }
        }
    }

    private void answered(int number, boolean failed) {
        unanswered -= number >= writtenOff ? 1 : 0;
        if (failed) {
            outstanding -= number >= writtenOff ? awaited[number] : 0;
            awaited[number] = 0;
            refused += isMeasured(number) ? 1 : 0;
            return;
        }
        acknowledged += open ? 1 : 0;
        if (isMeasured(number)) {
            acknowledgement.recordValue(micros(number));
        }
    }

    private boolean isMeasured(int number) {
        return number >= measuredFrom && number < measuredTo;
    }

    private long micros(int number) {
        return Math.min(MOST_MICROS, Math.max(0, (System.nanoTime() - dueNanos[number]) / 1000));
    }

    /** From here on everything counts. */
    void begin() {
        measuredFrom = count;
        open = true;
    }

    /** What comes later counts for how long it took alone. */
    void end() {
        measuredTo = count;
        open = false;
    }

    /** Whether everything that was sent has come everywhere and is answered. */
    boolean isSettled() {
        return outstanding <= 0 && unanswered <= 0;
    }

    /** Deliveries that are still to come. */
    long outstanding() {
        return outstanding;
    }

    /** What has not come by now is lost, so that it does not fill the window for ever. */
    void writeOff() {
        writtenOff = count;
        outstanding = 0;
        unanswered = 0;
    }

    long missing() {
        long missing = 0;
        for (int i = measuredFrom; i < Math.min(count, measuredTo); i++) {
            missing += Math.max(0, awaited[i]);
        }
        return missing;
    }

    long measured() {
        return measuredFrom > count ? 0 : Math.min(count, measuredTo) - measuredFrom;
    }

    long deliveries() {
        return deliveries;
    }

    long acknowledged() {
        return acknowledged;
    }

    long refused() {
        return refused;
    }

    /** Marks of no message of this load, and deliveries beyond what was expected. */
    long unexpected() {
        return unexpected;
    }

    Histogram delivery() {
        return delivery;
    }

    Histogram last() {
        return last;
    }

    Histogram acknowledgement() {
        return acknowledgement;
    }
}
