package dev.crosstalk.bus;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Something that happened, published once to everyone who listens to its address. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ConversationEvent.Created.class, name = "created"),
    @JsonSubTypes.Type(value = ConversationEvent.Message.class, name = "message"),
    @JsonSubTypes.Type(value = ConversationEvent.Edited.class, name = "edited"),
    @JsonSubTypes.Type(value = ConversationEvent.Deleted.class, name = "deleted"),
    @JsonSubTypes.Type(value = ConversationEvent.Reaction.class, name = "reaction"),
    @JsonSubTypes.Type(value = ConversationEvent.Pinned.class, name = "pinned"),
    @JsonSubTypes.Type(value = ConversationEvent.Unpinned.class, name = "unpinned"),
    @JsonSubTypes.Type(value = ConversationEvent.Member.class, name = "member"),
    @JsonSubTypes.Type(value = ConversationEvent.Renamed.class, name = "renamed"),
    @JsonSubTypes.Type(value = ReceiptEvent.class, name = "receipt"),
    @JsonSubTypes.Type(value = ReceiptsWithheld.class, name = "receipts_withheld"),
    @JsonSubTypes.Type(value = UserEvent.Membership.class, name = "membership"),
    @JsonSubTypes.Type(value = ConversationEvent.RoleChanged.class, name = "role"),
    @JsonSubTypes.Type(value = ConversationEvent.Configured.class, name = "settings"),
    @JsonSubTypes.Type(value = ConversationEvent.Retention.class, name = "retention"),
    @JsonSubTypes.Type(value = ConversationEvent.Trimmed.class, name = "trimmed"),
    @JsonSubTypes.Type(value = ConversationEvent.Gone.class, name = "gone"),
    @JsonSubTypes.Type(value = UserEvent.MessageHidden.class, name = "message_hidden"),
    @JsonSubTypes.Type(value = UserEvent.Draft.class, name = "draft"),
    @JsonSubTypes.Type(value = UserEvent.Saved.class, name = "saved"),
    @JsonSubTypes.Type(value = UserEvent.SessionEnded.class, name = "session_ended"),
    @JsonSubTypes.Type(value = UserEvent.SettingChanged.class, name = "setting"),
    @JsonSubTypes.Type(value = UserEvent.ContactChanged.class, name = "contact"),
    @JsonSubTypes.Type(value = DirectoryEvent.AccountCreated.class, name = "account_created"),
    @JsonSubTypes.Type(value = DirectoryEvent.AccountRenamed.class, name = "account_renamed"),
    @JsonSubTypes.Type(value = DirectoryEvent.AccountDeleted.class, name = "account_deleted"),
    @JsonSubTypes.Type(value = PresenceEvent.class, name = "presence"),
    @JsonSubTypes.Type(value = HereEvent.class, name = "here"),
    @JsonSubTypes.Type(value = PresenceLimited.class, name = "presence_limited"),
})
public sealed interface Event
        permits ConversationEvent, ReceiptsEvent, UserEvent, DirectoryEvent, PresenceEvent, PresenceLimited, HereEvent {

    /** The event's number in the counted line that it belongs to; 0 if it is not counted. */
    static long number(Event event) {
        if (event instanceof ConversationEvent conversation) {
            return conversation.rev();
        }
        if (event instanceof ReceiptsEvent receipt) {
            return receipt.receiptRev();
        }
        return event instanceof UserEvent user ? user.userRev() : 0;
    }
}
