package dev.crosstalk.bus;

import java.util.List;
import java.util.Objects;

/** Commands by which somebody, or a hub for somebody, catches up with what was missed. */
public sealed interface SyncCommand<R> extends Command<R> {

    /**
     * What of a person changed after a revision: whole, or refused. Internal: a hub fills holes of {@code user.<id>} with it.
     *
     * @param upTo the {@code upTo} of the first page, for the pages after it; null for the first
     */
    record ListUserChanges(AccountId account, Long since, Long upTo, Integer limit)
            implements SyncCommand<UserChanges> {
        public ListUserChanges {
            Require.present("account", account);
            Require.present("since", since);
            Require.notNegative("since", since);
            Require.notNegative("upTo", upTo);
            limit = Require.limit(limit, 500, 1000);
        }
    }

    /**
     * Each row that changed, as it is now, under the revision of its last change: so the revisions have gaps, and what moved
     * beyond {@code upTo} meanwhile comes as an event. Events of a type that the reader does not know are left out.
     *
     * @param complete false: too old, unknown or too much; everything of the person must be loaded anew
     * @param upTo the revision that the asker has after the last page
     * @param changes in ascending order of userRev
     * @param more whether there is another page: ask again with {@code since} = {@code next} and this {@code upTo}
     * @param next the revision that the asker has after this page
     */
    record UserChanges(boolean complete, long upTo, List<UserEvent> changes, boolean more, long next) {
        public UserChanges {
            changes = changes.stream().filter(Objects::nonNull).toList();
        }
    }
}
