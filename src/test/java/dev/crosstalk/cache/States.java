package dev.crosstalk.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.Quote;
import dev.crosstalk.cache.RecentMessages.Hide;
import dev.crosstalk.cache.RecentMessages.Reacted;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Compares states of conversations: the order of some of their lists says nothing. */
final class States {
    private States() {}

    static void assertSame(RecentConversation actual, RecentConversation expected) {
        assertThat(actual.version()).isEqualTo(expected.version());
        assertSameButHides(actual, expected);
        assertThat(hides(actual)).isEqualTo(hides(expected));
    }

    static void assertSameButHides(RecentConversation actual, RecentConversation expected) {
        assertThat(actual.lastSeq()).isEqualTo(expected.lastSeq());
        assertThat(actual.seats()).isEqualTo(expected.seats());
        assertThat(actual.messages().latest()).isEqualTo(expected.messages().latest());
        assertThat(quotes(actual)).isEqualTo(quotes(expected));
        assertThat(reactions(actual)).isEqualTo(reactions(expected));
    }

    static Set<Hide> hides(RecentConversation one) {
        return new HashSet<>(one.messages().hides());
    }

    private static Set<Quote> quotes(RecentConversation one) {
        return new HashSet<>(one.messages().quotes());
    }

    private static List<Reacted> reactions(RecentConversation one) {
        return one.messages().reactions().stream()
                .map(kind -> new Reacted(
                        kind.seq(),
                        kind.kind(),
                        kind.count(),
                        kind.firstRev(),
                        kind.accounts().stream()
                                .sorted(Comparator.naturalOrder())
                                .toList()))
                .toList();
    }
}
