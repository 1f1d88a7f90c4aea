package dev.crosstalk.persistence;

import dev.crosstalk.bus.FailureCode;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Where the next page of an archive begins: a part of it, and numbers whose meaning is the part's. A text for everyone else. */
record ArchiveCursor(char part, long... numbers) {
    private static final String SEPARATOR = ".";
    private static final String SHAPE = "[a-z](\\.-?[0-9]{1,19})+";

    static ArchiveCursor parse(String text) {
        try {
            if (text.matches(SHAPE)) {
                return new ArchiveCursor(
                        text.charAt(0),
                        Arrays.stream(text.substring(2).split("\\."))
                                .mapToLong(Long::parseLong)
                                .toArray());
            }
        } catch (NumberFormatException e) {
            throw unknown();
        }
        throw unknown();
    }

    /** @throws dev.crosstalk.bus.Failure unless it is of that part, with so many numbers */
    ArchiveCursor require(char expected, int count) {
        if (part != expected || numbers.length != count) {
            throw unknown();
        }
        return this;
    }

    static dev.crosstalk.bus.Failure unknown() {
        return FailureCode.BAD_REQUEST.because("after is not the next of a page");
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
