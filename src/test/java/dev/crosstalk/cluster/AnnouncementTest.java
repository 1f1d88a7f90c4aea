package dev.crosstalk.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AnnouncementTest {
    @Test
    void whatIsWrittenIsReadAgain() {
        for (Announcement announcement : List.of(
                new Announcement(1, List.of("account")),
                new Announcement(12, List.of("account", "message")),
                new Announcement(13, List.of()))) {
            assertThat(Announcement.parse(announcement.text())).isEqualTo(announcement);
        }
        assertThat(new Announcement(3, List.of("account", "message")).text()).isEqualTo("3 account,message");
    }

    @Test
    void theOneWithTheGreaterRevisionIsNewer() {
        Announcement ninth = new Announcement(9, List.of("account"));
        Announcement tenth = new Announcement(10, List.of());

        assertThat(tenth.isNewerThan(ninth)).isTrue();
        assertThat(ninth.isNewerThan(tenth)).isFalse();
        assertThat(ninth.isNewerThan(ninth)).isFalse();
        assertThat(ninth.isNewerThan(null)).isTrue();
    }
}
