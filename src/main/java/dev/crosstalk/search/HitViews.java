package dev.crosstalk.search;

import dev.crosstalk.bus.IndexingCommand.Place;
import dev.crosstalk.bus.IndexingCommand.ShownMessage;
import dev.crosstalk.bus.SearchCommand.Hit;
import dev.crosstalk.bus.SearchCommand.Neighbour;
import dev.crosstalk.bus.SearchCommand.Range;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was found, as it is now: what does not say any more what was looked for is left out. */
final class HitViews {
    private final IndexQuery query;
    private final Map<Place, ShownMessage> shown = new HashMap<>();

    HitViews(IndexQuery query, List<ShownMessage> messages) {
        this.query = query;
        messages.forEach(message -> shown.put(new Place(message.conversation(), message.seq()), message));
    }

    List<Hit> of(List<Place> places) {
        return places.stream()
                .map(place -> Optional.ofNullable(shown.get(place)))
                .flatMap(Optional::stream)
                .filter(message -> message.text() != null)
                .flatMap(message -> hit(message).stream())
                .toList();
    }

    private Optional<Hit> hit(ShownMessage message) {
        Optional<List<Range>> ranges =
                new TextMatch(message.text(), message.cut()).ranges(query.must(), query.mustNot());
        return ranges.map(found -> hit(message, Excerpt.of(message.text(), message.cut(), found)));
    }

    private Hit hit(ShownMessage message, Excerpt excerpt) {
        return new Hit(
                message.conversation(),
                message.seq(),
                message.id(),
                message.rev(),
                message.sender(),
                message.time(),
                message.editedAt(),
                message.replyTo(),
                excerpt.text(),
                excerpt.offset() == 0 ? null : excerpt.offset(),
                excerpt.cut() ? true : null,
                excerpt.highlights(),
                neighbour(message, -1),
                neighbour(message, 1));
    }

    private static final int NEIGHBOUR = 200;

    private Neighbour neighbour(ShownMessage message, int away) {
        ShownMessage found = shown.get(new Place(message.conversation(), message.seq() + away));
        return found == null ? null : new Neighbour(found.seq(), found.sender(), found.time(), beginning(found.text()));
    }

    private static String beginning(String text) {
        return text == null || text.codePointCount(0, text.length()) <= NEIGHBOUR
                ? text
                : text.substring(0, text.offsetByCodePoints(0, NEIGHBOUR));
    }
}
