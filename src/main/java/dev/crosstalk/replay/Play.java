package dev.crosstalk.replay;

import java.util.List;
import java.util.Map;

/**
 * All that is to be played: the people and a script for every room.
 *
 * @param people the name of every account, by the person's number
 * @param fates how many lines had which fate; their sum is the number of lines
 * @param namesMapped accounts whose name differs from their nick
 */
record Play(List<String> people, List<Script> scripts, Map<Fate, Integer> fates, int namesMapped) {

    int spokenLines() {
        return scripts.stream().mapToInt(Script::spokenLines).sum();
    }
}
