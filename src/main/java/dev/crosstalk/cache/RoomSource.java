package dev.crosstalk.cache;

import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationView;
import dev.crosstalk.conversation.ConversationStore.Position;
import io.vertx.core.Future;
import java.util.List;

/** The database, as the directory of rooms reads it. */
public interface RoomSource {

    /** Rooms of the application, open or not, in no order. */
    Future<List<Room>> rooms(ApplicationId application, int limit);

    /** Those of the conversations that are rooms of the application. */
    Future<List<Room>> rooms(ApplicationId application, List<ConversationId> conversations);

    /** A room in which somebody is, and where it stands in the directory. */
    record OwnRoom(Position place, String titleKey) {}

    /** The rooms of which the caller is a member, in no order. */
    Future<List<OwnRoom>> own(Caller caller);

    /** Those of the conversations of which the caller is a member, as the caller sees them, in no order. */
    Future<List<ConversationView>> views(Caller caller, List<ConversationId> conversations);
}
