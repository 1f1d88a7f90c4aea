package dev.crosstalk.transfer;

import dev.crosstalk.bus.ArchiveLine;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.ConversationSettings;
import dev.crosstalk.bus.JoinPolicy;
import dev.crosstalk.bus.Json;
import dev.crosstalk.bus.Role;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A conversation of another system: numbers its messages 1 to N, its changes 1 to R, and lets no time go back. */
final class Room implements AutoCloseable {
    private final ForeignArchive archive;
    private final Heading heading;
    private final Path file;
    private final OutputStream timeline;
    private final Map<String, Boolean> members = new LinkedHashMap<>();
    private final Set<String> people = new LinkedHashSet<>();
    private long lines;
    private long seq;
    private long rev = 1;
    private long time;

    /**
     * @param title of a direct conversation null; of a group what it is called if its people have another one, or null
     * @param creator somebody who is known
     */
    record Heading(String id, ConversationKind kind, String title, String creator, long createdAt, boolean open) {
        static Heading room(String id, String title, String creator, long createdAt, boolean open) {
            return new Heading(id, ConversationKind.ROOM, Texts.title(title), creator, createdAt, open);
        }

        /** Of these people and nobody else, whoever else says something in it. */
        static Heading among(String id, ConversationKind kind, String creator, long createdAt) {
            return new Heading(id, kind, null, creator, createdAt, false);
        }

        boolean isRoom() {
            return kind == ConversationKind.ROOM;
        }
    }

    /** @param account somebody who is known */
    record Reaction(String account, String kind) {}

    Room(ForeignArchive archive, Heading heading) throws IOException {
        this.archive = archive;
        this.heading = heading;
        this.file = Files.createTempFile("crosstalk", ".room");
        this.timeline = new BufferedOutputStream(Files.newOutputStream(file));
        this.time = heading.createdAt();
        if (heading.isRoom()) {
            present(heading.creator());
        } else {
            people.add(heading.creator());
        }
        write(new ArchiveLine.Entry(rev, 0, "created", heading.creator(), null, heading.title(), heading.createdAt()));
    }

    boolean isRoom() {
        return heading.isRoom();
    }

    /** Somebody says or does something: in a room that one is a member, among certain people perhaps not. */
    private void present(String account) {
        people.add(account);
        if (heading.isRoom()) {
            members.putIfAbsent(account, true);
        }
    }

    /** Somebody is a member, whatever is said. */
    void member(String account) {
        people.add(account);
        members.putIfAbsent(account, true);
    }

    /**
     * @param replyTo the number of an earlier message, or null
     * @param editedAt null if it was not edited
     * @return its number
     */
    long message(String sender, String text, long at, Long replyTo, Long editedAt, List<Reaction> reactions)
            throws IOException {
        present(sender);
        time = Math.max(time, at);
        write(new ArchiveLine.Message(
                ++seq, ++rev, sender, null, text, time, editedAt, null, null, replyTo, null, null));
        for (Reaction reaction : reactions) {
            present(reaction.account());
            write(new ArchiveLine.Reaction(seq, reaction.account(), reaction.kind(), ++rev, null, time));
        }
        return seq;
    }

    /** A message that is not there any more. */
    long deleted(String sender, long at) throws IOException {
        present(sender);
        time = Math.max(time, at);
        write(new ArchiveLine.Message(++seq, ++rev, sender, null, "", time, null, time, sender, null, null, null));
        return seq;
    }

    void joined(String account, long at) throws IOException {
        people.add(account);
        members.put(account, true);
        entry("joined", account, account, null, at);
    }

    void left(String account, long at) throws IOException {
        people.add(account);
        members.put(account, false);
        entry("left", account, account, null, at);
    }

    void renamed(String account, String title, long at) throws IOException {
        present(account);
        entry("renamed", account, null, Texts.title(title), at);
    }

    private void entry(String kind, String actor, String subject, String data, long at) throws IOException {
        time = Math.max(time, at);
        write(new ArchiveLine.Entry(++rev, seq, kind, actor, subject, data, time));
    }

    private void write(ArchiveLine line) throws IOException {
        timeline.write(Json.write(line).getBytes(StandardCharsets.UTF_8));
        timeline.write('\n');
        lines++;
    }

    /** Writes it into the archive. */
    @Override
    public void close() throws IOException {
        timeline.close();
        try {
            for (String account : people) {
                archive.account(account);
            }
            archive.write(new ArchiveLine.Conversation(
                    heading.id(),
                    heading.kind(),
                    heading.isRoom() ? heading.title() : archive.title(heading.kind(), members.keySet()),
                    heading.creator(),
                    heading.createdAt(),
                    rev,
                    1,
                    1,
                    settings(),
                    null,
                    null));
            for (Map.Entry<String, Boolean> member : members.entrySet()) {
                Role role = owns(member.getKey()) && member.getValue() ? Role.OWNER : Role.MEMBER;
                String state = member.getValue() ? "active" : "left";
                archive.write(new ArchiveLine.Member(member.getKey(), role, state, 0, 1, null, null, null));
            }
            archive.append(file, lines);
        } finally {
            Files.delete(file);
        }
    }

    /** Who made it, or else whoever is named first; nobody owns a direct conversation. */
    private boolean owns(String account) {
        String owner = members.containsKey(heading.creator())
                ? heading.creator()
                : members.keySet().iterator().next();
        return heading.kind() != ConversationKind.DIRECT && account.equals(owner);
    }

    private ConversationSettings settings() {
        ConversationSettings usual = ConversationSettings.of(heading.kind());
        return heading.open() || !heading.isRoom() ? usual : usual.with(JoinPolicy.INVITE, null, null);
    }
}
