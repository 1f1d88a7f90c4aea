package dev.crosstalk.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crosstalk.bus.ConversationKind;
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
 * An export of Slack: a zip with {@code users.json}, {@code channels.json}, {@code groups.json}, perhaps {@code mpims.json} and
 * {@code dms.json}, and a file of messages for each day in a folder for each of them: of a direct conversation it has its id for a
 * name.
 */
final class SlackExport {
    private static final String SYSTEM = "USLACKBOT";
    private static final int MOST_REACTIONS = 50;
    /** What does not happen to conversations of certain people here. */
    private static final Set<String> COMINGS =
            Set.of("channel_join", "group_join", "channel_leave", "group_leave", "channel_name", "group_name");

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
        found |= among("mpims.json");
        found |= among("dms.json");
        if (!found) {
            throw new IOException("there is nothing in channels.json, groups.json, mpims.json or dms.json of the zip:"
                    + " it is no export of Slack");
        }
    }

    /** Conversations of certain people. */
    private boolean among(String file) throws IOException {
        JsonNode conversations = list(file);
        for (JsonNode conversation : conversations) {
            among(conversation);
        }
        return conversations.size() > 0;
    }

    /** Two, or one with oneself, are a direct conversation; if more are named, or they have had one before, a group. */
    private void among(JsonNode conversation) throws IOException {
        String id = conversation.path("id").asText("");
        Set<String> people = new LinkedHashSet<>();
        conversation.path("members").forEach(member -> people.add(known(member.asText())));
        if (id.isEmpty() || people.isEmpty()) {
            tally.skipped("a private conversation of nobody");
            return;
        }
        boolean direct = people.size() <= 2 && archive.isFirst(people);
        String first = people.iterator().next();
        String creator = direct ? first : known(conversation.path("creator").asText(first));
        long created = conversation.path("created").asLong(0) * 1000;
        ConversationKind kind = direct ? ConversationKind.DIRECT : ConversationKind.GROUP;
        try (Room room = archive.room(Room.Heading.among(id, kind, creator, created))) {
            tally.taken(direct ? "direct conversations" : "groups");
            people.forEach(room::member);
            List<String> files = zip.files(conversation.path("name").asText(id));
            messages(room, files.isEmpty() ? zip.files(id) : files);
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
        try (Room room =
                archive.room(Room.Heading.room(channel.path("id").asText(title), title, creator, created, open))) {
            tally.taken("rooms");
            channel.path("members").forEach(member -> room.member(known(member.asText())));
            messages(room, zip.files(title));
        }
    }

    private void messages(Room room, List<String> files) throws IOException {
        Map<String, Long> numbers = new HashMap<>();
        for (String file : files) {
            List<JsonNode> messages = new ArrayList<>();
            list(file).forEach(messages::add);
            messages.sort(
                    Comparator.comparing(message -> time(message.path("ts").asText("0"))));
            for (JsonNode message : messages) {
                message(room, message, numbers);
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
        if (!room.isRoom() && COMINGS.contains(subtype)) {
            tally.skipped("who comes or goes where people are given");
            return;
        }
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
