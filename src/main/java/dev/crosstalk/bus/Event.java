package dev.crosstalk.bus;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Something that happened, published once to everyone who listens to its address. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ConversationEvent.Created.class, name = "created"),
    @JsonSubTypes.Type(value = ConversationEvent.Message.class, name = "message"),
    @JsonSubTypes.Type(value = ConversationEvent.Member.class, name = "member"),
    @JsonSubTypes.Type(value = ConversationEvent.Renamed.class, name = "renamed"),
    @JsonSubTypes.Type(value = UserEvent.ConversationJoined.class, name = "conversation_joined"),
    @JsonSubTypes.Type(value = UserEvent.ConversationLeft.class, name = "conversation_left"),
    @JsonSubTypes.Type(value = UserEvent.SessionEnded.class, name = "session_ended"),
    @JsonSubTypes.Type(value = DirectoryEvent.AccountCreated.class, name = "account_created"),
    @JsonSubTypes.Type(value = DirectoryEvent.AccountRenamed.class, name = "account_renamed"),
    @JsonSubTypes.Type(value = PresenceEvent.class, name = "presence"),
})
public sealed interface Event permits ConversationEvent, UserEvent, DirectoryEvent, PresenceEvent {}
