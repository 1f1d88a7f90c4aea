package dev.crosstalk.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.jwt.VerificationKey.Algorithm;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class VerificationKeyTest {
    /** RFC 8037, appendices A.2 and A.4. */
    private static final String JWK =
            "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}";

    private static final String SIGNED = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
    private static final String SIGNATURE =
            "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

    @Test
    void the_example_of_the_standard_is_verified_and_nothing_that_differs_from_it() {
        VerificationKey key = VerificationKey.publicKey(Algorithm.EDDSA, JWK);
        byte[] signed = SIGNED.getBytes(StandardCharsets.US_ASCII);
        byte[] signature = Base64.getUrlDecoder().decode(SIGNATURE);
        assertThat(key.verifies(signed, signature)).isTrue();
        for (int i = 0; i < signature.length; i++) {
            byte[] other = signature.clone();
            other[i] ^= 1;
            assertThat(key.verifies(signed, other)).as("byte %d", i).isFalse();
        }
        signed[0] ^= 1;
        assertThat(key.verifies(signed, signature)).isFalse();
        assertThat(key.verifies(signed, new byte[0])).isFalse();
        assertThat(key.verifies(signed, new byte[10_000])).isFalse();
    }
}
