package dev.crosstalk.bus;

import java.util.List;

/** Commands by which owners and moderators keep a conversation in order. */
public sealed interface ModerationCommand<R> extends Command<R> {

    /** Makes a member something else. The last owner stays one. */
    @Terms(
            who = "owners; moderators below their own role",
            fails = {
                FailureCode.NOT_FOUND,
                FailureCode.NOT_A_MEMBER,
                FailureCode.WRONG_KIND,
                FailureCode.FORBIDDEN,
                FailureCode.LAST_OWNER
            })
    record SetRole(ConversationId conversation, AccountId account, Role role) implements ModerationCommand<Done> {
        public SetRole {
            Require.present("conversation", conversation);
            Require.present("account", account);
            Require.present("role", role);
        }
    }

    /** Changes the title, the settings, or both; what is null stays. Settings are changed by owners. */
    @Terms(
            who = "owners; the title whom the permission `rename` names",
            fails = {FailureCode.NOT_FOUND, FailureCode.NOT_A_MEMBER, FailureCode.WRONG_KIND, FailureCode.FORBIDDEN})
    record Configure(
            ConversationId conversation,
            String title,
            JoinPolicy joinPolicy,
            Permissions permissions,
            Integer slowModeSeconds)
            implements ModerationCommand<ConversationView> {
        public Configure {
            Require.present("conversation", conversation);
            title = title == null ? null : Require.present("title", Text.requireTitle(title));
            if (title == null && joinPolicy == null && permissions == null && slowModeSeconds == null) {
                throw FailureCode.BAD_REQUEST.because("title, joinPolicy, permissions or slowModeSeconds is needed");
            }
            if (slowModeSeconds != null
                    && (slowModeSeconds < 0 || slowModeSeconds > ConversationSettings.MAX_SLOW_MODE_SECONDS)) {
                throw FailureCode.BAD_REQUEST.because(
                        "slowModeSeconds is not between 0 and " + ConversationSettings.MAX_SLOW_MODE_SECONDS);
            }
        }
    }

    /**
     * Removes somebody, if they are a member, and keeps them out.
     *
     * @param until epoch milliseconds at which the ban ends by itself, or null
     */
    @Terms(
            who = "moderators and owners, of lower roles",
            fails = {FailureCode.NOT_FOUND, FailureCode.NOT_A_MEMBER, FailureCode.WRONG_KIND, FailureCode.FORBIDDEN})
    record Ban(ConversationId conversation, AccountId account, Long until) implements ModerationCommand<Done> {
        public Ban {
            Require.present("conversation", conversation);
            Require.present("account", account);
            Require.notNegative("until", until);
        }
    }

    /** Lets somebody come back. */
    @Terms(
            who = "moderators and owners",
            fails = {FailureCode.NOT_FOUND, FailureCode.NOT_A_MEMBER, FailureCode.WRONG_KIND, FailureCode.FORBIDDEN})
    record Unban(ConversationId conversation, AccountId account) implements ModerationCommand<Done> {
        public Unban {
            Require.present("conversation", conversation);
            Require.present("account", account);
        }
    }

    /** Who is banned now, in order of account id; for moderators. */
    @Terms(
            who = "moderators and owners",
            fails = {FailureCode.NOT_FOUND, FailureCode.NOT_A_MEMBER, FailureCode.WRONG_KIND, FailureCode.FORBIDDEN})
    record ListBans(ConversationId conversation, AccountId after, Integer limit) implements ModerationCommand<Bans> {
        public ListBans {
            Require.present("conversation", conversation);
            limit = Require.limit(limit, 100, 1000);
        }
    }

    /** @param until epoch milliseconds, or null for a ban without end */
    record Banned(AccountView account, Long until) {}

    /** @param next what to give as {@code after} to go on, or null at the end */
    record Bans(List<Banned> bans, AccountId next) {}
}
