package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.Command;
import dev.crosstalk.bus.ConversationCommand.AddMember;
import dev.crosstalk.bus.ConversationCommand.Join;
import dev.crosstalk.bus.ConversationCommand.Leave;
import dev.crosstalk.bus.ConversationCommand.RemoveMember;
import dev.crosstalk.bus.ConversationCommand.Rename;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.InviteCommand.CreateInvite;
import dev.crosstalk.bus.InviteCommand.CreatedInvite;
import dev.crosstalk.bus.InviteCommand.RevokeInvite;
import dev.crosstalk.bus.InviteCommand.UseInvite;
import dev.crosstalk.bus.JoinPolicy;
import dev.crosstalk.bus.MessageCommand.Post;
import dev.crosstalk.bus.MessageCommand.Posted;
import dev.crosstalk.bus.ModerationCommand.Ban;
import dev.crosstalk.bus.ModerationCommand.Configure;
import dev.crosstalk.bus.ModerationCommand.SetRole;
import dev.crosstalk.bus.ModerationCommand.Unban;
import dev.crosstalk.bus.PermissionLevel;
import dev.crosstalk.bus.Permissions;
import dev.crosstalk.bus.RetentionCommand;
import dev.crosstalk.bus.Role;
import dev.crosstalk.bus.StoredMessageCommand.Pin;
import dev.crosstalk.bus.StoredMessageCommand.Unpin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;

/**
 * Somebody with two devices who comes and goes in one conversation, lets others in and out and keeps order, permitted or not. Of five
 * acknowledgements one is lost, and the thing is done again elsewhere.
 */
final class Citizen {
    private final List<TestNode> nodes;
    private final Caller caller;
    private final List<AccountId> others;
    private final ConversationId conversation;
    private final List<CreatedInvite> invites;
    private final Serialisation<Order>.Diary diary;
    private final Random random;
    private final List<Device> devices = new ArrayList<>();

    /** @param invites of everybody, to be used by all */
    Citizen(
            List<TestNode> nodes,
            Caller caller,
            List<AccountId> others,
            ConversationId conversation,
            List<CreatedInvite> invites,
            Serialisation<Order>.Diary diary,
            long seed) {
        this.nodes = nodes;
        this.caller = caller;
        this.others = others;
        this.conversation = conversation;
        this.invites = invites;
        this.diary = diary;
        this.random = new Random(seed);
        devices.add(device());
        devices.add(device());
    }

    Caller caller() {
        return caller;
    }

    /** One that has never been here before. */
    Device device() {
        return new Device(nodes, caller, conversation, random.nextLong());
    }

    List<Device> devices() {
        return devices;
    }

    void act(int operations) {
        for (int i = 0; i < operations; i++) {
            step(i);
            Device device = devices.get(random.nextInt(devices.size()));
            switch (random.nextInt(10)) {
                case 0 -> device.disconnect();
                case 1 -> device.reconnect();
                default -> device.follow();
            }
        }
    }

    private void step(int number) {
        AccountId me = caller.account();
        AccountId other = others.get(random.nextInt(others.size()));
        switch (random.nextInt(20)) {
            case 0, 1 -> plain(new Join(conversation), order -> OrderRules.join(order, me));
            case 2 -> leave();
            case 3, 4 -> plain(new AddMember(conversation, other), order -> OrderRules.add(order, me, other));
            case 5 -> plain(new RemoveMember(conversation, other), order -> OrderRules.remove(order, me, other));
            case 6 -> plain(new Ban(conversation, other, null), order -> OrderRules.ban(order, me, other));
            case 7, 8 -> plain(new Unban(conversation, other), order -> OrderRules.unban(order, me, other));
            case 9, 10 -> setRole(other);
            case 11 -> configure();
            case 12 -> rename(number);
            case 13 -> keep();
            case 14 -> pin();
            case 15 -> invite();
            case 16 -> use();
            case 17 -> revoke();
            default -> post(number);
        }
    }

    /** Not as the only one that a device shows: nobody could come back to a group. */
    private void leave() {
        if (devices.get(0).replica().picture().members().size() != 1) {
            plain(new Leave(conversation), order -> OrderRules.leave(order, caller.account()));
        }
    }

    private void setRole(AccountId other) {
        Role role = Role.values()[random.nextInt(Role.values().length)];
        plain(
                new SetRole(conversation, other, role),
                order -> OrderRules.setRole(order, caller.account(), other, role));
    }

    private void configure() {
        PermissionLevel[] levels = new PermissionLevel[6];
        levels[random.nextInt(levels.length)] =
                PermissionLevel.values()[random.nextInt(PermissionLevel.values().length)];
        boolean everything = random.nextInt(3) == 0;
        Configure wanted = new Configure(
                conversation,
                null,
                everything ? JoinPolicy.values()[random.nextInt(2)] : null,
                new Permissions(levels[0], levels[1], levels[2], levels[3], levels[4], levels[5]),
                everything ? (Integer) (random.nextBoolean() ? 3_600 : 0) : null);
        plain(wanted, order -> OrderRules.configure(order, caller.account(), wanted));
    }

    private void rename(int number) {
        String title = random.nextInt(3) == 0 ? "Title" : "Title " + number;
        plain(new Rename(conversation, title), order -> OrderRules.rename(order, caller.account(), title));
    }

    private void keep() {
        Integer days = random.nextBoolean() ? null : (Integer) (100 + random.nextInt(3));
        plain(new RetentionCommand.Set(conversation, days), order -> OrderRules.keep(order, caller.account(), days));
    }

    private void pin() {
        boolean on = random.nextBoolean();
        Command<?> command = on ? new Pin(conversation, 1L) : new Unpin(conversation, 1L);
        plain(command, order -> OrderRules.pin(order, caller.account(), on));
    }

    private void invite() {
        AccountId me = caller.account();
        Integer uses = random.nextBoolean() ? null : (Integer) (1 + random.nextInt(2));
        CreateInvite command = new CreateInvite(conversation, null, null, uses);
        while (true) {
            long asked = diary.now();
            try {
                CreatedInvite created = ask(command);
                diary.done(
                        asked,
                        what(command),
                        order -> OrderRules.invite(order, me, created.invite().id(), uses),
                        order -> true);
                invites.add(created);
                return;
            } catch (Failure failure) {
                if (isFinal(failure)) {
                    diary.refused(
                            asked, what(command), order -> OrderRules.invite(order, me, null, uses), failure.code());
                    return;
                }
            }
        }
    }

    private void use() {
        anyInvite()
                .ifPresent(one -> plain(
                        new UseInvite(one.code()),
                        order -> OrderRules.use(
                                order, caller.account(), one.invite().id())));
    }

    private void revoke() {
        anyInvite()
                .ifPresent(one -> plain(
                        new RevokeInvite(conversation, one.invite().id()),
                        order -> OrderRules.revoke(
                                order, caller.account(), one.invite().id())));
    }

    /** Most often a young one, as the old ones have ended. */
    private Optional<CreatedInvite> anyInvite() {
        int size = invites.size();
        return size == 0 ? Optional.empty() : Optional.of(invites.get(size - 1 - random.nextInt(Math.min(size, 4))));
    }

    /** Sent once more it is answered as the first time, whatever has become of who sent it. */
    private void post(int number) {
        boolean everyone = random.nextInt(5) == 0;
        Post post =
                new Post(conversation, "post " + number, UUID.randomUUID(), null, null, everyone ? Boolean.TRUE : null);
        UnaryOperator<Order> rule = order -> OrderRules.post(order, caller.account(), everyone);
        perform(post, rule, (order, posted) -> order.rev() == posted.rev() && order.lastSeq() == posted.seq())
                .filter(posted -> isLost())
                .ifPresent(posted -> perform(
                        post,
                        UnaryOperator.identity(),
                        (order, again) -> again.equals(new Posted(
                                posted.id(), posted.conversation(), posted.seq(), posted.rev(), posted.time(), true))));
    }

    private void plain(Command<?> command, UnaryOperator<Order> rule) {
        if (perform(command, rule, (order, answer) -> true).isPresent() && isLost()) {
            perform(command, rule, (order, answer) -> true);
        }
    }

    private boolean isLost() {
        return random.nextInt(5) == 0;
    }

    private <R> Optional<R> perform(Command<R> command, UnaryOperator<Order> rule, BiPredicate<Order, R> fits) {
        while (true) {
            long asked = diary.now();
            try {
                R answer = ask(command);
                diary.done(asked, what(command), rule, order -> fits.test(order, answer));
                return Optional.of(answer);
            } catch (Failure failure) {
                if (isFinal(failure)) {
                    diary.refused(asked, what(command), rule, failure.code());
                    return Optional.empty();
                }
                if (failure.code().kind() == FailureCode.Kind.UNKNOWN) {
                    diary.unknown(asked, what(command), rule);
                }
            }
        }
    }

    private String what(Command<?> command) {
        return caller.account() + " " + command.toString().replace("conversation=" + conversation + ", ", "");
    }

    private static boolean isFinal(Failure failure) {
        return failure.code() == FailureCode.SLOW_MODE || failure.code().kind() == FailureCode.Kind.REFUSED;
    }

    private <R> R ask(Command<R> command) {
        return nodes.get(random.nextInt(nodes.size())).ask(caller, command);
    }
}
