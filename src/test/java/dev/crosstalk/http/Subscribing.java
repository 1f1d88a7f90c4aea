package dev.crosstalk.http;

import static org.awaitility.Awaitility.await;

import dev.crosstalk.testing.Person;

/** Registers sockets at addresses, and waits for what comes of it. */
final class Subscribing {
    private Subscribing() {}

    /** @return when it is in force */
    static void to(Person person, String address) {
        person.register(address);
        await().until(() -> person.frames().stream()
                .anyMatch(frame -> frame.path("event").asText().equals("registered")
                        && frame.path("message").path("address").asText().equals(address)));
    }

    /** @return the code of the refusal, when it has come */
    static String refused(Person person, String address) {
        person.register(address);
        await().until(() -> !refusal(person, address).isEmpty());
        return refusal(person, address);
    }

    private static String refusal(Person person, String address) {
        return person.frames().stream()
                .filter(frame -> frame.path("type").asText().equals("err")
                        && frame.path("address").asText().equals(address))
                .map(frame -> frame.toString())
                .findFirst()
                .orElse("");
    }
}
