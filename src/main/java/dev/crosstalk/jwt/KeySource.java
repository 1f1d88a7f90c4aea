package dev.crosstalk.jwt;

import io.vertx.core.Future;

/** Where sets of keys are read from. */
public interface KeySource {
    /** The text of a set of keys; fails if it cannot be read, or must not be. */
    Future<String> read(String url);
}
