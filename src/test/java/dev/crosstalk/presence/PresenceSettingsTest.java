package dev.crosstalk.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crosstalk.config.Secret;
import org.junit.jupiter.api.Test;

class PresenceSettingsTest {

    @Test
    void aLostBeatMustNotMakeAnybodyOffline() {
        assertThatThrownBy(() -> new PresenceSettings(5_000, 14_999, 1_000, PresenceSettings.MEMORY, null))
                .hasMessageContaining("offlineAfterMs");
    }

    @Test
    void anUnknownStoreIsRefused() {
        assertThatThrownBy(() -> new PresenceSettings(5_000, 30_000, 1_000, "memcached://localhost", null))
                .hasMessageContaining("store");
    }

    @Test
    void thePasswordIsNotShown() {
        assertThat(new PresenceSettings(5_000, 30_000, 1_000, "redis://h/0", new Secret("open sesame")))
                .asString()
                .doesNotContain("sesame");
    }
}
