package dev.crosstalk.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.crosstalk.bus.ApplicationId;
import dev.crosstalk.bus.ConversationEvent;
import dev.crosstalk.bus.ConversationId;
import dev.crosstalk.bus.ConversationKind;
import dev.crosstalk.bus.ConversationSettings;
import dev.crosstalk.bus.Failure;
import dev.crosstalk.bus.FailureCode;
import dev.crosstalk.bus.JoinPolicy;
import dev.crosstalk.bus.ModerationCommand.Configure;
import dev.crosstalk.bus.PermissionLevel;
import dev.crosstalk.bus.Permissions;
import dev.crosstalk.bus.Role;
import dev.crosstalk.conversation.Change.All;
import dev.crosstalk.conversation.Change.Bans;
import dev.crosstalk.conversation.Change.Configured;
import dev.crosstalk.conversation.Change.Enters;
import dev.crosstalk.conversation.Change.Exits;
import dev.crosstalk.conversation.Change.GivesRole;
import dev.crosstalk.conversation.Change.Nothing;
import dev.crosstalk.conversation.Change.Retitled;
import dev.crosstalk.conversation.Change.Unbans;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may do what to whom: the whole matrix. */
class ModerationRulesTest {
    private static final long NOW = 5_000;

    /** Who acts (down) on whom (across), in the order of {@link Role}. */
    private static final List<String> OVER = List.of("+ + + +", "- - + +", "- - - -", "- - - -");

    /** Who may give which role (across) to somebody below them. */
    private static final List<String> GIVES = List.of("+ + + +", "- - + +", "- - - -", "- - - -");

    /** Whom (across) a level (down) permits something. */
    private static final List<String> PERMITS = List.of("+ + + -", "+ + - -", "+ - - -");

    private static boolean cell(List<String> table, Enum<?> row, Enum<?> column) {
        return table.get(row.ordinal()).split(" ")[column.ordinal()].equals("+");
    }

    private static Optional<Membership> active(Role role) {
        return Optional.of(new Membership(Membership.State.ACTIVE, role, 0, 1));
    }

    private static Optional<Membership> gone() {
        return Optional.of(new Membership(Membership.State.LEFT, Role.MEMBER, 0, 1));
    }

    private static Optional<Membership> banned(Long until) {
        return Optional.of(new Membership(Membership.State.BANNED, Role.MEMBER, 0, 1, until, 0));
    }

    private static Locked room(Optional<Membership> actor, Optional<Membership> subject) {
        return locked(ConversationKind.ROOM, ConversationSettings.of(ConversationKind.ROOM), actor, subject, false);
    }

    private static Locked locked(
            ConversationKind kind,
            ConversationSettings settings,
            Optional<Membership> actor,
            Optional<Membership> subject,
            boolean lastOwner) {
        return new Locked(
                new ConversationId(1),
                new ApplicationId(1),
                kind,
                kind == ConversationKind.DIRECT ? null : "Title",
                settings,
                9,
                12,
                4,
                NOW,
                actor,
                subject,
                lastOwner);
    }

    private static void assertRefused(FailureCode code, Locked conversation, Function<Locked, Change> rule) {
        Failure failure = catchThrowableOfType(Failure.class, () -> rule.apply(conversation));
        assertThat(failure).as("%s", conversation).isNotNull();
        assertThat(failure.code()).isEqualTo(code);
    }

    private static Stream<DynamicTest> everyPair(java.util.function.BiConsumer<Role, Role> test) {
        return Stream.of(Role.values())
                .flatMap(actor -> Stream.of(Role.values())
                        .map(subject ->
                                DynamicTest.dynamicTest(actor + " on " + subject, () -> test.accept(actor, subject))));
    }

    @TestFactory
    Stream<DynamicTest> owners_remove_everyone_and_moderators_those_below_them() {
        return everyPair((actor, subject) -> {
            Locked room = room(active(actor), active(subject));
            if (cell(OVER, actor, subject)) {
                assertThat(ModerationRules.remove(room)).isEqualTo(new Exits(ConversationEvent.Change.REMOVED));
            } else {
                assertRefused(FailureCode.FORBIDDEN, room, ModerationRules::remove);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> who_may_remove_somebody_may_ban_them() {
        return everyPair((actor, subject) -> {
            Locked room = room(active(actor), active(subject));
            if (cell(OVER, actor, subject)) {
                assertThat(ModerationRules.ban(room, false, NOW + 1))
                        .isEqualTo(new All(List.of(new Exits(ConversationEvent.Change.REMOVED), new Bans(NOW + 1))));
            } else {
                assertRefused(FailureCode.FORBIDDEN, room, locked -> ModerationRules.ban(locked, false, null));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> a_role_is_given_by_who_is_above_the_member_and_above_the_role_or_an_owner() {
        return Stream.of(Role.values())
                .flatMap(given -> everyPair((actor, subject) -> {
                    Locked room = room(active(actor), active(subject));
                    if (!cell(OVER, actor, subject) || !cell(GIVES, actor, given)) {
                        assertRefused(FailureCode.FORBIDDEN, room, locked -> ModerationRules.setRole(locked, given));
                    } else {
                        Change expected = subject == given ? new Nothing() : new GivesRole(given);
                        assertThat(ModerationRules.setRole(room, given)).isEqualTo(expected);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> each_permission_is_that_of_its_level() {
        return Stream.of(PermissionLevel.values())
                .flatMap(level -> Stream.of(Role.values())
                        .map(role -> DynamicTest.dynamicTest(role + " at " + level, () -> {
                            boolean permitted = cell(PERMITS, level, role);
                            Permissions only = new Permissions(level, level, level, level, level, level);
                            ConversationSettings settings = new ConversationSettings(JoinPolicy.OPEN, only, 0);
                            Locked room =
                                    locked(ConversationKind.ROOM, settings, active(role), Optional.empty(), false);
                            MembershipRules members = new MembershipRules(100);
                            assertThat(Access.mayPost(settings, active(role).orElseThrow()))
                                    .isEqualTo(permitted);
                            if (permitted) {
                                assertThat(members.add(room))
                                        .isEqualTo(new Enters(ConversationEvent.Change.ADDED, Role.MEMBER, 0));
                                assertThat(ModerationRules.rename(room, "Other"))
                                        .isEqualTo(new Retitled("Other"));
                            } else {
                                assertRefused(FailureCode.FORBIDDEN, room, members::add);
                                assertRefused(
                                        FailureCode.FORBIDDEN, room, locked -> ModerationRules.rename(locked, "Other"));
                            }
                        })));
    }

    @TestFactory
    Stream<DynamicTest> owners_alone_change_the_settings() {
        Configure slower = new Configure(new ConversationId(1), null, null, null, 30);
        return Stream.of(Role.values())
                .map(role -> DynamicTest.dynamicTest(role.text(), () -> {
                    Locked room = room(active(role), active(role));
                    if (role == Role.OWNER) {
                        assertThat(ModerationRules.configure(room, slower))
                                .isEqualTo(new All(
                                        List.of(new Configured(room.settings().with(null, null, 30)))));
                    } else {
                        assertRefused(FailureCode.FORBIDDEN, room, locked -> ModerationRules.configure(locked, slower));
                    }
                }));
    }

    @Test
    void settings_that_are_already_so_change_nothing_and_need_no_permission() {
        Configure same = new Configure(new ConversationId(1), "Title", JoinPolicy.OPEN, null, 0);
        assertThat(ModerationRules.configure(room(active(Role.MEMBER), active(Role.MEMBER)), same))
                .isEqualTo(new All(List.of()));
    }

    @Test
    void a_group_cannot_be_open() {
        ConversationSettings settings = ConversationSettings.of(ConversationKind.GROUP);
        Locked group = locked(ConversationKind.GROUP, settings, active(Role.OWNER), active(Role.OWNER), false);
        Configure open = new Configure(new ConversationId(1), null, JoinPolicy.OPEN, null, null);
        assertRefused(FailureCode.WRONG_KIND, group, locked -> ModerationRules.configure(locked, open));
    }

    @Test
    void the_last_owner_keeps_the_role_until_there_is_another() {
        Optional<Membership> owner = active(Role.OWNER);
        ConversationSettings settings = ConversationSettings.of(ConversationKind.ROOM);
        Locked alone = locked(ConversationKind.ROOM, settings, owner, owner, true);
        assertRefused(FailureCode.LAST_OWNER, alone, locked -> ModerationRules.setRole(locked, Role.MEMBER));
        assertThat(ModerationRules.setRole(alone, Role.OWNER)).isEqualTo(new Nothing());
        Locked oneOfTwo = locked(ConversationKind.ROOM, settings, owner, owner, false);
        assertThat(ModerationRules.setRole(oneOfTwo, Role.MEMBER)).isEqualTo(new GivesRole(Role.MEMBER));
    }

    @TestFactory
    Stream<DynamicTest> who_is_no_member_can_do_nothing() {
        List<Function<Locked, Change>> rules = List.of(
                locked -> ModerationRules.setRole(locked, Role.MEMBER),
                ModerationRules::remove,
                locked -> ModerationRules.ban(locked, false, null),
                ModerationRules::unban,
                locked -> ModerationRules.rename(locked, "Other"),
                locked ->
                        ModerationRules.configure(locked, new Configure(new ConversationId(1), "Other", null, null, 5)),
                new MembershipRules(100)::add,
                new MembershipRules(100)::leave);
        ConversationSettings open = ConversationSettings.of(ConversationKind.ROOM);
        ConversationSettings hidden = open.with(JoinPolicy.INVITE, null, null);
        return rules.stream()
                .map(rule -> DynamicTest.dynamicTest("rule", () -> {
                    for (Optional<Membership> once : List.of(gone(), banned(null))) {
                        assertRefused(FailureCode.NOT_A_MEMBER, room(once, active(Role.MEMBER)), rule);
                    }
                    assertRefused(FailureCode.NOT_A_MEMBER, room(Optional.empty(), active(Role.MEMBER)), rule);
                    assertRefused(
                            FailureCode.NOT_FOUND,
                            locked(ConversationKind.ROOM, hidden, Optional.empty(), active(Role.MEMBER), false),
                            rule);
                }));
    }

    @TestFactory
    Stream<DynamicTest> direct_conversations_have_no_roles_bans_or_settings() {
        List<Function<Locked, Change>> rules = List.of(
                locked -> ModerationRules.setRole(locked, Role.READ_ONLY),
                ModerationRules::remove,
                locked -> ModerationRules.ban(locked, false, null),
                ModerationRules::unban,
                locked -> ModerationRules.rename(locked, "Other"),
                locked -> ModerationRules.configure(locked, new Configure(new ConversationId(1), null, null, null, 5)));
        Locked direct = locked(
                ConversationKind.DIRECT,
                ConversationSettings.of(ConversationKind.DIRECT),
                active(Role.MEMBER),
                active(Role.MEMBER),
                false);
        return rules.stream()
                .map(rule ->
                        DynamicTest.dynamicTest("rule", () -> assertRefused(FailureCode.WRONG_KIND, direct, rule)));
    }

    @Test
    void a_ban_keeps_out_until_it_ends() {
        MembershipRules members = new MembershipRules(100);
        Optional<Membership> moderator = active(Role.MODERATOR);
        for (Optional<Membership> kept : List.of(banned(null), banned(NOW + 1))) {
            assertRefused(FailureCode.BANNED, room(kept, kept), members::join);
            assertRefused(FailureCode.BANNED, room(moderator, kept), members::add);
        }
        Optional<Membership> over = banned(NOW);
        assertThat(members.join(room(over, over)))
                .isEqualTo(new Enters(ConversationEvent.Change.JOINED, Role.MEMBER, 0));
        assertThat(members.add(room(moderator, over)))
                .isEqualTo(new Enters(ConversationEvent.Change.ADDED, Role.MEMBER, 0));
        assertThat(ModerationRules.unban(room(moderator, banned(null)))).isEqualTo(new Unbans());
        assertThat(ModerationRules.unban(room(moderator, gone()))).isEqualTo(new Nothing());
        assertRefused(FailureCode.FORBIDDEN, room(active(Role.MEMBER), banned(null)), ModerationRules::unban);
    }

    @Test
    void who_was_removed_may_come_back_to_an_open_room_alone() {
        MembershipRules members = new MembershipRules(100);
        assertThat(members.join(room(gone(), gone())))
                .isEqualTo(new Enters(ConversationEvent.Change.JOINED, Role.MEMBER, 0));
        ConversationSettings hidden =
                ConversationSettings.of(ConversationKind.ROOM).with(JoinPolicy.INVITE, null, null);
        assertRefused(
                FailureCode.NOT_A_MEMBER, locked(ConversationKind.ROOM, hidden, gone(), gone(), false), members::join);
        assertRefused(
                FailureCode.NOT_FOUND,
                locked(ConversationKind.ROOM, hidden, Optional.empty(), Optional.empty(), false),
                members::join);
    }

    @Test
    void strangers_can_be_banned_from_rooms_and_not_from_groups() {
        assertThat(ModerationRules.ban(room(active(Role.MODERATOR), Optional.empty()), false, null))
                .isEqualTo(new Bans(null));
        ConversationSettings settings = ConversationSettings.of(ConversationKind.GROUP);
        Locked group = locked(ConversationKind.GROUP, settings, active(Role.OWNER), Optional.empty(), false);
        assertRefused(FailureCode.NOT_FOUND, group, locked -> ModerationRules.ban(locked, false, null));
    }

    @Test
    void nobody_bans_themselves_or_until_a_time_that_has_passed() {
        Optional<Membership> owner = active(Role.OWNER);
        assertRefused(FailureCode.BAD_REQUEST, room(owner, owner), locked -> ModerationRules.ban(locked, true, null));
        assertRefused(
                FailureCode.BAD_REQUEST,
                room(owner, active(Role.MEMBER)),
                locked -> ModerationRules.ban(locked, false, NOW));
    }
}
