package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationEvent.Deleted;
import dev.crosstalk.bus.ConversationEvent.Edited;
import dev.crosstalk.bus.ConversationEvent.Message;
import dev.crosstalk.bus.ConversationEvent.MessageEvent;
import dev.crosstalk.bus.ConversationEvent.Reaction;
import dev.crosstalk.bus.Quote;
import dev.crosstalk.bus.ReactionCount;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a device knows of a conversation: its rows, each as the last event or answer about it said. */
final class Replica {
    private final AccountId own;
    private final Map<Long, MessageEvent> messages = new TreeMap<>();
    private final Map<Long, Map<String, Reacted>> reactions = new TreeMap<>();
    private final Set<Long> pins = new TreeSet<>();
    private final Set<AccountId> members = new TreeSet<>();
    private final Set<Long> hidden = new TreeSet<>();
    private String title;

    Replica(AccountId own) {
        this.own = own;
    }

    /** How many have reacted with a kind, and whether the own account has. */
    record Reacted(int count, boolean mine) {}

    /** A message as it is shown. */
    record Shown(
            long seq,
            long rev,
            AccountId sender,
            String text,
            boolean edited,
            boolean deleted,
            List<AccountId> mentions,
            Boolean everyone,
            Quote quote,
            Map<String, Reacted> reactions) {}

    /** All that is shown of the conversation. */
    record Picture(String title, Set<AccountId> members, Set<Long> pins, List<Shown> messages) {}

    void clear() {
        messages.clear();
        reactions.clear();
        pins.clear();
        members.clear();
    }

    void title(String now) {
        title = now;
    }

    void member(AccountId account) {
        members.add(account);
    }

    void pinned(long seq) {
        pins.add(seq);
    }

    void hidden(long seq) {
        hidden.add(seq);
        messages.remove(seq);
        reactions.remove(seq);
        pins.remove(seq);
    }

    Set<Long> seqs() {
        return messages.keySet();
    }

    void apply(ConversationEvent event) {
        if (event instanceof MessageEvent message) {
            put(message);
        } else if (event instanceof Reaction reaction) {
            react(reaction);
        } else if (event instanceof ConversationEvent.Pinned pin) {
            pins.add(pin.seq());
        } else if (event instanceof ConversationEvent.Unpinned unpin) {
            pins.remove(unpin.seq());
        } else if (event instanceof ConversationEvent.Renamed renamed) {
            title = renamed.title();
        } else if (event instanceof ConversationEvent.Member member) {
            if (member.change().member()) {
                members.add(member.account());
            } else {
                members.remove(member.account());
            }
        }
    }

    void put(MessageEvent message) {
        messages.put(message.seq(), message);
        if (message instanceof Deleted) {
            reactions.remove(message.seq());
            pins.remove(message.seq());
            return;
        }
        List<ReactionCount> counts = counts(message);
        if (counts != null) {
            Map<String, Reacted> kinds = new TreeMap<>();
            counts.forEach(one -> kinds.put(one.kind(), new Reacted(one.count(), one.mine())));
            reactions.put(message.seq(), kinds);
        }
    }

    private void react(Reaction reaction) {
        Map<String, Reacted> kinds = reactions.computeIfAbsent(reaction.seq(), seq -> new TreeMap<>());
        boolean before =
                kinds.containsKey(reaction.kind()) && kinds.get(reaction.kind()).mine();
        boolean mine = reaction.account().equals(own) ? reaction.on() : before;
        if (reaction.count() == 0) {
            kinds.remove(reaction.kind());
        } else {
            kinds.put(reaction.kind(), new Reacted(reaction.count(), mine));
        }
    }

    Picture picture() {
        return new Picture(
                title,
                Set.copyOf(members),
                Set.copyOf(pins),
                messages.values().stream().map(this::shown).toList());
    }

    private Shown shown(MessageEvent message) {
        return new Shown(
                message.seq(),
                message.rev(),
                message.sender(),
                text(message),
                message instanceof Edited,
                message instanceof Deleted,
                mentions(message),
                everyone(message),
                quote(message),
                message instanceof Deleted ? Map.of() : Map.copyOf(reactions.getOrDefault(message.seq(), Map.of())));
    }

    /** A quote shows the original as it is now, where the device has it. */
    private Quote quote(MessageEvent message) {
        Quote said = message instanceof Message plain
                ? plain.replyTo()
                : message instanceof Edited edited ? edited.replyTo() : null;
        if (said == null || said.sender() == null) {
            return said;
        }
        if (!messages.containsKey(said.seq())) {
            return hidden.contains(said.seq()) ? Quote.of(said.seq()) : said;
        }
        MessageEvent original = messages.get(said.seq());
        boolean deleted = original instanceof Deleted;
        return new Quote(said.seq(), original.sender(), deleted ? null : text(original), deleted ? true : null);
    }

    private static String text(MessageEvent message) {
        return message instanceof Message plain
                ? plain.text()
                : message instanceof Edited edited ? edited.text() : null;
    }

    private static List<ReactionCount> counts(MessageEvent message) {
        return message instanceof Message plain
                ? plain.reactions()
                : message instanceof Edited edited ? edited.reactions() : null;
    }

    private static List<AccountId> mentions(MessageEvent message) {
        List<AccountId> mentions = message instanceof Message plain
                ? plain.mentions()
                : message instanceof Edited edited ? edited.mentions() : null;
        return mentions == null ? List.of() : mentions.stream().sorted().toList();
    }

    private static Boolean everyone(MessageEvent message) {
        return message instanceof Message plain
                ? plain.everyone()
                : message instanceof Edited edited ? edited.everyone() : null;
    }
}
