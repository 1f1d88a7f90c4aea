package dev.crosstalk.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Who is in which rooms, by number. */
record Shape(int rooms, List<List<Integer>> members) {
    /** So many rooms, each with as many members of its own. */
    static Shape rooms(int rooms, int membersEach) {
        return new Shape(
                rooms,
                IntStream.range(0, rooms * membersEach)
                        .mapToObj(i -> List.of(i / membersEach))
                        .toList());
    }

    /** So many members, each in as many of the rooms. */
    static Shape mixed(int members, int rooms, int roomsEach) {
        List<List<Integer>> all = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            int first = i * roomsEach;
            all.add(IntStream.range(first, first + roomsEach)
                    .mapToObj(room -> room % rooms)
                    .toList());
        }
        return new Shape(rooms, all);
    }
}
