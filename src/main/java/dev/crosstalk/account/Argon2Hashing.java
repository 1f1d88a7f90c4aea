package dev.crosstalk.account;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Password;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Argon2id on threads of its own; hashes are stored as PHC strings, which name their settings and salt. */
public final class Argon2Hashing implements PasswordHashing {
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final long OVERLOADED_MS = 2_000;

    private final PasswordSettings settings;
    private final Argon2Function function;
    private final WorkerExecutor workers;
    private final SecureRandom random = new SecureRandom();
    private final AtomicInteger waiting = new AtomicInteger();

    /** Hashes on threads that end with the Vert.x instance, or when the verticle that makes it is undeployed. */
    public Argon2Hashing(Vertx vertx, PasswordSettings settings) {
        this.settings = settings;
        this.function = Argon2Function.getInstance(
                settings.memoryKib(), settings.iterations(), settings.parallelism(), HASH_BYTES, Argon2.ID);
        this.workers = vertx.createSharedWorkerExecutor(
                "crosstalk-password-" + System.identityHashCode(this), settings.workers(), 60, TimeUnit.SECONDS);
    }

    @Override
    public Future<String> hash(Password password) {
        return onWorker(() -> {
            if (CommonPasswords.contains(password)) {
                throw FailureCode.PASSWORD_COMMON.failure();
            }
            return newHash(password);
        });
    }

    @Override
    public Future<Boolean> matches(Password password, String hash) {
        return onWorker(() -> {
            if (hash == null) {
                newHash(password);
                return false;
            }
            return Argon2Function.getInstanceFromHash(hash)
                    .check(bytes(password), hash.getBytes(StandardCharsets.US_ASCII));
        });
    }

    private String newHash(Password password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return function.hash(bytes(password), salt).getResult();
    }

    private static byte[] bytes(Password password) {
        return password.reveal().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean isOutdated(String hash) {
        Argon2Function stored = Argon2Function.getInstanceFromHash(hash);
        return stored.getMemory() != settings.memoryKib()
                || stored.getIterations() != settings.iterations()
                || stored.getParallelism() != settings.parallelism()
                || stored.getVariant() != Argon2.ID
                || stored.getVersion() != function.getVersion();
    }

    private <T> Future<T> onWorker(Callable<T> work) {
        if (waiting.incrementAndGet() > settings.workers() + settings.queue()) {
            waiting.decrementAndGet();
            return Future.failedFuture(FailureCode.OVERLOADED.retryAfter(OVERLOADED_MS));
        }
        return workers.executeBlocking(work, false).onComplete(done -> waiting.decrementAndGet());
    }
}
