package dev.crosstalk.bus;

import dev.crosstalk.bus.Addresses.Target;
import java.util.List;

/** Who may subscribe to a kind of address, and how that is refused. */
public enum AddressTerms {
    CONVERSATION("members", FailureCode.NOT_A_MEMBER),
    USER("that account", FailureCode.ACCESS_DENIED),
    PRESENCE(
            "who shares a conversation with the account or is its contact, as far as its setting `presence` permits",
            FailureCode.ACCESS_DENIED),
    DIRECTORY("the application's signed-in accounts", FailureCode.ACCESS_DENIED),
    NOBODY("nobody", FailureCode.ACCESS_DENIED);

    /** How besides every subscription can be refused or ended: too many of one socket; events were lost, subscribe again. */
    public static final List<FailureCode> COMMON = List.of(FailureCode.FORBIDDEN, FailureCode.UNAVAILABLE);

    private final String who;
    private final FailureCode refusal;

    AddressTerms(String who, FailureCode refusal) {
        this.who = who;
        this.refusal = refusal;
    }

    public static AddressTerms of(Target target) {
        if (target instanceof Target.Conversation) {
            return CONVERSATION;
        }
        if (target instanceof Target.User) {
            return USER;
        }
        if (target instanceof Target.Presence) {
            return PRESENCE;
        }
        return target instanceof Target.Directory ? DIRECTORY : NOBODY;
    }

    /** For people. */
    public String who() {
        return who;
    }

    /** What others are told who subscribe, and whoever belongs to it no more. */
    public FailureCode refusal() {
        return refusal;
    }
}
