package dev.crosstalk.account;

/**
 * How passwords are hashed: by Argon2id. Stored hashes are renewed by these when their owner signs in.
 *
 * @param memoryKib of one hashing, in KiB; default 19,456 (19 MiB), the least
 * @param iterations default 2, the least
 * @param parallelism default 1
 * @param workers threads that hash, each with that memory; default 2
 * @param queue most that wait for them before more are refused as overload; default 64
 */
public record PasswordSettings(int memoryKib, int iterations, int parallelism, int workers, int queue) {
    public static final PasswordSettings DEFAULTS = new PasswordSettings(19_456, 2, 1, 2, 64);

    private static final int MOST_MEMORY_KIB = 1 << 20;

    public PasswordSettings {
        requireBetween("memoryKib", memoryKib, 19_456, MOST_MEMORY_KIB);
        requireBetween("iterations", iterations, 2, 100);
        requireBetween("parallelism", parallelism, 1, 16);
        requireBetween("workers", workers, 1, 64);
        requireBetween("queue", queue, 1, 10_000);
    }

    private static void requireBetween(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(key + " is " + value + ", and must be " + least + " to " + most);
        }
    }
}
