package dev.crosstalk.persistence;

import dev.crosstalk.bus.AccountCommand;
import dev.crosstalk.bus.AccountId;
import dev.crosstalk.bus.Caller;
import dev.crosstalk.bus.Command;
import dev.crosstalk.bus.ContactCommand.Accept;
import dev.crosstalk.bus.ContactCommand.Block;
import dev.crosstalk.bus.ContactCommand.Contact;
import dev.crosstalk.bus.ContactCommand.Decline;
import dev.crosstalk.bus.ContactCommand.Remove;
import dev.crosstalk.bus.ContactCommand.Request;
import dev.crosstalk.bus.ContactCommand.Unblock;
import dev.crosstalk.bus.ConversationCommand.Create;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.MessageCommand.Post;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;

/**
 * Somebody with two devices who becomes others' contact, blocks them, writes to them and takes other names, and in the end perhaps
 * deletes the account. Of five acknowledgements one is lost, and the thing is done again elsewhere.
 */
final class Acquaintance {
    private final List<TestNode> nodes;
    private final Caller caller;
    private final List<AccountId> others;
    private final List<String> names;
    private final Serialisation<Ties>.Diary diary;
    private final Random random;
    private final List<AddressBook> devices = new ArrayList<>();
    private final Map<AccountId, ConversationId> directs = new HashMap<>();
    private String name;
    private boolean deleted;

    /** @param names of which everybody wants some; the own one at first is among them */
    Acquaintance(
            List<TestNode> nodes,
            Caller caller,
            List<AccountId> others,
            List<String> names,
            String name,
            Serialisation<Ties>.Diary diary,
            long seed) {
        this.nodes = nodes;
        this.caller = caller;
        this.others = others;
        this.names = names;
        this.name = name;
        this.diary = diary;
        this.random = new Random(seed);
        devices.add(device());
        devices.add(device());
    }

    Caller caller() {
        return caller;
    }

    boolean isDeleted() {
        return deleted;
    }

    Map<AccountId, ConversationId> directs() {
        return directs;
    }

    /** One that has never been here before. */
    AddressBook device() {
        List<AccountId> people = new ArrayList<>(others);
        people.add(caller.account());
        return new AddressBook(nodes, caller, people, random.nextLong());
    }

    /** After they have caught up. */
    List<AddressBook> devices() {
        devices.forEach(AddressBook::follow);
        devices.forEach(AddressBook::reconnect);
        return devices;
    }

    void act(int operations) {
        for (int i = 0; i < operations; i++) {
            step(i);
            AddressBook device = devices.get(random.nextInt(devices.size()));
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
        switch (random.nextInt(14)) {
            case 0, 1, 2 -> contact(new Request(other), other, ties -> ties.request(me, other));
            case 3, 4 -> contact(new Accept(other), other, ties -> ties.accept(me, other));
            case 5 -> contact(new Decline(other), other, ties -> ties.decline(me, other));
            case 6 -> contact(new Remove(other), other, ties -> ties.remove(me, other));
            case 7 -> contact(new Block(other), other, ties -> ties.block(me, other));
            case 8, 9 -> contact(new Unblock(other), other, ties -> ties.unblock(me, other));
            case 10 -> open(other);
            case 11, 12 -> post(other, number);
            default -> rename();
        }
    }

    private void contact(Command<Contact> command, AccountId other, UnaryOperator<Ties> rule) {
        BiPredicate<Ties, Contact> fits = (ties, contact) -> contact.state() == ties.state(caller.account(), other);
        if (perform(command, rule, fits).isPresent() && random.nextInt(5) == 0) {
            perform(command, rule, fits);
        }
    }

    private void open(AccountId other) {
        perform(
                        new Create(ConversationKind.DIRECT, null, List.of(other), null),
                        ties -> ties.open(caller.account(), other),
                        (ties, view) -> true)
                .ifPresent(view -> directs.put(other, view.id()));
    }

    /** A deleted account leaves some time after it is gone: until then either may be answered. */
    private void post(AccountId other, int number) {
        if (!directs.containsKey(other)) {
            return;
        }
        Post post = new Post(directs.get(other), "post " + number, UUID.randomUUID());
        while (true) {
            long asked = diary.now();
            try {
                ask(post);
                diary.write(asked, what(post), ties -> isGoneOr(ties, other, false));
                return;
            } catch (Failure failure) {
                if (failure.code().kind() == FailureCode.Kind.REFUSED) {
                    boolean forbidden = failure.code() == FailureCode.FORBIDDEN;
                    diary.write(
                            asked,
                            what(post) + " refused as " + failure.code(),
                            ties -> forbidden ? isGoneOr(ties, other, true) : Set.of());
                    return;
                }
            }
        }
    }

    private Set<Ties> isGoneOr(Ties ties, AccountId other, boolean blocked) {
        boolean fits = ties.deleted().contains(other) || ties.isBlocked(caller.account(), other) == blocked;
        return fits ? Set.of(ties) : Set.of();
    }

    private void rename() {
        String wanted = names.get(random.nextInt(names.size()));
        UnaryOperator<Ties> rule = ties -> ties.rename(caller.account(), wanted);
        AccountCommand.Rename command = new AccountCommand.Rename(wanted);
        perform(command, rule, (ties, view) -> view.name().equals(wanted)).ifPresent(view -> name = wanted);
    }

    void delete() {
        perform(new AccountCommand.Delete(name, null), ties -> ties.delete(caller.account()), (ties, done) -> true)
                .ifPresent(done -> deleted = true);
    }

    private <R> Optional<R> perform(Command<R> command, UnaryOperator<Ties> rule, BiPredicate<Ties, R> fits) {
        while (true) {
            long asked = diary.now();
            try {
                R answer = ask(command);
                diary.done(asked, what(command), rule, ties -> fits.test(ties, answer));
                return Optional.of(answer);
            } catch (Failure failure) {
                if (failure.code().kind() == FailureCode.Kind.REFUSED) {
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
        return caller.account() + " " + command;
    }

    private <R> R ask(Command<R> command) {
        return nodes.get(random.nextInt(nodes.size())).ask(caller, command);
    }
}
