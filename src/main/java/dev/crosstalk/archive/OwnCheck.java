package dev.crosstalk.archive;

import static dev.crosstalk.archive.ArchiveCheck.require;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.ContactState;
import dev.crosstalk.bus.OwnKind;
import dev.crosstalk.bus.Setting;
import dev.crosstalk.bus.Text;
import java.util.Arrays;
import java.util.Set;

/** Checks that a line of what somebody has for oneself says something that can be. */
final class OwnCheck {
    /** What is of a conversation, and is told with it. */
    static final Set<String> IN_CONVERSATIONS = Set.of(OwnKind.DRAFT, OwnKind.OTHER_DRAFT, OwnKind.HIDDEN);

    private static final int MOST_DIGITS = 15;

    private OwnCheck() {}

    static void requireValid(ArchiveLine.Own own) {
        require(own.what() != null && own.name() != null && own.value() != null, "what, name or value is missing");
        require(
                own.name().length() <= ArchiveLine.MAX_ID && !own.name().isEmpty(),
                "name is empty or has more than " + ArchiveLine.MAX_ID + " characters");
        Text.requireWellFormed("name", own.name());
        require(own.replyTo() == null || own.replyTo() > 0, "replyTo is not that of a message");
        switch (own.what()) {
            case OwnKind.SETTING -> setting(own);
            case OwnKind.CONTACT -> {
                AccountId.parse(own.name());
                require(
                        Arrays.stream(ContactState.values())
                                .anyMatch(state -> state.text().equals(own.value())),
                        "value is no state of a contact");
            }
            case OwnKind.DRAFT, OwnKind.OTHER_DRAFT -> {
                require(!own.value().isEmpty(), "a draft without a text");
                Text.requireDraft(own.value());
            }
            case OwnKind.SAVED, OwnKind.HIDDEN ->
                require(
                        own.value().matches("[1-9][0-9]{0," + (MOST_DIGITS - 1) + "}"),
                        "value is not the seq of a message");
            default -> require(false, "nobody has " + own.what());
        }
    }

    private static void setting(ArchiveLine.Own own) {
        Setting setting = Setting.of(own.name());
        Object value = setting.value(own.value());
        require(value.toString().equals(own.value()), own.name() + " cannot have that value");
        setting.require(value);
    }
}
