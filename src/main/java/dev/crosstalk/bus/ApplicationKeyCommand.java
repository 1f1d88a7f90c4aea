package dev.crosstalk.bus;

import java.util.List;

/** Commands about the keys by which an application signs for its own users, and the sessions that it opens for them. Internal. */
public sealed interface ApplicationKeyCommand<R> extends Command<R> {

    /**
     * Registers a key, or replaces the one of that name.
     *
     * @param name what a token calls it in its {@code kid}
     * @param algorithm {@code HS256}, {@code RS256} or {@code EdDSA}; {@code JWKS} for a URL where there are some of the latter two
     * @param material the secret of HS256, a public key as PEM or JWK, or the URL
     * @param issuer what {@code iss} must be; null for anything
     */
    @Terms(
            who = "who holds the application's secret",
            fails = {FailureCode.NOT_FOUND, FailureCode.LIMIT_REACHED})
    record Put(ApplicationId application, String name, String algorithm, String material, String issuer)
            implements ApplicationKeyCommand<ApplicationKey> {
        private static final int LONGEST_NAME = 64;
        private static final int LONGEST_MATERIAL = 16_384;

        public Put {
            Require.present("application", application);
            Require.present("name", name);
            Require.present("algorithm", algorithm);
            Require.present("material", material);
            if (!name.matches("[\\w.-]{1," + LONGEST_NAME + "}")) {
                throw FailureCode.BAD_REQUEST.because("name has not 1 to 64 of the characters a-z A-Z 0-9 _ . -");
            }
            Require.atMost("material", material, LONGEST_MATERIAL);
            Require.atMost("issuer", issuer, ApplicationCommand.LONGEST_NAME);
        }

        @Override
        public String toString() {
            return "Put[" + application + ", " + name + "]";
        }
    }

    /**
     * A key as it is shown: never what a secret is.
     *
     * @param url of JWKS, else null
     * @param createdAt epoch milliseconds
     */
    record ApplicationKey(String name, String algorithm, String url, String issuer, long createdAt) {}

    /** The keys of an application by name. */
    @Terms(who = "who holds the application's secret")
    record ListAll(ApplicationId application) implements ApplicationKeyCommand<ApplicationKeys> {
        public ListAll {
            Require.present("application", application);
        }
    }

    record ApplicationKeys(List<ApplicationKey> keys) {}

    /** Removes a key: no token that it signed opens a session from now on. */
    @Terms(
            who = "who holds the application's secret",
            fails = {FailureCode.NOT_FOUND})
    record Remove(ApplicationId application, String name) implements ApplicationKeyCommand<Done> {
        public Remove {
            Require.present("application", application);
            Require.present("name", name);
            Require.atMost("name", name, ApplicationCommand.LONGEST_NAME);
        }
    }

    /** Opens a session for a user of an application, by a token that the application has signed. */
    @Terms(
            who = "everybody with such a token",
            fails = {FailureCode.TOKEN_REFUSED, FailureCode.LIMIT_REACHED})
    record OpenSession(ApplicationToken token, String jwt, String userAgent)
            implements ApplicationKeyCommand<OpenedByToken> {
        private static final int LONGEST = 8_192;

        public OpenSession {
            Require.present("token", token);
            Require.present("jwt", jwt);
            if (jwt.length() > LONGEST) {
                throw FailureCode.TOKEN_REFUSED.failure();
            }
        }

        @Override
        public String toString() {
            return "OpenSession[" + token + "]";
        }
    }

    record OpenedByToken(ApplicationId application, AccountCommand.OpenedSession session) {}

    /**
     * Ends all sessions of a user.
     *
     * @param subject what the application calls that user
     */
    @Terms(
            who = "who holds the application's secret",
            fails = {FailureCode.NOT_FOUND})
    record EndSessions(ApplicationId application, String subject) implements ApplicationKeyCommand<Done> {
        public EndSessions {
            Require.present("application", application);
            Require.present("subject", subject);
            Require.atMost("subject", subject, ApplicationCommand.LONGEST_NAME);
        }
    }
}
