package dev.crosstalk.bus;

import java.util.EnumSet;
import java.util.Set;

/**
 * The catalogue of failures. The code and the number are part of the contract; the texts are not.
 *
 * <p>The number is what the event bus carries as {@code failureCode}; its first three digits are the HTTP status.
 */
public enum FailureCode {
    BAD_REQUEST(4000, Kind.REFUSED, "The request is not of the documented shape."),
    BAD_JSON(4001, Kind.REFUSED, "The text is not JSON."),
    TEXT_EMPTY(4002, Kind.REFUSED, "A message needs at least one character."),
    TEXT_TOO_LONG(4003, Kind.REFUSED, "A message has at most 99,999 characters."),
    NAME_INVALID(4004, Kind.REFUSED, "That name has characters that a name cannot have, or is too long."),
    PASSWORD_INVALID(4008, Kind.REFUSED, "A password has 8 to 256 characters and is not your name."),
    PASSWORD_COMMON(4009, Kind.REFUSED, "That password is among the first that somebody would try."),
    BAD_ARCHIVE(4007, Kind.REFUSED, "That is not an archive that can be imported."),
    BAD_QUERY(4006, Kind.REFUSED, "That is not a query that can be searched for."),
    NOT_SIGNED_IN(4010, Kind.REFUSED, "Sign in first."),
    WRONG_PASSWORD(4011, Kind.REFUSED, "Name and password do not belong together."),
    TOKEN_REFUSED(4012, Kind.REFUSED, "That token does not open a session."),
    FORBIDDEN(4030, Kind.REFUSED, "You may not do that."),
    NOT_A_MEMBER(4031, Kind.REFUSED, "You are not a member of this conversation."),
    WRONG_ORIGIN(4032, Kind.REFUSED, "Requests from this origin are not accepted."),
    ACCESS_DENIED(4033, Kind.REFUSED, "This address is not open to you."),
    BANNED(4034, Kind.REFUSED, "You may not come back to this conversation."),
    READ_ONLY(4035, Kind.REFUSED, "You may read here, and not write."),
    LIMIT_REACHED(4036, Kind.REFUSED, "The application has as many of these as it may."),
    TOO_LATE(4037, Kind.REFUSED, "That message is too old for it."),
    NOT_FOUND(4040, Kind.REFUSED, "There is no such thing."),
    INVITE_INVALID(4041, Kind.REFUSED, "This invite is not valid, or not any more. Ask for a new one."),
    METHOD_NOT_ALLOWED(4050, Kind.REFUSED, "This resource does not know that method."),
    NAME_TAKEN(4090, Kind.REFUSED, "That name is taken."),
    CLIENT_ID_REUSED(4091, Kind.REFUSED, "That clientId already belongs to a message in another conversation."),
    CONVERSATION_FULL(4092, Kind.REFUSED, "This conversation has as many members as it may."),
    WRONG_KIND(4093, Kind.REFUSED, "This kind of conversation does not allow that."),
    LAST_OWNER(4094, Kind.REFUSED, "The last owner cannot step down: make somebody else an owner first."),
    TOKEN_TAKEN(4095, Kind.REFUSED, "There is an application with that token."),
    TOO_MANY_REACTIONS(4097, Kind.REFUSED, "That message has as many kinds of reactions as it may."),
    TOO_MANY_PINS(4098, Kind.REFUSED, "This conversation has as many pinned messages as it may."),
    TOO_MANY_INVITES(4099, Kind.REFUSED, "This conversation has as many invites as it may: revoke some first."),
    MESSAGE_DELETED(4100, Kind.REFUSED, "That message was deleted."),
    TOO_LARGE(4130, Kind.REFUSED, "The request is larger than it may be."),
    UNSUPPORTED_MEDIA_TYPE(4150, Kind.REFUSED, "Send application/json."),
    TOO_MANY_REQUESTS(4290, Kind.RETRY, "Too many requests."),
    SLOW_MODE(4291, Kind.RETRY, "This conversation is in slow mode: wait before the next message."),
    DAILY_LIMIT(4292, Kind.RETRY, "The application has posted as many messages today as it may."),
    INTERNAL(5000, Kind.UNKNOWN, "Something went wrong here; it has been logged."),
    UNAVAILABLE(5030, Kind.RETRY, "The service is not available now."),
    OVERLOADED(5031, Kind.RETRY, "The service has more work than it can take now."),
    SEARCH_UNAVAILABLE(5032, Kind.RETRY, "Search is not available now."),
    OUTCOME_UNKNOWN(5040, Kind.UNKNOWN, "It is not known whether that was done. Repeat it with the same clientId.");

    /** What the client should do about a failure. */
    public enum Kind {
        /** Do not repeat: the answer would be the same. Nothing was changed. */
        REFUSED,
        /** Nothing was changed; repeat after the time given. */
        RETRY,
        /** It may or may not have been done; repeat with the same {@code clientId}. */
        UNKNOWN
    }

    /** Those that every command may have. */
    public static final Set<FailureCode> COMMON = EnumSet.of(
            BAD_REQUEST,
            BAD_JSON,
            NOT_SIGNED_IN,
            TOO_LARGE,
            TOO_MANY_REQUESTS,
            INTERNAL,
            UNAVAILABLE,
            OVERLOADED,
            OUTCOME_UNKNOWN);

    private final int number;
    private final Kind kind;
    private final String text;

    FailureCode(int number, Kind kind, String text) {
        this.number = number;
        this.kind = kind;
        this.text = text;
    }

    /** The number that the event bus carries. */
    public int number() {
        return number;
    }

    public Kind kind() {
        return kind;
    }

    /** The stable name on the wire, such as {@code not_a_member}. */
    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    public int httpStatus() {
        return number / 10;
    }

    /** The failure with its standard text. */
    public Failure failure() {
        return new Failure(this, text, kind == Kind.RETRY ? 1000L : null);
    }

    /** The failure with a text that says more. */
    public Failure because(String detail) {
        return new Failure(this, detail, kind == Kind.RETRY ? 1000L : null);
    }

    /** The failure with the time after which a repetition may succeed. */
    public Failure retryAfter(long milliseconds) {
        return new Failure(this, text, milliseconds);
    }

    /** The code with that name, or {@link #INTERNAL} for one that a newer node knows and this one does not. */
    public static FailureCode of(String code) {
        for (FailureCode candidate : values()) {
            if (candidate.code().equals(code)) {
                return candidate;
            }
        }
        return INTERNAL;
    }
}
