package dev.crosstalk.contact;

import static dev.crosstalk.bus.ContactState.ACCEPTED;
import static dev.crosstalk.bus.ContactState.BLOCKED;
import static dev.crosstalk.bus.ContactState.INCOMING;
import static dev.crosstalk.bus.ContactState.NONE;
import static dev.crosstalk.bus.ContactState.REQUESTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crosstalk.bus.ContactState;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ContactRulesTest {
    private static final Relation STRANGERS = relation(NONE, NONE);

    private static Relation relation(ContactState mine, ContactState theirs) {
        return new Relation(mine, theirs);
    }

    /** The other one does it. */
    private static Relation other(UnaryOperator<Relation> rule, Relation before) {
        return turned(rule.apply(turned(before)));
    }

    private static Relation turned(Relation relation) {
        return new Relation(relation.theirs(), relation.mine());
    }

    @Test
    void a_contact_is_made_by_request_and_consent_and_ended_by_either() {
        Relation asked = ContactRules.request(STRANGERS);
        assertThat(asked).isEqualTo(relation(REQUESTED, INCOMING));
        Relation friends = other(ContactRules::accept, asked);
        assertThat(friends).isEqualTo(relation(ACCEPTED, ACCEPTED));
        assertThat(ContactRules.remove(friends)).isEqualTo(STRANGERS);
        assertThat(other(ContactRules::remove, friends)).isEqualTo(STRANGERS);
    }

    @Test
    void who_is_asked_and_asks_says_yes_by_it() {
        assertThat(other(ContactRules::request, ContactRules.request(STRANGERS)))
                .isEqualTo(relation(ACCEPTED, ACCEPTED));
    }

    @Test
    void nobody_makes_a_contact_alone() {
        assertThatThrownBy(() -> ContactRules.accept(STRANGERS))
                .hasFieldOrPropertyWithValue("code", FailureCode.NOT_FOUND);
        assertThatThrownBy(() -> ContactRules.accept(ContactRules.request(STRANGERS)))
                .hasFieldOrPropertyWithValue("code", FailureCode.NOT_FOUND);
    }

    @Test
    void a_request_can_be_declined_and_taken_back() {
        Relation asked = ContactRules.request(STRANGERS);
        assertThat(other(ContactRules::decline, asked)).isEqualTo(STRANGERS);
        assertThat(ContactRules.remove(asked)).isEqualTo(STRANGERS);
        assertThat(ContactRules.decline(asked))
                .as("only who was asked declines")
                .isEqualTo(asked);
    }

    @Test
    void to_who_is_blocked_it_looks_as_if_the_contact_was_removed_or_the_request_waited() {
        assertThat(ContactRules.block(relation(ACCEPTED, ACCEPTED))).isEqualTo(relation(BLOCKED, NONE));
        assertThat(ContactRules.block(relation(REQUESTED, INCOMING))).isEqualTo(relation(BLOCKED, NONE));
        Relation blockedWhileWaiting = ContactRules.block(relation(INCOMING, REQUESTED));
        assertThat(blockedWhileWaiting).isEqualTo(relation(BLOCKED, REQUESTED));
        Relation askedAfterwards = other(ContactRules::request, ContactRules.block(STRANGERS));
        assertThat(askedAfterwards).isEqualTo(relation(BLOCKED, REQUESTED));
        assertThat(ContactRules.unblock(askedAfterwards))
                .as("now it is heard of")
                .isEqualTo(relation(INCOMING, REQUESTED));
    }

    @Test
    void who_blocks_cannot_ask_and_a_block_is_lifted_by_its_owner_alone() {
        Relation blocked = ContactRules.block(STRANGERS);
        assertThatThrownBy(() -> ContactRules.request(blocked))
                .hasFieldOrPropertyWithValue("code", FailureCode.FORBIDDEN);
        assertThat(other(ContactRules::unblock, blocked)).isEqualTo(blocked);
        assertThat(other(ContactRules::remove, blocked)).isEqualTo(blocked);
        Relation both = other(ContactRules::block, blocked);
        assertThat(both).isEqualTo(relation(BLOCKED, BLOCKED));
        assertThat(ContactRules.unblock(both)).isEqualTo(relation(NONE, BLOCKED));
    }

    @Test
    void whatever_two_people_do_their_views_fit_together() {
        List<UnaryOperator<Relation>> rules = List.of(
                ContactRules::request,
                ContactRules::accept,
                ContactRules::decline,
                ContactRules::remove,
                ContactRules::block,
                ContactRules::unblock);
        Set<Relation> seen = new HashSet<>(Set.of(STRANGERS));
        Deque<Relation> left = new ArrayDeque<>(seen);
        while (!left.isEmpty()) {
            Relation before = left.pop();
            for (UnaryOperator<Relation> rule : rules) {
                for (boolean mine : new boolean[] {true, false}) {
                    try {
                        Relation after = mine ? rule.apply(before) : other(rule, before);
                        if (seen.add(after)) {
                            left.push(after);
                        }
                    } catch (Failure refused) {
                        assertThat(refused.code()).isIn(FailureCode.NOT_FOUND, FailureCode.FORBIDDEN);
                    }
                }
            }
        }
        assertThat(seen).allSatisfy(relation -> {
            assertThat(relation.mine() == ACCEPTED).isEqualTo(relation.theirs() == ACCEPTED);
            assertThat(relation.mine() == INCOMING)
                    .isEqualTo(relation.theirs() == REQUESTED && relation.mine() != BLOCKED);
            assertThat(relation.theirs() == INCOMING)
                    .isEqualTo(relation.mine() == REQUESTED && relation.theirs() != BLOCKED);
        });
        assertThat(seen).hasSize(9);
    }
}
