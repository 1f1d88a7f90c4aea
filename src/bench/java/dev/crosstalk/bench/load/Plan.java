package dev.crosstalk.bench.load;

import java.util.List;
import java.util.Map;

/**
 * What the load process does: opens the sockets, warms up, measures.
 *
 * @param dialect the protocol that is spoken, a name of {@link Dialects}
 * @param members one socket each
 * @param rooms what a member's numbers of rooms stand for
 * @param watched processes whose CPU time is measured, by what they are
 * @param connecting how many sockets may be on their way to being open at once
 * @param storms how often all sockets are dropped at once and opened again, before anything is sent
 * @param stalled how many members, the last ones, stop reading before anything is sent
 * @param asks what is sent in turn instead of messages, if there are any; for servers of this project
 */
public record Plan(
        String dialect,
        List<Member> members,
        List<String> rooms,
        Map<String, Long> watched,
        Load load,
        int connecting,
        int storms,
        int stalled,
        List<Ask> asks) {

    /** A command with the JSON of its body. */
    public record Ask(String address, String body) {}

    /** @param token what opens the socket; null where none is needed */
    public record Member(int port, String token, List<Integer> rooms) {}

    /**
     * Messages go to the rooms in turn, from the members of each in turn.
     *
     * @param perSecond at which times messages are due, whatever became of those before; 0 for as fast as the server takes them
     * @param window if so: how many messages may be under way, that is, have not reached all who wait for them
     * @param textBytes of a message
     */
    public record Load(double perSecond, int window, double warmUpSeconds, double seconds, int textBytes) {
        /** Sockets that only stay open. */
        public static Load none(double warmUpSeconds, double seconds) {
            return new Load(0, 0, warmUpSeconds, seconds, 0);
        }

        boolean sends() {
            return perSecond > 0 || window > 0;
        }
    }
}
