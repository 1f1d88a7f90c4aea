package dev.crosstalk.archive;

import static dev.crosstalk.archive.ArchiveCheck.require;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.Json;
import dev.crosstalk.bus.OwnKind;
import java.util.Set;

/**
 * Reads the archive of one's own data line by line, and refuses with the number of the line what is no line of one, what is of
 * somebody else, and an end that is missing.
 */
public final class OwnArchiveCheck implements LineCheck {
    private static final Set<String> BEFORE_PLACES = Set.of(OwnKind.SETTING, OwnKind.CONTACT);
    private static final int SECOND = 2;
    private static final long MOST = 1L << 53;

    private final AccountId owner;
    private long number;
    private boolean ended;
    private String conversation;

    public OwnArchiveCheck(AccountId owner) {
        this.owner = owner;
    }

    @Override
    public ArchiveLine next(String text) {
        number++;
        try {
            ArchiveLine line = Json.read(text, ArchiveLine.class);
            require(!ended, "something follows the end");
            check(line);
            return line;
        } catch (Failure failure) {
            throw ArchiveCheck.at(number, failure.getMessage());
        }
    }

    @Override
    public void finish() {
        if (!ended) {
            throw ArchiveCheck.at(number + 1, "the end is missing: the archive was cut off");
        }
    }

    @Override
    public long lines() {
        return number;
    }

    private void check(ArchiveLine line) {
        if (number == 1) {
            require(line instanceof ArchiveLine.Header, "an archive begins with its header");
        }
        if (number == SECOND) {
            require(line instanceof ArchiveLine.Account, "whose it is is missing");
        }
        if (line instanceof ArchiveLine.Header header) {
            check(header);
        } else if (line instanceof ArchiveLine.Account account) {
            require(number == SECOND, "a second account");
            require(account.id().equals(owner.toString()), "it is the archive of another account");
        } else if (line instanceof ArchiveLine.Own own) {
            check(own);
        } else if (line instanceof ArchiveLine.Place place) {
            check(place);
        } else if (line instanceof ArchiveLine.End end) {
            require(end.lines() == number - 1, "there should be " + end.lines() + " lines before it");
            ended = true;
        } else {
            require(!(line instanceof ArchiveLine.Contact), "a line of this type is in no archive of one's own data");
            require(line instanceof ArchiveLine.Session || conversation != null, "it belongs to no conversation");
        }
    }

    private void check(ArchiveLine.Header header) {
        require(number == 1, "a second header");
        require(ArchiveLine.FORMAT.equals(header.format()), "the format is not " + ArchiveLine.FORMAT);
        ArchiveCheck.requireKnown(header.version());
        require(ArchiveLine.ACCOUNT.equals(header.kind()), "it is no archive of one's own data");
    }

    private void check(ArchiveLine.Own own) {
        require(own.account() == null, "it is somebody else's");
        OwnCheck.requireValid(own);
        if (BEFORE_PLACES.contains(own.what())) {
            require(conversation == null, "settings and contacts stand before conversations");
        } else {
            require(own.name().equals(conversation), "it does not stand with its conversation");
        }
    }

    private void check(ArchiveLine.Place place) {
        require(place.conversation() != null, "conversation is missing");
        ConversationId.parse(place.conversation());
        for (Long value : new Long[] {place.mutedUntil(), place.pinned(), place.archivedSeq()}) {
            require(value == null || (value >= 0 && value <= MOST), "a number is not between 0 and 2^53");
        }
        conversation = place.conversation();
    }
}
