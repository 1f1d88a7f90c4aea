package dev.crosstalk.archive;

import dev.crosstalk.account.Name;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads an archive line by line and refuses what could not be stored whole, with the number of the line: unknown accounts, messages
 * out of order, lines that belong to nothing, an end that is missing.
 */
public final class ArchiveCheck {
    /** The most bytes of a line: the longest text, however its JSON is written. */
    public static final int MAX_LINE = 2 << 20;

    private final Set<String> accounts = new HashSet<>();
    private final Set<String> conversations = new HashSet<>();
    private long number;
    private boolean ended;
    private ArchiveLine.Conversation conversation;
    private boolean timeline;
    private long lastSeq;
    private long lastTime;
    private long lastEntryRev;
    private String last = "";

    /** The line that the text says, as the next one. @throws Failure {@link FailureCode#BAD_ARCHIVE} */
    public ArchiveLine next(String text) {
        number++;
        ArchiveLine line;
        try {
            line = Json.read(text, ArchiveLine.class);
            require(!ended, "something follows the end");
            check(line);
        } catch (Failure failure) {
            throw at(number, failure.getMessage());
        }
        last = line.getClass().getSimpleName();
        return line;
    }

    /** @throws Failure {@link FailureCode#BAD_ARCHIVE} if the end is missing */
    public void finish() {
        if (!ended) {
            throw at(number + 1, "the end is missing: the archive was cut off");
        }
    }

    public static Failure at(long line, String why) {
        return FailureCode.BAD_ARCHIVE.because("line " + line + ": " + why);
    }

    public long lines() {
        return number;
    }

    private void check(ArchiveLine line) {
        if (number == 1) {
            require(line instanceof ArchiveLine.Header, "an archive begins with its header");
        }
        if (line instanceof ArchiveLine.Header header) {
            check(header);
        } else if (line instanceof ArchiveLine.Account account) {
            require(accounts.add(account.id()), "the account " + account.id() + " comes twice");
            if (account.name() != null) {
                Name.of(account.name());
            }
        } else if (line instanceof ArchiveLine.Conversation begun) {
            begin(begun);
        } else if (line instanceof ArchiveLine.End end) {
            require(end.lines() == number - 1, "there should be " + end.lines() + " lines before it");
            ended = true;
        } else if (line instanceof ArchiveLine.Session || line instanceof ArchiveLine.Own) {
            require(false, "what is somebody's own is not imported");
        } else {
            require(conversation != null, "it belongs to no conversation");
            checkInside(line);
        }
    }

    private void check(ArchiveLine.Header header) {
        require(number == 1, "a second header");
        require(ArchiveLine.FORMAT.equals(header.format()), "the format is not " + ArchiveLine.FORMAT);
        require(
                header.version() == ArchiveLine.VERSION,
                "version " + header.version() + ", and only " + ArchiveLine.VERSION + " is known");
        require(
                List.of(ArchiveLine.CONVERSATION, ArchiveLine.APPLICATION).contains(header.kind()),
                "an archive of this kind cannot be imported");
    }

    private void begin(ArchiveLine.Conversation begun) {
        require(conversations.add(begun.id()), "the conversation " + begun.id() + " comes twice");
        requireAccount(begun.createdBy());
        require(begun.settings() != null, "settings is missing");
        conversation = begun;
        timeline = false;
        lastSeq = begun.firstSeq() - 1;
        lastTime = 0;
        lastEntryRev = 0;
    }

    private void checkInside(ArchiveLine line) {
        if (line instanceof ArchiveLine.Member member) {
            require(!timeline, "members stand before messages");
            requireAccount(member.account());
            return;
        }
        timeline = true;
        if (line instanceof ArchiveLine.Message message) {
            check(message);
        } else if (line instanceof ArchiveLine.Entry entry) {
            check(entry);
        } else if (line instanceof ArchiveLine.Edit edit) {
            requireBehindMessage(edit.seq());
        } else if (line instanceof ArchiveLine.Reaction reaction) {
            requireBehindMessage(reaction.seq());
            requireAccount(reaction.account());
        } else if (line instanceof ArchiveLine.Pin pin) {
            requireBehindMessage(pin.seq());
            requireAccount(pin.account());
        }
    }

    private void check(ArchiveLine.Message message) {
        require(message.seq() == lastSeq + 1, "seq " + message.seq() + " does not follow " + lastSeq);
        require(message.time() >= lastTime, "the time goes back");
        requireAccount(message.sender());
        if (message.deletedBy() != null) {
            requireAccount(message.deletedBy());
        }
        if (message.mentions() != null) {
            message.mentions().forEach(this::requireAccount);
        }
        lastSeq = message.seq();
        lastTime = message.time();
    }

    private void check(ArchiveLine.Entry entry) {
        require(entry.afterSeq() == lastSeq, "afterSeq " + entry.afterSeq() + " is not " + lastSeq);
        require(entry.rev() > lastEntryRev, "rev " + entry.rev() + " does not follow " + lastEntryRev);
        requireAccount(entry.actor());
        if (entry.subject() != null) {
            requireAccount(entry.subject());
        }
        lastEntryRev = entry.rev();
    }

    private void requireBehindMessage(long seq) {
        boolean behind = List.of("Message", "Edit", "Reaction", "Pin").contains(last);
        require(behind && seq == lastSeq, "it does not follow the message " + seq);
    }

    private void requireAccount(String id) {
        require(accounts.contains(id), "there is no account " + id + " before it");
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw FailureCode.BAD_ARCHIVE.because(otherwise);
        }
    }
}
