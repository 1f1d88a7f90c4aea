package dev.crosstalk.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.ConversationCommand.Get;
import dev.crosstalk.bus.ConversationCommand.ListMembers;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.ConversationView;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.InviteCommand.CreatedInvite;
import dev.crosstalk.bus.InviteCommand.ListInvites;
import dev.crosstalk.bus.InviteId;
import dev.crosstalk.bus.ModerationCommand.ListBans;
import dev.crosstalk.bus.RetentionCommand;
import dev.crosstalk.bus.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A random history of who is in a conversation as what, who may do what there, and who is let in by whom. All that was answered must be
 * what the rules give in one order of the deeds, to which the revisions of posts belong; its end is what every device shows.
 */
final class OrderHistory {
    private final List<TestNode> nodes;
    private final int operations;
    private final Serialisation<Order> serialisation = new Serialisation<>();
    private final List<Citizen> citizens = new ArrayList<>();
    private final List<CreatedInvite> invites = new CopyOnWriteArrayList<>();
    private final ConversationId conversation;
    private final Order beginning;

    OrderHistory(List<TestNode> nodes, ConversationKind kind, int operations, long seed) {
        System.out.println("history of the order in a " + kind + " with seed " + seed);
        this.nodes = nodes;
        this.operations = operations;
        Random random = new Random(seed);
        List<Caller> people = new ArrayList<>();
        for (String name : List.of("alice", "bob", "mallory")) {
            people.add(nodes.get(0).guest(name + seed));
        }
        Caller alice = people.get(0);
        Caller bob = people.get(1);
        conversation = kind == ConversationKind.ROOM
                ? nodes.get(0).room(alice, "Title")
                : nodes.get(0).group(alice, "Title", bob);
        nodes.get(0).post(alice, conversation, "the first");
        beginning = beginning(alice, kind == ConversationKind.ROOM ? List.of(alice) : List.of(alice, bob));
        for (Caller person : people) {
            List<AccountId> others = people.stream()
                    .filter(other -> other != person)
                    .map(Caller::account)
                    .toList();
            citizens.add(new Citizen(
                    nodes, person, others, conversation, invites, serialisation.diary(), random.nextLong()));
        }
    }

    private Order beginning(Caller alice, List<Caller> members) {
        ConversationView view = nodes.get(0).ask(alice, new Get(conversation));
        Map<AccountId, Order.Place> places = new TreeMap<>();
        members.forEach(one -> places.put(
                one.account(), new Order.Place(Order.State.IN, one == alice ? Role.OWNER : Role.MEMBER, 0, 1, false)));
        return new Order(
                view.kind(), view.title(), view.settings(), null, view.lastSeq(), false, places, Map.of(), view.rev());
    }

    void run() {
        Together.act(citizens, citizen -> citizen.act(operations));
    }

    void check() {
        assertThat(serialisation.size()).as("something happened").isGreaterThan(citizens.size() * operations / 2);
        Set<Order> ends = serialisation.ends(beginning);
        nodes.forEach(TestNode::check);
        Optional<Order.Shown> shown = citizens.stream()
                .map(Citizen::caller)
                .map(this::shown)
                .flatMap(Optional::stream)
                .findFirst();
        if (shown.isEmpty()) {
            assertThat(ends).as("nobody is there who could be asked").allMatch(end -> end.members() == 0);
        }
        List<Order> possible = ends.stream()
                .filter(end -> shown.isEmpty() || end.shown().equals(shown.get()))
                .toList();
        assertThat(possible).as("%s is an end of %s", shown, ends).isNotEmpty();
        citizens.forEach(citizen -> checkDevices(citizen, possible));
    }

    private void checkDevices(Citizen citizen, List<Order> possible) {
        Replica.Picture truth = citizen.device().replica().picture();
        for (Device device : citizen.devices()) {
            device.reconnect();
            assertThat(device.replica().picture()).isEqualTo(truth);
        }
        assertThat(possible)
                .as("%s is what is shown of one of these", truth)
                .anyMatch(end -> isShown(citizen.caller().account(), truth, end));
    }

    private static boolean isShown(AccountId account, Replica.Picture picture, Order end) {
        if (!end.has(account)) {
            return picture.equals(new Replica(account).picture());
        }
        long joinedSeq = end.places().get(account).joinedSeq();
        return picture.members().equals(end.shown().members())
                && picture.title().equals(end.title())
                && picture.settings().equals(end.settings())
                && picture.messages().size() == end.lastSeq() - joinedSeq
                && picture.pins().equals(end.pinned() && joinedSeq == 0 ? Set.of(1L) : Set.of());
    }

    /** What is told to somebody who moderates; nothing to others. */
    private Optional<Order.Shown> shown(Caller caller) {
        TestNode node = nodes.get(0);
        try {
            Set<AccountId> banned = new TreeSet<>();
            node.ask(caller, new ListBans(conversation, null, null))
                    .bans()
                    .forEach(one -> banned.add(one.account().id()));
            ConversationView view = node.ask(caller, new Get(conversation));
            Map<AccountId, Role> members = new TreeMap<>();
            node.ask(caller, new ListMembers(conversation, null, null))
                    .members()
                    .forEach(one -> members.put(one.account().id(), one.role()));
            assertThat(view.memberCount()).isEqualTo(members.size());
            Map<InviteId, Integer> listed = new TreeMap<>();
            node.ask(caller, new ListInvites(conversation, null, null))
                    .invites()
                    .forEach(invite -> listed.put(invite.id(), invite.uses()));
            Integer days =
                    node.ask(caller, new RetentionCommand.Get(conversation)).days();
            return Optional.of(new Order.Shown(
                    view.title(), view.settings(), days, view.lastSeq(), view.rev(), members, banned, listed));
        } catch (Failure failure) {
            return Optional.empty();
        }
    }
}
