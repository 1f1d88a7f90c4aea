package dev.crosstalk.persistence;

import dev.crosstalk.message.Draft.Seat;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** How far each device is. The rows of a session go when the session goes. */
final class DeviceCursors {
    private DeviceCursors() {}

    private record Row(long session, Seat seat, long application, long delivered, long read) {}

    /** @param lastSeq beyond which no cursor goes */
    static Future<Void> write(
            Statements statements, List<Seat> seats, Map<Seat, PendingMark> marks, ToLongFunction<Seat> lastSeq) {
        List<Row> rows = new ArrayList<>();
        for (Seat seat : seats) {
            long last = lastSeq.applyAsLong(seat);
            long application = marks.get(seat).application().value();
            marks.get(seat)
                    .devices()
                    .forEach((session, device) -> rows.add(new Row(
                            session,
                            seat,
                            application,
                            Math.min(last, device.delivered()),
                            Math.min(last, device.read()))));
        }
        List<Row> all = Marks.padded(rows);
        List<Object> values = new ArrayList<>();
        all.forEach(row -> values.addAll(List.of(
                row.application(),
                row.session(),
                row.seat().conversation(),
                row.seat().account(),
                row.delivered(),
                row.read())));
        return statements
                .run(
                        "INSERT INTO device_cursor (application_id, session_id, conversation_id, account_id, delivered_seq,"
                                + " read_seq) VALUES " + Marks.tuples(all.size(), 6) + " "
                                + statements
                                        .dialect()
                                        .orRaise(
                                                "session_id, conversation_id",
                                                List.of(),
                                                List.of("delivered_seq", "read_seq")),
                        values)
                .mapEmpty();
    }
}
