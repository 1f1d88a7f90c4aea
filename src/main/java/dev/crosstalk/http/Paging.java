package dev.crosstalk.http;

import dev.crosstalk.bus.ChatCommand;
import dev.crosstalk.bus.FailureCode;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which page of a list is asked for: {@code page} from 1 on, of {@code limit} entries each. The list itself is the body; how many there are
 * and where the other pages are stand in headers ({@code X-Total-Count}, and {@code Link} of RFC 8288).
 */
record Paging(int page, int limit) {
    /** As parameters of an operation. */
    static final Map<String, Class<?>> PARAMETERS = Map.of("page", Integer.class, "limit", Integer.class);

    private static final int FIRST = 1;
    private static final int USUAL_LIMIT = 10;

    /** @param query what is looked for, or null */
    private record Asked(Integer page, Integer limit, String query) {}

    /** @throws dev.crosstalk.bus.Failure {@link FailureCode#BAD_REQUEST} if there is no such page */
    static Paging of(RoutingContext context) {
        Asked asked = RequestBinder.bind(context, Asked.class);
        int page = asked.page() == null ? FIRST : asked.page();
        int limit = asked.limit() == null ? USUAL_LIMIT : asked.limit();
        if (page < FIRST) {
            throw FailureCode.BAD_REQUEST.because("page is below 1");
        }
        if (limit < 1 || limit > ChatCommand.MOST_OF_A_PAGE) {
            throw FailureCode.BAD_REQUEST.because("limit is not between 1 and " + ChatCommand.MOST_OF_A_PAGE);
        }
        return new Paging(page, limit);
    }

    /** What is looked for, or null. */
    static String query(RoutingContext context) {
        return RequestBinder.bind(context, Asked.class).query();
    }

    static Map<String, Class<?>> parameters(Map<String, Class<?>> others) {
        Map<String, Class<?>> all = new LinkedHashMap<>(PARAMETERS);
        all.putAll(others);
        return all;
    }

    /** @param total entries on all pages; null if that is not known */
    void answer(RoutingContext context, List<?> entries, Long total) {
        List<String> links = new ArrayList<>();
        if (page > FIRST) {
            links.add(link(context, page - 1, "prev"));
        }
        if (total == null ? entries.size() == limit : (long) page * limit < total) {
            links.add(link(context, page + 1, "next"));
        }
        if (!links.isEmpty()) {
            context.response().putHeader("Link", String.join(", ", links));
        }
        if (total != null) {
            context.response().putHeader("X-Total-Count", Long.toString(total));
        }
        Answer.value(context, 200, entries);
    }

    private String link(RoutingContext context, int other, String relation) {
        StringBuilder url = new StringBuilder(context.request().path())
                .append("?page=")
                .append(other)
                .append("&limit=")
                .append(limit);
        String query = query(context);
        if (query != null) {
            url.append("&query=").append(java.net.URLEncoder.encode(query, java.nio.charset.StandardCharsets.UTF_8));
        }
        return "<" + url + ">; rel=\"" + relation + "\"";
    }
}
