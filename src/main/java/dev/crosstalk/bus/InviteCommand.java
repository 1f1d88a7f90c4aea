package dev.crosstalk.bus;

import java.util.List;

/** Commands about invites: secret codes that let people into a conversation. */
public sealed interface InviteCommand<R> extends Command<R> {

    /** The most milliseconds for which an invite may be given: a year. */
    long MAX_EXPIRES_IN_MS = 366L * 24 * 60 * 60 * 1000;

    /**
     * Makes an invite.
     *
     * @param expiresAt epoch milliseconds at which it ends, or null
     * @param expiresInMs milliseconds after which it ends, instead; or null: with neither it does not end
     * @param maxUses how many people it lets in, or null for as many as there is room for
     */
    @Terms(
            who = "whom the permission `invite` names",
            fails = {
                FailureCode.NOT_FOUND,
                FailureCode.NOT_A_MEMBER,
                FailureCode.WRONG_KIND,
                FailureCode.FORBIDDEN,
                FailureCode.TOO_MANY_INVITES
            })
    record CreateInvite(ConversationId conversation, Long expiresAt, Long expiresInMs, Integer maxUses)
            implements InviteCommand<CreatedInvite> {
        public CreateInvite {
            Require.present("conversation", conversation);
            Require.notNegative("expiresAt", expiresAt);
            if (expiresAt != null && expiresInMs != null) {
                throw FailureCode.BAD_REQUEST.because("give expiresAt or expiresInMs, not both");
            }
            if (expiresInMs != null && (expiresInMs < 1 || expiresInMs > MAX_EXPIRES_IN_MS)) {
                throw FailureCode.BAD_REQUEST.because("expiresInMs is not between 1 and " + MAX_EXPIRES_IN_MS);
            }
            if (maxUses != null && maxUses < 1) {
                throw FailureCode.BAD_REQUEST.because("maxUses is below 1");
            }
        }
    }

    /**
     * @param expiresAt epoch milliseconds, or null
     * @param maxUses null for no limit
     * @param uses how many it has let in
     */
    record InviteView(
            InviteId id,
            ConversationId conversation,
            AccountId createdBy,
            long createdAt,
            Long expiresAt,
            Integer maxUses,
            int uses) {}

    /** @param code the secret; it is shown this once */
    record CreatedInvite(InviteView invite, String code) {
        @Override
        public String toString() {
            return "CreatedInvite[invite=" + invite + "]";
        }
    }

    /** Invites that still let somebody in, in order of id: to moderators all, to others their own. */
    @Terms(
            who = "moderators and owners; others their own",
            fails = {FailureCode.NOT_FOUND, FailureCode.NOT_A_MEMBER, FailureCode.WRONG_KIND, FailureCode.FORBIDDEN})
    record ListInvites(ConversationId conversation, InviteId after, Integer limit) implements InviteCommand<Invites> {
        public ListInvites {
            Require.present("conversation", conversation);
            limit = Require.limit(limit, 100, 1000);
        }
    }

    /** @param next what to give as {@code after} to go on, or null at the end */
    record Invites(List<InviteView> invites, InviteId next) {}

    /** Ends an invite: one's own, or as a moderator any. */
    @Terms(
            who = "moderators and owners; others their own",
            fails = {FailureCode.NOT_FOUND, FailureCode.NOT_A_MEMBER, FailureCode.WRONG_KIND, FailureCode.FORBIDDEN})
    record RevokeInvite(ConversationId conversation, InviteId invite) implements InviteCommand<Done> {
        public RevokeInvite {
            Require.present("conversation", conversation);
            Require.present("invite", invite);
        }
    }

    /** What one is invited to. */
    @Terms(
            who = "who has the code",
            fails = {FailureCode.INVITE_INVALID})
    record PreviewInvite(String code) implements InviteCommand<InvitePreview> {
        public PreviewInvite {
            requireCode(code);
        }

        @Override
        public String toString() {
            return "PreviewInvite[]";
        }
    }

    record InvitePreview(String title, ConversationKind kind, int memberCount) {}

    /** Enters by an invite. Who is a member already is answered the same, and it counts for nothing. */
    @Terms(
            who = "who has the code",
            fails = {FailureCode.INVITE_INVALID, FailureCode.BANNED, FailureCode.CONVERSATION_FULL})
    record UseInvite(String code) implements InviteCommand<ConversationView> {
        public UseInvite {
            requireCode(code);
        }

        @Override
        public String toString() {
            return "UseInvite[]";
        }
    }

    /** The same, once it is known to which conversation the code belongs. Internal: it goes to the conversation's owner. */
    record EnterByInvite(ConversationId conversation, String code) implements InviteCommand<ConversationView> {
        public EnterByInvite {
            Require.present("conversation", conversation);
            requireCode(code);
        }

        @Override
        public String toString() {
            return "EnterByInvite[conversation=" + conversation + "]";
        }
    }

    private static void requireCode(String code) {
        Require.present("code", code);
        if (code.length() > 100) {
            throw FailureCode.INVITE_INVALID.failure();
        }
    }
}
