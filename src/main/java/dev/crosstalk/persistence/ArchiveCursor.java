package dev.crosstalk.persistence;

import dev.crosstalk.bus.FailureCode;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Where the next page of an archive begins: a part of it, and numbers whose meaning is the part's. A text for everyone else. */
record ArchiveCursor(char part, long... numbers) {
    private static final String SEPARATOR = ".";

    static ArchiveCursor parse(String text, int numbers) {
        String[] parts = text.split("\\.");
        try {
            if (parts.length == numbers + 1 && parts[0].length() == 1) {
                return new ArchiveCursor(
                        parts[0].charAt(0),
                        Arrays.stream(parts).skip(1).mapToLong(Long::parseLong).toArray());
            }
        } catch (NumberFormatException e) {
            throw FailureCode.BAD_REQUEST.because("after is not the next of a page");
        }
        throw FailureCode.BAD_REQUEST.because("after is not the next of a page");
    }

    long number(int index) {
        return numbers[index];
    }

    @Override
    public String toString() {
        return part
                + SEPARATOR
                + LongStream.of(numbers).mapToObj(Long::toString).collect(Collectors.joining(SEPARATOR));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ArchiveCursor cursor && cursor.toString().equals(toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }
}
