package dev.crosstalk.persistence;

import dev.crosstalk.bus.Role;
import dev.crosstalk.message.Draft.Seat;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** When members posted in slow mode: one statement for a batch that has such posts, none for the others. */
final class SlowPosts {
    private SlowPosts() {}

    /** The rows exist, and their conversations are locked: it always updates; what stands for other columns is never inserted. */
    static Future<Void> write(Statements statements, Map<Seat, Long> posts) {
        if (posts.isEmpty()) {
            return Future.succeededFuture();
        }
        List<Map.Entry<Seat, Long>> all = Marks.padded(posts.entrySet());
        List<Object> values = new ArrayList<>();
        all.forEach(post -> values.addAll(
                List.of(post.getKey().conversation(), post.getKey().account(), post.getValue())));
        String row = "(0, ?, ?, '" + Role.MEMBER.text() + "', 0, 0, 0, 0, ?)";
        return statements
                .run(
                        "INSERT INTO member (application_id, conversation_id, account_id, role, active, joined_seq, rev,"
                                + " user_rev, last_post_at) VALUES "
                                + String.join(",", Collections.nCopies(all.size(), row)) + " "
                                + statements.dialect().orUpdate("conversation_id, account_id", List.of("last_post_at")),
                        values)
                .mapEmpty();
    }
}
