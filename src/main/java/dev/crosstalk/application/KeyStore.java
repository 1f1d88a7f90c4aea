package dev.crosstalk.application;

import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ApplicationToken;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Durable keys by which applications sign for their users. */
public interface KeyStore {
    /** @param material a secret, a public key, or a URL */
    record StoredKey(String name, String algorithm, String material, String issuer, long createdAt) {
        @Override
        public String toString() {
            return "StoredKey[" + name + ", " + algorithm + "]";
        }
    }

    /** An application and its keys. */
    record Keyring(ApplicationId application, List<StoredKey> keys) {}

    /** Empty if there is no such application. */
    Future<Optional<Keyring>> keyring(ApplicationToken token);

    /** In order of name. */
    Future<List<StoredKey>> list(ApplicationId application);

    /**
     * Stores a key under its name.
     *
     * @param most keys that an application may have
     * @return fails with {@link dev.crosstalk.bus.FailureCode#NOT_FOUND} or {@link dev.crosstalk.bus.FailureCode#LIMIT_REACHED}
     */
    Future<StoredKey> put(ApplicationId application, StoredKey key, int most);

    /** @return whether there was such a key */
    Future<Boolean> remove(ApplicationId application, String name);
}
