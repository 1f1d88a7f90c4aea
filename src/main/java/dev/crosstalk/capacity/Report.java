package dev.crosstalk.capacity;

import dev.crosstalk.bus.Json;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a load needs, as a table for people and as JSON for programs. */
record Report(Capacity capacity) {
    private static final int LIMIT_WIDTH = Arrays.stream(Limit.Kind.values())
            .mapToInt(kind -> kind.text().length())
            .max()
            .orElse(0);

    private record Line(String key, double value, String text) {}

    String table() {
        StringBuilder table = new StringBuilder();
        figures(table, "The load", true);
        figures(table, "What it costs", false);
        sections().forEach((title, lines) -> {
            table.append('\n').append(title).append('\n');
            lines.forEach(line -> table.append("%16s  %s%n".formatted(Numbers.shown(line.value), line.text)));
        });
        limits(table);
        return table.toString();
    }

    private void figures(StringBuilder table, String title, boolean load) {
        table.append(load ? "" : "\n").append(title).append('\n');
        for (Figure figure : Figure.values()) {
            if (figure.isLoad() == load) {
                table.append("%16s  --%-24s %s (%s)%n"
                        .formatted(
                                Numbers.shown(capacity.figures().of(figure)),
                                figure.option(),
                                figure.text(),
                                capacity.figures().basis(figure).text()));
            }
        }
    }

    private void limits(StringBuilder table) {
        String row = "%-" + LIMIT_WIDTH + "s %12s %12s %7s %15s%n";
        table.append("\nWhat breaks first\n").append(row.formatted("", "needs", "may be used", "times", "daily users"));
        for (Limit limit : capacity.limits()) {
            table.append(row.formatted(
                    limit.kind().text(),
                    Numbers.shown(limit.need()),
                    Numbers.shown(limit.have()),
                    Numbers.shown(limit.times()),
                    Numbers.shown(Math.floor(limit.users()))));
        }
    }

    String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(
                "figures",
                Arrays.stream(Figure.values())
                        .collect(Collectors.toMap(Figure::option, this::json, (a, b) -> a, LinkedHashMap::new)));
        Map<String, Object> needs = new LinkedHashMap<>();
        sections().values().forEach(lines -> lines.forEach(line -> needs.put(line.key, Numbers.exact(line.value))));
        all.put("needs", needs);
        all.put("decidedBy", capacity.nodes().decidedBy());
        all.put("limits", capacity.limits().stream().map(Report::json).toList());
        return Json.write(all);
    }

    private Object json(Figure figure) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("value", Numbers.exact(capacity.figures().of(figure)));
        value.put("basis", capacity.figures().basis(figure).text());
        value.put("text", figure.text());
        return value;
    }

    private static Object json(Limit limit) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("limit", limit.kind().key());
        value.put("text", limit.kind().text());
        value.put("need", Numbers.exact(limit.need()));
        value.put("have", Numbers.exact(limit.have()));
        value.put("dailyUsers", Numbers.exact(Math.floor(limit.users())));
        return value;
    }

    private Map<String, List<Line>> sections() {
        Map<String, List<Line>> sections = new LinkedHashMap<>();
        sections.put("At the peak", traffic(capacity.traffic()));
        sections.put("Nodes", nodes(capacity.nodes()));
        sections.put("Stores", stores(capacity.stores()));
        return sections;
    }

    private List<Line> traffic(Traffic traffic) {
        return List.of(
                new Line("online", traffic.online(), "people connected"),
                new Line("sockets", traffic.sockets(), "sockets"),
                new Line("visits", traffic.visits(), "connections made/s"),
                new Line("posts", traffic.posts(), "posts/s"),
                new Line("listeners", traffic.listeners(), "sockets that hear an average post"),
                new Line("cursors", traffic.cursors(), "cursors moved/s"),
                new Line("messages", traffic.messages(), "deliveries of messages/s"),
                new Line("hotDeliveries", Traffic.hotDeliveries(capacity.figures()), "of these in the largest room"),
                new Line("receipts", traffic.receipts(), "deliveries of receipts/s"),
                new Line("presenceChanges", traffic.presenceChanges(), "changes of presence/s"),
                new Line("presence", traffic.presence(), "deliveries of these/s"),
                new Line("framesOut", traffic.framesOut(), "frames/s to sockets"),
                new Line("framesIn", traffic.framesIn(), "frames/s from sockets"));
    }

    private List<Line> nodes(Nodes nodes) {
        return List.of(
                new Line("bridgeNodes", nodes.bridge(), "bridge and API nodes, for " + nodes.decidedBy()),
                new Line("bridgeCores", nodes.bridgeCores(), "cores busy on them"),
                new Line("socketsGb", nodes.socketsGb(), "GB for sockets"),
                new Line("stormSeconds", nodes.stormSeconds(), "s until everybody is back, with the spare ones lost"),
                new Line("persistenceNodes", nodes.persistence(), "persistence nodes"),
                new Line("persistenceCores", nodes.persistenceCores(), "cores busy on them"),
                new Line("presenceNodes", nodes.presence(), "presence nodes, of which one announces"),
                new Line("busMessages", nodes.busMessages(), "messages/s between nodes"),
                new Line(
                        "headsRows",
                        Registrations.rowsOfOneAnswer(capacity.figures(), capacity.traffic()),
                        "rows of one answer to a bridge node that asks what has changed, every 3 s"),
                new Line("registrations", capacity.registrations(), "registrations in Hazelcast"));
    }

    private List<Line> stores(Stores stores) {
        return List.of(
                new Line("primaries", stores.primaries(), "MySQL primaries (this build uses one)"),
                new Line("mysqlServers", stores.servers(), "MySQL servers with all copies"),
                new Line("messagesGbAYear", stores.gbAYear(), "GB of messages a year, one copy"),
                new Line("membersGb", stores.membersGb(), "GB of memberships, one copy"),
                new Line("redisWrites", stores.redisWrites(), "entries/s written to Redis"),
                new Line("redisServers", stores.redis(), "Redis servers (this build uses one for presence)"),
                new Line("redisGb", stores.redisGb(), "GB in Redis"),
                new Line("searchNodes", stores.search(), "search nodes (this build has no search)"),
                new Line("searchGbAYear", stores.searchGbAYear(), "GB of search index a year, one copy"));
    }
}
