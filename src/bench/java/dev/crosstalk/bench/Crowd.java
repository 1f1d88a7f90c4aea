package dev.crosstalk.bench;

import dev.crosstalk.bench.load.Plan;
import java.util.List;
import java.util.stream.IntStream;

/** The members and rooms of a server. */
record Crowd(List<Plan.Member> members, List<String> rooms) {
    /** Where a room is a name and whoever comes is let in; the token says which account one is. */
    static Crowd unknown(Shape shape, int port) {
        return new Crowd(
                IntStream.range(0, shape.members().size())
                        .mapToObj(i -> new Plan.Member(
                                port, Integer.toString(i + 1), shape.members().get(i)))
                        .toList(),
                IntStream.range(0, shape.rooms())
                        .mapToObj(i -> Integer.toString(i + 1))
                        .toList());
    }
}
