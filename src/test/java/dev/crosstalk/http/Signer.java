package dev.crosstalk.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crosstalk.bus.Json;
import dev.crosstalk.testing.Api;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs tokens as the back end of an application does. */
final class Signer {
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private final String algorithm;
    private final KeyPair pair;
    private final byte[] secret;

    private Signer(String algorithm, KeyPair pair, byte[] secret) {
        this.algorithm = algorithm;
        this.pair = pair;
        this.secret = secret;
    }

    static Signer hs256(String secret) {
        return new Signer("HS256", null, secret.getBytes(StandardCharsets.UTF_8));
    }

    static Signer rs256(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return new Signer("RS256", generator.generateKeyPair(), null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static Signer edDsa() {
        try {
            return new Signer("EdDSA", KeyPairGenerator.getInstance("Ed25519").generateKeyPair(), null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String pem() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    ObjectNode jwk(String kid) {
        if (pair.getPublic() instanceof RSAPublicKey rsa) {
            return Api.json(
                    "kty",
                    "RSA",
                    "kid",
                    kid,
                    "use",
                    "sig",
                    "n",
                    text(rsa.getModulus()),
                    "e",
                    text(rsa.getPublicExponent()));
        }
        byte[] encoded = ((EdECPublicKey) pair.getPublic()).getEncoded();
        byte[] point = java.util.Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        return Api.json("kty", "OKP", "crv", "Ed25519", "kid", kid, "x", URL.encodeToString(point));
    }

    private static String text(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int from = bytes[0] == 0 ? 1 : 0;
        return URL.encodeToString(java.util.Arrays.copyOfRange(bytes, from, bytes.length));
    }

    String sign(ObjectNode claims) {
        return sign(Api.json("alg", algorithm, "typ", "JWT"), claims);
    }

    String sign(String kid, ObjectNode claims) {
        return sign(Api.json("alg", algorithm, "kid", kid), claims);
    }

    /** Whatever the header says: what is signed with is this one's. */
    String sign(ObjectNode header, ObjectNode claims) {
        String signed = part(header) + "." + part(claims);
        return signed + "." + URL.encodeToString(signature(signed.getBytes(StandardCharsets.US_ASCII)));
    }

    static String part(ObjectNode json) {
        return URL.encodeToString(Json.write(json).getBytes(StandardCharsets.UTF_8));
    }

    private byte[] signature(byte[] signed) {
        try {
            if (secret != null) {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret, "HmacSHA256"));
                return mac.doFinal(signed);
            }
            PrivateKey key = pair.getPrivate();
            Signature signature = Signature.getInstance(algorithm.equals("RS256") ? "SHA256withRSA" : "Ed25519");
            signature.initSign(key);
            signature.update(signed);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
