package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationEvent.Configured;
import dev.crosstalk.bus.ConversationEvent.Deleted;
import dev.crosstalk.bus.ConversationEvent.Edited;
import dev.crosstalk.bus.ConversationEvent.Message;
import dev.crosstalk.bus.ConversationEvent.MessageEvent;
import dev.crosstalk.bus.ConversationEvent.Reaction;
import dev.crosstalk.bus.ConversationEvent.RoleChanged;
import dev.crosstalk.bus.ConversationEvent.Trimmed;
import dev.crosstalk.bus.ConversationSettings;
import dev.crosstalk.bus.Quote;
import dev.crosstalk.bus.ReactionCount;
import dev.crosstalk.bus.Role;
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
    private final Map<AccountId, Role> members = new TreeMap<>();
    private final Set<Long> hidden = new TreeSet<>();
    private String title;
    private ConversationSettings settings;
    private long firstSeq = 1;

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
    record Picture(
            String title,
            ConversationSettings settings,
            Map<AccountId, Role> members,
            Set<Long> pins,
            List<Shown> messages) {}

    void clear() {
        messages.clear();
        reactions.clear();
        pins.clear();
        members.clear();
        title = null;
        settings = null;
        firstSeq = 1;
    }

    void called(String now, ConversationSettings by) {
        title = now;
        settings = by;
    }

    void member(AccountId account, Role role) {
        members.put(account, role);
    }

    /** Messages below it are gone, with what belongs to them. */
    void startsAt(long seq) {
        firstSeq = Math.max(firstSeq, seq);
        messages.keySet().removeIf(one -> one < firstSeq);
        reactions.keySet().removeIf(one -> one < firstSeq);
        pins.removeIf(one -> one < firstSeq);
    }

    /** What is told to all is also told of messages that one may not see. */
    void pinned(long seq) {
        if (seq >= firstSeq) {
            pins.add(seq);
        }
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
            pinned(pin.seq());
        } else if (event instanceof ConversationEvent.Unpinned unpin) {
            pins.remove(unpin.seq());
        } else if (event instanceof ConversationEvent.Renamed renamed) {
            title = renamed.title();
        } else if (event instanceof ConversationEvent.Member member) {
            if (member.change().member()) {
                members.put(member.account(), Role.MEMBER);
            } else {
                members.remove(member.account());
            }
        } else if (event instanceof RoleChanged changed) {
            members.put(changed.account(), changed.role());
        } else if (event instanceof Configured configured) {
            settings = configured.settings();
        } else if (event instanceof Trimmed trimmed) {
            startsAt(trimmed.firstSeq());
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
                settings,
                Map.copyOf(members),
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
        if (said.seq() < firstSeq) {
            return Quote.of(said.seq());
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
