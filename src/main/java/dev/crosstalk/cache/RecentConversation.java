package dev.crosstalk.cache;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationEvent.Edited;
import dev.crosstalk.bus.ConversationEvent.Message;
import dev.crosstalk.bus.ConversationEvent.MessageEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.ConversationSettings;
import dev.crosstalk.conversation.Membership;
import dev.crosstalk.message.MessageStore.Standing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A conversation as it was at one revision: its head, its people, and its latest messages. It never changes, so that it is either
 * what the database has at that revision or must not be served.
 *
 * @param changedAt database time of the last change; two histories that give a revision the same number differ in it
 * @param seats everybody who is or was a member; null where they are too many * @param messages the latest ones without a gap, ascending
 * @param entries what is no message and happened behind message {@code entriesFrom} or later, in order of rev; null where it is too
 *     much
 */
public record RecentConversation(
        ConversationId conversation,
        ApplicationId application,
        ConversationKind kind,
        ConversationSettings settings,
        long rev,
        long changedAt,
        long firstRev,
        long lastSeq,
        long firstSeq,
        List<Seat> seats,
        List<MessageEvent> messages,
        List<Entry> entries,
        long entriesFrom) {
    /** As that of a page from the database: little enough for a slow connection. */
    private static final long PAGE_BYTES = 512 << 10;

    private static final int SHORT = 1_000;
    private static final int HEAD_BYTES = 512;
    private static final int SEAT_BYTES = 120;
    private static final int MESSAGE_BYTES = 300;

    /** What a conversation has one of at a time. */
    public record Version(long rev, long changedAt) {}
    /** What happened behind a message. */
    public record Entry(long afterSeq, ConversationEvent event) {}

    /** Somebody's place. */
    public record Seat(AccountId account, Membership membership) {}

    public RecentConversation {
        seats = seats == null ? null : List.copyOf(seats);
        messages = List.copyOf(messages);
        entries = entries == null ? null : List.copyOf(entries);
    }

    Version version() {
        return new Version(rev, changedAt);
    }

    /** Whether it is about that conversation at that version, and of one piece. */
    boolean is(ConversationId wanted, Version at) {
        if (!conversation.equals(wanted) || !version().equals(at)) {
            return false;
        }
        long next = lastSeq - messages.size() + 1;
        for (MessageEvent message : messages) {
            if (message.seq() != next++
                    || message.rev() > rev
                    || !message.conversation().equals(wanted)) {
                return false;
            }
        }
        return true;
    }

    /** As the account sees it; empty if that cannot be said. */
    Optional<Standing> standing(AccountId account) {
        if (seats == null) {
            return Optional.empty();
        }
        Optional<Membership> membership = seats.stream()
                .filter(seat -> seat.account().equals(account))
                .map(Seat::membership)
                .findFirst();
        return Optional.of(new Standing(application, kind, settings, rev, firstRev, lastSeq, firstSeq, membership));
    }

    /** What {@link dev.crosstalk.message.MessageStore#range} answers; empty if some of it is not here. */
    Optional<List<MessageEvent>> range(long from, long to, boolean latest, int limit) {
        long lowest = lastSeq - messages.size() + 1;
        if (to > lastSeq) {
            return Optional.empty();
        }
        List<MessageEvent> found = messages.stream()
                .filter(message -> message.seq() >= from && message.seq() <= to)
                .toList();
        if (from < lowest && !(latest && found.size() >= limit)) {
            return Optional.empty();
        }
        return Optional.of(latest ? lastThatFit(found, limit) : firstThatFit(found, limit));
    }

    private static List<MessageEvent> firstThatFit(List<MessageEvent> all, int limit) {
        int count = 0;
        long bytes = 0;
        for (MessageEvent message : all) {
            bytes += bytes(message);
            if (count == limit || (count > 0 && bytes > PAGE_BYTES)) {
                break;
            }
            count++;
        }
        return all.subList(0, count);
    }

    private static List<MessageEvent> lastThatFit(List<MessageEvent> all, int limit) {
        int count = 0;
        long bytes = 0;
        while (count < all.size() && count < limit) {
            bytes += bytes(all.get(all.size() - 1 - count));
            if (count > 0 && bytes > PAGE_BYTES) {
                break;
            }
            count++;
        }
        return all.subList(all.size() - count, all.size());
    }

    private static long bytes(MessageEvent message) {
        String text = text(message);
        return text.length() < SHORT ? text.length() : text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String text(MessageEvent message) {
        String text =
                message instanceof Message said ? said.text() : message instanceof Edited edited ? edited.text() : "";
        return text == null ? "" : text;
    }

    /**
     * What is no message and happened behind the messages of a range, at that revision or later; empty if some of it is not here.
     *
     * @param limit cuts the older ones off
     */
    Optional<List<ConversationEvent>> entries(long firstEntry, long from, long to, int limit) {
        if (entries == null || from < entriesFrom || to > lastSeq) {
            return Optional.empty();
        }
        List<ConversationEvent> found = entries.stream()
                .filter(entry -> entry.afterSeq() >= from && entry.afterSeq() <= to)
                .map(Entry::event)
                .filter(event -> event.rev() >= firstEntry)
                .toList();
        return Optional.of(found.subList(Math.max(0, found.size() - limit), found.size()));
    }

    /** With the next message. @param most messages that are kept */
    RecentConversation with(Message next, int most) {
        List<MessageEvent> all = new ArrayList<>(messages);
        all.add(next);
        List<MessageEvent> kept = lastThatFit(all, most);
        return new RecentConversation(
                conversation,
                application,
                kind,
                settings,
                next.rev(),
                next.time(),
                firstRev,
                next.seq(),
                firstSeq,
                seats,
                kept,
                entries,
                entriesFrom);
    }

    /** About how much memory it takes. */
    long bytes() {
        long bytes = HEAD_BYTES + (seats == null ? 0 : (long) SEAT_BYTES * seats.size());
        bytes += entries == null ? 0 : (long) MESSAGE_BYTES * entries.size();
        for (MessageEvent message : messages) {
            bytes += MESSAGE_BYTES + 2L * text(message).length();
        }
        return bytes;
    }
}
