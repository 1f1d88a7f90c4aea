package dev.crosstalk.jwt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.Json;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Public keys as JSON (RFC 7517, RFC 8037). Private and symmetric ones are none. */
final class Jwk {
    private static final int MOST_OF_A_SET = 100;
    private static final int ED25519_BYTES = 32;

    private Jwk() {}

    /** @param kid null if the key has no name */
    record Named(String kid, VerificationKey key) {}

    /** @throws Failure if it is no key that can be used here */
    static VerificationKey parse(String text) {
        return key(Json.parse(text));
    }

    /**
     * The keys of a set that can be used here, without the others.
     *
     * @throws Failure if it is no set
     */
    static List<Named> set(String text) {
        JsonNode keys = Json.parse(text).path("keys");
        if (!keys.isArray() || keys.size() > MOST_OF_A_SET) {
            throw VerificationKey.notAKey();
        }
        List<Named> known = new ArrayList<>();
        for (JsonNode one : keys) {
            try {
                known.add(new Named(one.path("kid").textValue(), key(one)));
            } catch (Failure other) {
                // A set may hold keys for other purposes.
                continue;
            }
        }
        return known;
    }

    private static VerificationKey key(JsonNode key) {
        String use = key.path("use").asText("sig");
        if (!use.equals("sig") || key.has("d")) {
            throw VerificationKey.notAKey();
        }
        try {
            return switch (key.path("kty").asText()) {
                case "RSA" -> rsa(key);
                case "OKP" -> ed25519(key);
                default -> throw VerificationKey.notAKey();
            };
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw VerificationKey.notAKey();
        }
    }

    private static VerificationKey rsa(JsonNode key) throws GeneralSecurityException {
        requireAlgorithm(key, VerificationKey.Algorithm.RS256);
        RSAPublicKeySpec spec =
                new RSAPublicKeySpec(new BigInteger(1, bytes(key, "n")), new BigInteger(1, bytes(key, "e")));
        return VerificationKey.rsa((RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(spec));
    }

    /** The point is written little-endian; the highest bit is the sign of x (RFC 8032, 5.1.2). */
    private static VerificationKey ed25519(JsonNode key) throws GeneralSecurityException {
        requireAlgorithm(key, VerificationKey.Algorithm.EDDSA);
        byte[] point = bytes(key, "x");
        if (!key.path("crv").asText().equals("Ed25519") || point.length != ED25519_BYTES) {
            throw VerificationKey.notAKey();
        }
        boolean odd = (point[ED25519_BYTES - 1] & 0x80) != 0;
        byte[] bigEndian = new byte[ED25519_BYTES];
        for (int i = 0; i < ED25519_BYTES; i++) {
            bigEndian[i] = point[ED25519_BYTES - 1 - i];
        }
        bigEndian[0] &= 0x7f;
        EdECPublicKeySpec spec =
                new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, bigEndian)));
        return VerificationKey.ed25519(KeyFactory.getInstance("Ed25519").generatePublic(spec));
    }

    private static void requireAlgorithm(JsonNode key, VerificationKey.Algorithm algorithm) {
        if (key.has("alg") && !key.path("alg").asText().equals(algorithm.text())) {
            throw VerificationKey.notAKey();
        }
    }

    private static byte[] bytes(JsonNode key, String field) {
        byte[] bytes = Base64.getUrlDecoder().decode(key.path(field).asText());
        if (bytes.length == 0) {
            throw VerificationKey.notAKey();
        }
        return bytes;
    }
}
