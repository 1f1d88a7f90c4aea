package dev.crosstalk.jwt;

import dev.crosstalk.bus.FailureCode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What verifies signatures of one algorithm, and of no other: which one is a property of the key, not of what a token says (RFC 8725,
 * 3.1).
 */
public final class VerificationKey {
    private static final int LEAST_SECRET_BYTES = 32;
    private static final int LEAST_RSA_BITS = 2048;
    private static final int MOST_RSA_BITS = 8192;

    /** The algorithms that there are, by the names of RFC 7518 and RFC 8037. */
    public enum Algorithm {
        HS256,
        RS256,
        EDDSA;

        /** As it is written in a token. */
        public String text() {
            return this == EDDSA ? "EdDSA" : name();
        }
    }

    /** Verifies a signature. */
    private interface Check {
        boolean verifies(byte[] signed, byte[] signature) throws GeneralSecurityException;
    }

    private final Algorithm algorithm;
    private final Check check;

    private VerificationKey(Algorithm algorithm, Check check) {
        this.algorithm = algorithm;
        this.check = check;
    }

    /**
     * A secret that both sides know.
     *
     * @throws dev.crosstalk.bus.Failure {@link FailureCode#BAD_REQUEST} if it has less than 32 bytes
     */
    public static VerificationKey secret(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < LEAST_SECRET_BYTES) {
            throw FailureCode.BAD_REQUEST.because("the secret has less than " + LEAST_SECRET_BYTES + " bytes");
        }
        SecretKeySpec key = new SecretKeySpec(bytes, "HmacSHA256");
        return new VerificationKey(Algorithm.HS256, (signed, signature) -> {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return MessageDigest.isEqual(mac.doFinal(signed), signature);
        });
    }

    /** @throws dev.crosstalk.bus.Failure {@link FailureCode#BAD_REQUEST} unless it has 2,048 to 8,192 bits */
    static VerificationKey rsa(RSAPublicKey key) {
        int bits = key.getModulus().bitLength();
        if (bits < LEAST_RSA_BITS || bits > MOST_RSA_BITS) {
            throw FailureCode.BAD_REQUEST.because("the RSA key has not " + LEAST_RSA_BITS + " to 8192 bits");
        }
        return new VerificationKey(Algorithm.RS256, signature("SHA256withRSA", key));
    }

    static VerificationKey ed25519(PublicKey key) {
        return new VerificationKey(Algorithm.EDDSA, signature("Ed25519", key));
    }

    private static Check signature(String name, PublicKey key) {
        return (signed, bytes) -> {
            Signature signature = Signature.getInstance(name);
            signature.initVerify(key);
            signature.update(signed);
            return signature.verify(bytes);
        };
    }

    /**
     * A public key in PEM ({@code BEGIN PUBLIC KEY}) or as a JWK.
     *
     * @throws dev.crosstalk.bus.Failure {@link FailureCode#BAD_REQUEST} if it is none of that algorithm
     */
    public static VerificationKey publicKey(Algorithm algorithm, String text) {
        String trimmed = text.strip();
        VerificationKey key = trimmed.startsWith("{") ? Jwk.parse(trimmed) : pem(algorithm, trimmed);
        if (key.algorithm != algorithm) {
            throw FailureCode.BAD_REQUEST.because("the key is not one of " + algorithm.text());
        }
        return key;
    }

    private static VerificationKey pem(Algorithm algorithm, String text) {
        String begin = "-----BEGIN PUBLIC KEY-----";
        String end = "-----END PUBLIC KEY-----";
        if (!text.startsWith(begin) || !text.endsWith(end) || text.length() < begin.length() + end.length()) {
            throw notAKey();
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(text.substring(begin.length(), text.length() - end.length()));
            X509EncodedKeySpec spec = new X509EncodedKeySpec(bytes);
            return algorithm == Algorithm.RS256
                    ? rsa((RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(spec))
                    : ed25519(KeyFactory.getInstance("Ed25519").generatePublic(spec));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw notAKey();
        }
    }

    static dev.crosstalk.bus.Failure notAKey() {
        return FailureCode.BAD_REQUEST.because("that is no public key in PEM or JWK");
    }

    public Algorithm algorithm() {
        return algorithm;
    }

    /** What cannot be a signature is none. */
    boolean verifies(byte[] signed, byte[] signature) {
        try {
            return check.verifies(signed, signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "VerificationKey[" + algorithm + "]";
    }
}
