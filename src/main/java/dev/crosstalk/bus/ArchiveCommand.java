package dev.crosstalk.bus;

import java.util.List;
import java.util.UUID;

/** Commands that read and write archives, page by page. Internal: the HTTP API streams them. */
public sealed interface ArchiveCommand<R> extends Command<R> {

    /**
     * The next lines.
     *
     * @param next what to give as {@code after} to go on, or null at the end
     */
    record Page(List<ArchiveLine> lines, String next) {}

    /**
     * What a member may see of a conversation.
     *
     * @param after the {@code next} of the page before; null for the first one
     */
    record Read(ConversationId conversation, String after) implements ArchiveCommand<Page> {
        public Read {
            Require.present("conversation", conversation);
        }
    }

    /** All of a conversation, earlier texts of edited messages included: for administrators. */
    record ReadWhole(ApplicationId application, ConversationId conversation, String after)
            implements ArchiveCommand<Page> {
        public ReadWhole {
            Require.present("application", application);
            Require.present("conversation", conversation);
        }
    }

    /** All accounts and conversations of an application: for administrators. */
    record ReadApplication(ApplicationId application, String after) implements ArchiveCommand<Page> {
        public ReadApplication {
            Require.present("application", application);
        }
    }

    /** What is stored about the asker, and what the asker has said. */
    record ReadOwn(String after) implements ArchiveCommand<Page> {}

    /**
     * Stores lines that nobody can see before {@link Commit}. Repeating it is harmless.
     *
     * @param id that of the import
     * @param original the conversation's id in the archive; null for accounts
     * @param lines accounts; or of that conversation: first its own line, then members, messages and entries
     */
    record Stage(UUID id, ApplicationId application, String original, List<ArchiveLine> lines)
            implements ArchiveCommand<Staged> {
        public Stage {
            Require.present("id", id);
            Require.present("application", application);
            lines = Require.list("lines", lines, 200_000);
        }
    }

    /** @param done whether the conversation was committed already: the rest of it can be left out */
    record Staged(boolean done) {}

    /**
     * Makes a staged conversation visible, whole; or, without one, ends the import.
     *
     * @param original the conversation's id in the archive, or null
     */
    record Commit(UUID id, ApplicationId application, String original) implements ArchiveCommand<Committed> {
        public Commit {
            Require.present("id", id);
            Require.present("application", application);
        }
    }

    /**
     * @param conversation null at the end of the import, and while there is more to do
     * @param accounts those who have got their name by this
     * @param more whether only names were given yet, and it must be asked again
     */
    record Committed(ConversationId conversation, List<Named> accounts, boolean more) {}

    /** @param original the id in the archive */
    record Named(String original, AccountView account) {}

    /** Removes what was staged and not committed; the accounts, too, if nothing was. */
    record Abort(UUID id) implements ArchiveCommand<Done> {
        public Abort {
            Require.present("id", id);
        }
    }
}
