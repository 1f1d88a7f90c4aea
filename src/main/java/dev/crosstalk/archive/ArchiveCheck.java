package dev.crosstalk.archive;

import dev.crosstalk.account.Name;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Json;
import dev.crosstalk.bus.OwnKind;
import dev.crosstalk.bus.Text;
import dev.crosstalk.conversation.StoredEntry;
import java.util.List;

/**
 * Reads an archive line by line and refuses what could not be stored whole, with the number of the line: messages out of order, lines
 * that belong to nothing, entries that say nothing, an end that is missing. It remembers of one message at most, however long the
 * archive is: who was named before, and what came twice, is asked where the lines are stored.
 */
public final class ArchiveCheck implements LineCheck {
    /** The most bytes of a line: the longest text, however its JSON is written. */
    public static final int MAX_LINE = 2 << 20;

    private static final int TWO = 2;

    private long number;
    private long blamed;
    private boolean ended;
    private ArchiveLine.Conversation conversation;
    private long begunAt;
    private long members;
    private boolean timeline;
    private boolean saved;
    private long lastSeq;
    private long lastTime;
    private long lastEntryRev;
    private MessageCheck message;
    private long lastHidden;
    private long lastHiddenAt;

    @Override
    public ArchiveLine next(String text) {
        number++;
        blamed = number;
        try {
            ArchiveLine line = Json.read(text, ArchiveLine.class);
            require(!ended, "something follows the end");
            check(line);
            return line;
        } catch (Failure failure) {
            throw at(blamed, failure.getMessage());
        }
    }

    @Override
    public void finish() {
        if (!ended) {
            throw at(number + 1, "the end is missing: the archive was cut off");
        }
    }

    public static Failure at(long line, String why) {
        return FailureCode.BAD_ARCHIVE.because("line " + line + ": " + why);
    }

    @Override
    public long lines() {
        return number;
    }

    private void check(ArchiveLine line) {
        if (number == 1) {
            require(line instanceof ArchiveLine.Header, "an archive begins with its header");
        }
        line.accounts().forEach(ArchiveCheck::requireId);
        if (line instanceof ArchiveLine.Header header) {
            check(header);
        } else if (line instanceof ArchiveLine.Account account) {
            check(account);
        } else if (line instanceof ArchiveLine.Contact contact) {
            require(conversation == null, "contacts stand before conversations");
            RelationCheck.check(contact);
        } else if (line instanceof ArchiveLine.Own own && own.account() != null) {
            check(own);
        } else if (line instanceof ArchiveLine.Conversation begun) {
            require(!saved, "conversations stand before what was saved");
            requireWhole();
            begin(begun);
        } else if (line instanceof ArchiveLine.End end) {
            require(end.lines() == number - 1, "there should be " + end.lines() + " lines before it");
            requireWhole();
            ended = true;
        } else if (line instanceof ArchiveLine.Session
                || line instanceof ArchiveLine.Own
                || line instanceof ArchiveLine.Place
                || line instanceof ArchiveLine.Invite) {
            require(false, "what is somebody's own is not imported");
        } else {
            require(conversation != null, "it belongs to no conversation");
            checkInside(line);
        }
    }

    private void check(ArchiveLine.Header header) {
        require(number == 1, "a second header");
        require(ArchiveLine.FORMAT.equals(header.format()), "the format is not " + ArchiveLine.FORMAT);
        requireKnown(header.version());
        require(
                List.of(ArchiveLine.CONVERSATION, ArchiveLine.APPLICATION).contains(header.kind()),
                "an archive of this kind cannot be imported");
    }

    static void requireKnown(int version) {
        require(
                version >= ArchiveLine.OLDEST && version <= ArchiveLine.VERSION,
                "version " + version + ", and only " + ArchiveLine.OLDEST + " to " + ArchiveLine.VERSION
                        + " are known");
    }

    private static void check(ArchiveLine.Account account) {
        requireId(account.id());
        if (account.name() != null) {
            Name.of(account.name());
        }
    }

    private void begin(ArchiveLine.Conversation begun) {
        requireId(begun.id());
        require(begun.settings() != null, "settings is missing");
        require(begun.firstRev() <= begun.rev(), "firstRev is above rev");
        require(begun.kind() == ConversationKind.ROOM || !begun.settings().open(), "only rooms are open");
        conversation = begun;
        begunAt = number;
        members = 0;
        timeline = false;
        lastSeq = begun.firstSeq() - 1;
        lastTime = 0;
        lastEntryRev = 0;
        message = null;
        lastHidden = 0;
    }

    /** What people have for themselves in a conversation stands before its messages; what they have saved, behind everything. */
    private void check(ArchiveLine.Own own) {
        OwnCheck.requireValid(own);
        if (own.what().equals(OwnKind.SAVED)) {
            requireWhole();
            conversation = null;
            saved = true;
            return;
        }
        require(conversation != null, "it belongs to no conversation");
        require(conversation.id().equals(own.name()), "it is of another conversation");
        require(!timeline, "what people have for themselves stands before messages");
        require(OwnCheck.IN_CONVERSATIONS.contains(own.what()), "it says nothing of a conversation");
        if (own.what().equals(OwnKind.HIDDEN)) {
            long seq = Long.parseLong(own.value());
            require(seq >= conversation.firstSeq(), "seq " + seq + " is before the first message");
            if (seq > lastHidden) {
                lastHidden = seq;
                lastHiddenAt = number;
            }
        }
    }

    /** What can be said of a conversation only when all its lines have come. */
    private void requireWhole() {
        if (conversation != null && conversation.kind() == ConversationKind.DIRECT) {
            blamed = begunAt;
            require(members >= 1 && members <= TWO, "a direct conversation is of one or two people");
            blamed = number;
        }
        if (conversation != null && lastHidden > lastSeq) {
            blamed = lastHiddenAt;
            require(false, "there is no message " + lastHidden);
        }
    }

    private void checkInside(ArchiveLine line) {
        if (line instanceof ArchiveLine.Member member) {
            require(!timeline, "members stand before messages");
            require(
                    conversation.kind() != ConversationKind.DIRECT
                            || member.state().equals("active"),
                    "nobody leaves a direct conversation");
            members++;
            return;
        }
        timeline = true;
        if (line instanceof ArchiveLine.Message begun) {
            check(begun);
        } else if (line instanceof ArchiveLine.Entry entry) {
            check(entry);
        } else {
            require(message != null, "it does not follow a message");
            message.check(line);
        }
    }

    private void check(ArchiveLine.Message begun) {
        require(begun.seq() == lastSeq + 1, "seq " + begun.seq() + " does not follow " + lastSeq);
        require(begun.time() >= lastTime, "the time goes back");
        lastSeq = begun.seq();
        lastTime = begun.time();
        message = new MessageCheck(begun);
    }

    private void check(ArchiveLine.Entry entry) {
        require(entry.afterSeq() == lastSeq, "afterSeq " + entry.afterSeq() + " is not " + lastSeq);
        require(entry.rev() > lastEntryRev, "rev " + entry.rev() + " does not follow " + lastEntryRev);
        requireReadable(entry);
        lastEntryRev = entry.rev();
        message = null;
    }

    /** One that cannot be read when it is stored would make every page of that history fail. */
    private static void requireReadable(ArchiveLine.Entry entry) {
        if (entry.data() != null) {
            Text.requireWellFormed("data", entry.data());
        }
        AccountId somebody = new AccountId(1);
        AccountId subject = entry.subject() == null ? null : somebody;
        new StoredEntry(entry.rev(), entry.afterSeq(), entry.kind(), somebody, subject, entry.data(), entry.time())
                .event(new ConversationId(1));
    }

    /** Some engines hold an id with a blank behind it for the one without. */
    private static void requireId(String id) {
        Text.requireWellFormed("an id", id);
        require(
                id.equals(id.strip()) && id.chars().noneMatch(Character::isISOControl),
                "an id has blanks around it, or control characters");
    }

    static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw FailureCode.BAD_ARCHIVE.because(otherwise);
        }
    }
}
