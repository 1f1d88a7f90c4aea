package dev.crosstalk.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenTest {
    @Test
    void a_token_has_256_bits_and_never_comes_twice() {
        assertThat(Base64.getUrlDecoder().decode(Token.random().text())).hasSize(32);
        assertThat(IntStream.range(0, 1000).mapToObj(i -> Token.random().text()).collect(Collectors.toSet()))
                .hasSize(1000);
    }

    @Test
    void the_hash_is_that_of_the_text_and_the_text_is_not_printed() {
        Token token = Token.random();
        assertThat(Token.of(token.text()).hash()).isEqualTo(token.hash()).hasSize(32);
        assertThat(token.toString()).doesNotContain(token.text());
    }
}
