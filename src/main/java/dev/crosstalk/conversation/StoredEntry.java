package dev.crosstalk.conversation;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationSettings;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.Json;
import dev.crosstalk.bus.RetentionCommand;
import dev.crosstalk.bus.Role;
import dev.crosstalk.bus.Text;
import java.util.stream.Stream;

/**
 * A durable change that is no message, in the one shape in which all of them are stored and archived.
 *
 * @param afterSeq the last message before it
 * @param kind created, renamed, role, settings, retention, pinned, unpinned, or how a membership changed
 * @param subject whom it is about, or null
 * @param data a title, a role, settings as JSON, days or the {@code seq} of a message; null if there is none
 */
public record StoredEntry(
        long rev, long afterSeq, String kind, AccountId actor, AccountId subject, String data, long time) {
    private static final String CREATED = "created";
    private static final String RENAMED = "renamed";
    private static final String RETENTION = "retention";
    private static final String ROLE = "role";
    private static final String SETTINGS = "settings";
    private static final String PINNED = "pinned";
    private static final String UNPINNED = "unpinned";

    /** @param event one that is stored as an entry */
    public static StoredEntry of(ConversationEvent event) {
        if (event instanceof ConversationEvent.Created it) {
            return new StoredEntry(it.rev(), 0, CREATED, it.actor(), null, it.title(), it.time());
        }
        if (event instanceof ConversationEvent.Renamed it) {
            return new StoredEntry(it.rev(), it.afterSeq(), RENAMED, it.actor(), null, it.title(), it.time());
        }
        if (event instanceof ConversationEvent.RoleChanged it) {
            return new StoredEntry(
                    it.rev(),
                    it.afterSeq(),
                    ROLE,
                    it.actor(),
                    it.account(),
                    it.role().text(),
                    it.time());
        }
        if (event instanceof ConversationEvent.Configured it) {
            return new StoredEntry(
                    it.rev(), it.afterSeq(), SETTINGS, it.actor(), null, Json.write(it.settings()), it.time());
        }
        if (event instanceof ConversationEvent.Retention it) {
            return new StoredEntry(it.rev(), it.afterSeq(), RETENTION, it.actor(), null, text(it.days()), it.time());
        }
        if (event instanceof ConversationEvent.Pinned it) {
            return new StoredEntry(it.rev(), it.afterSeq(), PINNED, it.actor(), null, text(it.seq()), it.time());
        }
        if (event instanceof ConversationEvent.Unpinned it) {
            return new StoredEntry(it.rev(), it.afterSeq(), UNPINNED, it.actor(), null, text(it.seq()), it.time());
        }
        ConversationEvent.Member it = (ConversationEvent.Member) event;
        return new StoredEntry(it.rev(), it.afterSeq(), it.change().text(), it.actor(), it.account(), null, it.time());
    }

    private static String text(Number number) {
        return number == null ? null : number.toString();
    }

    /**
     * What it says.
     *
     * @throws dev.crosstalk.bus.Failure {@link FailureCode#BAD_REQUEST} if its kind is not known, or what it is about is missing or
     *     cannot be
     */
    public ConversationEvent event(ConversationId conversation) {
        return switch (kind) {
            case CREATED -> new ConversationEvent.Created(conversation, rev, actor, title(), time);
            case RENAMED ->
                new ConversationEvent.Renamed(conversation, rev, afterSeq, actor, present("data", title()), time);
            case RETENTION -> new ConversationEvent.Retention(conversation, rev, afterSeq, actor, days(), time);
            case ROLE -> new ConversationEvent.RoleChanged(conversation, rev, afterSeq, actor, about(), role(), time);
            case SETTINGS -> new ConversationEvent.Configured(conversation, rev, afterSeq, actor, settings(), time);
            case PINNED -> new ConversationEvent.Pinned(conversation, rev, afterSeq, actor, seq(), time);
            case UNPINNED -> new ConversationEvent.Unpinned(conversation, rev, afterSeq, actor, seq(), time);
            default -> new ConversationEvent.Member(conversation, rev, afterSeq, change(), actor, about(), time);
        };
    }

    private String title() {
        return Text.requireTitle(data);
    }

    private AccountId about() {
        return present("subject", subject);
    }

    private Role role() {
        return Stream.of(Role.values())
                .filter(role -> role.text().equals(data))
                .findFirst()
                .orElseThrow(() -> FailureCode.BAD_REQUEST.because("data is not a role"));
    }

    private ConversationEvent.Change change() {
        return Stream.of(ConversationEvent.Change.values())
                .filter(change -> change.text().equals(kind))
                .findFirst()
                .orElseThrow(() -> FailureCode.BAD_REQUEST.because("there is no entry of the kind " + kind));
    }

    private ConversationSettings settings() {
        ConversationSettings settings = Json.read(present("data", data), ConversationSettings.class);
        present("joinPolicy", settings.joinPolicy());
        present("permissions", settings.permissions());
        return settings;
    }

    private Integer days() {
        Integer days = data == null ? null : Math.toIntExact(Math.min(number(), Integer.MAX_VALUE));
        RetentionCommand.requireDays(days);
        return days;
    }

    private long seq() {
        present("data", data);
        return number();
    }

    private long number() {
        if (!data.matches("[1-9][0-9]{0,15}")) {
            throw FailureCode.BAD_REQUEST.because("data is not a number");
        }
        return Long.parseLong(data);
    }

    private static <T> T present(String field, T value) {
        if (value == null) {
            throw FailureCode.BAD_REQUEST.because(field + " is missing");
        }
        return value;
    }
}
