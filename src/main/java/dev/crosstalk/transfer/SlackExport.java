package dev.crosstalk.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.Json;
import dev.crosstalk.bus.ReactionKind;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An export of Slack: a zip with {@code users.json}, {@code channels.json}, {@code groups.json}, and a file of messages for each day
 * in a folder for each channel.
 */
final class SlackExport {
    private static final String SYSTEM = "USLACKBOT";
    private static final int MOST_REACTIONS = 50;

    private final SafeZip zip;
    private final ForeignArchive archive;
    private final Tally tally;

    private SlackExport(SafeZip zip, ForeignArchive archive) {
        this.zip = zip;
        this.archive = archive;
        this.tally = archive.tally();
    }

    static void convert(Path file, ForeignArchive archive, SafeZip.Limits limits) throws IOException {
        try (SafeZip zip = new SafeZip(file, limits)) {
            new SlackExport(zip, archive).convert();
        }
    }

    private void convert() throws IOException {
        archive.person(SYSTEM, "slackbot");
        JsonNode users = list("users.json");
        users.forEach(user -> {
            archive.person(user.path("id").asText(), name(user));
            tally.taken("people");
        });
        boolean found = channels("channels.json", true);
        found |= channels("groups.json", false);
        if (!found) {
            throw new IOException("neither channels.json nor groups.json is in the zip: it is no export of Slack");
        }
        for (String direct : List.of("dms.json", "mpims.json")) {
            list(direct).forEach(one -> tally.skipped("a private conversation of " + direct));
        }
    }

    private static String name(JsonNode user) {
        for (String name : List.of(
                user.path("profile").path("display_name").asText(""),
                user.path("name").asText(""),
                user.path("real_name").asText(""))) {
            if (!name.isBlank()) {
                return name;
            }
        }
        return user.path("id").asText();
    }

    private boolean channels(String file, boolean open) throws IOException {
        JsonNode channels = list(file);
        for (JsonNode channel : channels) {
            channel(channel, open);
        }
        return channels.size() > 0;
    }

    /** A JSON list; an empty one if the file is missing. */
    private JsonNode list(String file) throws IOException {
        byte[] bytes = zip.read(file);
        try {
            JsonNode list = Json.parse(bytes == null ? "[]" : new String(bytes, StandardCharsets.UTF_8));
            if (list.isArray()) {
                return list;
            }
        } catch (Failure notJson) {
            throw new IOException(file + " in the zip is not JSON", notJson);
        }
        throw new IOException(file + " in the zip is not a list");
    }

    private void channel(JsonNode channel, boolean open) throws IOException {
        String title = channel.path("name").asText("channel");
        String creator = known(channel.path("creator").asText(SYSTEM));
        long created = channel.path("created").asLong(0) * 1000;
        try (Room room = archive.room(channel.path("id").asText(title), title, creator, created, open)) {
            tally.taken("rooms");
            channel.path("members").forEach(member -> room.member(known(member.asText())));
            Map<String, Long> numbers = new HashMap<>();
            for (String file : zip.files(title)) {
                List<JsonNode> messages = new ArrayList<>();
                list(file).forEach(messages::add);
                messages.sort(
                        Comparator.comparing(message -> time(message.path("ts").asText("0"))));
                for (JsonNode message : messages) {
                    message(room, message, numbers);
                }
            }
        }
    }

    /** A person; one of whom there is nothing but an id is called by it. */
    private String known(String id) {
        archive.person(id, id);
        return id;
    }

    private static BigDecimal time(String ts) {
        try {
            return new BigDecimal(ts);
        } catch (NumberFormatException e) {
            return BigDecimal.ZERO;
        }
    }

    private static long millis(String ts) {
        return Math.max(0, time(ts).movePointRight(3).longValue());
    }

    private void message(Room room, JsonNode message, Map<String, Long> numbers) throws IOException {
        String ts = message.path("ts").asText("0");
        long at = millis(ts);
        String subtype = message.path("subtype").asText("");
        switch (subtype) {
            case "", "thread_broadcast", "file_share", "bot_message", "me_message", "file_comment", "reply_broadcast" ->
                said(room, message, subtype, at, numbers);
            case "channel_join", "group_join" -> {
                room.joined(sender(message), at);
                tally.taken("joins");
            }
            case "channel_leave", "group_leave" -> {
                room.left(sender(message), at);
                tally.taken("leaves");
            }
            case "channel_name", "group_name" -> {
                room.renamed(sender(message), message.path("name").asText("channel"), at);
                tally.taken("renames");
            }
            case "tombstone" -> {
                numbers.put(ts, room.deleted(sender(message), at));
                tally.taken("deleted messages");
            }
            default -> tally.skipped("a message of the subtype " + subtype);
        }
    }

    private void said(Room room, JsonNode message, String subtype, long at, Map<String, Long> numbers)
            throws IOException {
        String text = Texts.message((subtype.equals("me_message") ? "/me " : "") + text(message));
        if (text.isEmpty()) {
            tally.skipped("a message without a text");
            return;
        }
        String ts = message.path("ts").asText("0");
        String thread = message.path("thread_ts").asText(ts);
        Long replyTo = thread.equals(ts) ? null : numbers.get(thread);
        if (replyTo != null) {
            tally.taken("replies");
        } else if (!thread.equals(ts)) {
            tally.skipped("the thread of a reply whose beginning is missing");
        }
        JsonNode edited = message.path("edited").path("ts");
        Long editedAt = edited.isMissingNode() ? null : Long.valueOf(millis(edited.asText()));
        numbers.put(ts, room.message(sender(message), text, at, replyTo, editedAt, reactions(message)));
        tally.taken("messages");
        if (editedAt != null) {
            tally.taken("edited messages");
        }
    }

    private String sender(JsonNode message) {
        String user = message.path("user").asText("");
        if (!user.isEmpty()) {
            return known(user);
        }
        String bot = message.path("bot_id").asText(message.path("username").asText(""));
        if (bot.isEmpty()) {
            return SYSTEM;
        }
        String id = ("bot:" + (bot.length() > 50 ? bot.substring(0, 50) : bot)).strip();
        archive.person(id, message.path("username").asText(bot));
        return id;
    }

    private List<Room.Reaction> reactions(JsonNode message) {
        Set<Room.Reaction> reactions = new LinkedHashSet<>();
        Set<String> kinds = new HashSet<>();
        for (JsonNode reaction : message.path("reactions")) {
            Optional<String> kind = kind(reaction.path("name").asText(""));
            if (kind.isEmpty() || (kinds.size() == MOST_REACTIONS && !kinds.contains(kind.get()))) {
                tally.skipped("a reaction with a name that none can have here, or the 51st of a message");
                continue;
            }
            kinds.add(kind.get());
            for (JsonNode user : reaction.path("users")) {
                if (reactions.add(new Room.Reaction(known(user.asText()), kind.get()))) {
                    tally.taken("reactions");
                }
            }
        }
        return List.copyOf(reactions);
    }

    /** Slack has names for emoji, too; those of one emoji in several tones of skin are one here. */
    private static Optional<String> kind(String name) {
        String kind = ":" + name.replaceFirst("::skin-tone-[2-6]$", "").toLowerCase(Locale.ROOT) + ":";
        try {
            return Optional.of(ReactionKind.require(kind));
        } catch (Failure impossible) {
            return Optional.empty();
        }
    }

    /** What was written, and what was attached by its name: the files themselves are not in an export. */
    private String text(JsonNode message) {
        StringBuilder text = new StringBuilder(Mrkdwn.plain(message.path("text").asText(""), archive::name));
        message.path("files").forEach(file -> {
            text.append(text.length() == 0 ? "" : "\n")
                    .append("[file: ")
                    .append(file.path("name").asText("?"))
                    .append(']');
            tally.skipped("the content of a file");
        });
        if (text.length() == 0) {
            message.path("attachments")
                    .forEach(attachment -> text.append(text.length() == 0 ? "" : "\n")
                            .append(Mrkdwn.plain(attachment.path("fallback").asText(""), archive::name)));
        }
        return text.toString();
    }
}
