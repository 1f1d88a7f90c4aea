package dev.crosstalk.bus;

import java.util.List;

/**
 * Who came to a room or group and who left it, at most once a second. It has no {@code rev} and may be lost; who wants to be sure
 * asks {@link PresenceCommand.ListHere}.
 *
 * @param count how many are here now
 * @param joined accounts that are here now, some of which may have been before; null where too many are here to name them
 * @param left accounts that are not here now; null likewise
 */
public record HereEvent(ConversationId conversation, int count, List<AccountId> joined, List<AccountId> left)
        implements Event {}
