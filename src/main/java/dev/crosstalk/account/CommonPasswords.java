package dev.crosstalk.account;

import com.nulabinc.zxcvbn.StandardDictionaries;
import dev.crosstalk.bus.Password;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The 30,000 passwords that people used most, of leaked lists, as zxcvbn ranks them. */
final class CommonPasswords {
    private CommonPasswords() {}

    /** Reads a file at the first call: not for event loops. */
    static boolean contains(Password password) {
        return Words.ALL.contains(password.reveal().toLowerCase(Locale.ROOT));
    }

    private static final class Words {
        static final Set<String> ALL = read();

        private static Set<String> read() {
            try {
                return StandardDictionaries.PASSWORDS_LOADER.load().getFrequencies().stream()
                        .filter(word -> word.length() >= PasswordRules.MIN_LENGTH)
                        .collect(Collectors.toUnmodifiableSet());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
