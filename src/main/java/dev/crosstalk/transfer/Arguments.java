package dev.crosstalk.transfer;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The words behind a command: options with a value, options without one, and files. */
record Arguments(Map<String, String> options, Set<String> flags, List<String> files) {

    /** @throws IllegalArgumentException for an option that is none of these */
    static Arguments parse(List<String> words, Set<String> withValue, Set<String> without) {
        Map<String, String> options = new HashMap<>();
        Set<String> flags = new java.util.HashSet<>();
        List<String> files = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (withValue.contains(word)) {
                if (++i == words.size()) {
                    throw new IllegalArgumentException(word + " needs a value");
                }
                options.put(word, words.get(i));
            } else if (without.contains(word)) {
                flags.add(word);
            } else if (word.startsWith("--")) {
                throw new IllegalArgumentException("unknown option " + word);
            } else {
                files.add(word);
            }
        }
        return new Arguments(options, flags, files);
    }

    URI node() {
        return URI.create(options.getOrDefault("--node", "http://127.0.0.1:8080"));
    }

    /** Read from a file, as what stands on a command line is seen by everybody on the machine. */
    String token() throws IOException {
        String file = options.get("--token-file");
        if (file == null) {
            throw new IllegalArgumentException("--token-file is missing");
        }
        return Files.readString(Path.of(file)).strip();
    }
}
