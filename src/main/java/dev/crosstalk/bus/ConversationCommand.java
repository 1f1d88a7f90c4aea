package dev.crosstalk.bus;

import java.util.List;

/** Commands about conversations and their members. */
public sealed interface ConversationCommand<R> extends Command<R> {

    /**
     * Opens a conversation. A direct one, and a group without title, is identified by its participants: asking again gives the
     * same one.
     *
     * @param members the others; the asker is always a member
     * @param title required for rooms, optional for groups, refused for direct conversations
     * @param clientId makes the repetition of a titled one harmless: the same conversation is answered
     * @param joinPolicy of a room or titled group, or null for the usual one
     * @param permissions of a room or titled group, or null for the usual ones
     */
    @Terms(
            who = "everybody",
            fails = {
                FailureCode.NOT_FOUND,
                FailureCode.CONVERSATION_FULL,
                FailureCode.FORBIDDEN,
                FailureCode.LIMIT_REACHED
            })
    record Create(
            ConversationKind kind,
            String title,
            List<AccountId> members,
            java.util.UUID clientId,
            JoinPolicy joinPolicy,
            Permissions permissions)
            implements ConversationCommand<ConversationView> {
        public Create(ConversationKind kind, String title, List<AccountId> members, java.util.UUID clientId) {
            this(kind, title, members, clientId, null, null);
        }

        public Create {
            Require.present("kind", kind);
            title = Text.requireTitle(title);
            members = Require.list("members", members, 1000);
            if (kind == ConversationKind.ROOM) {
                Require.present("title", title);
            }
            if (title == null && (joinPolicy != null || permissions != null)) {
                throw FailureCode.BAD_REQUEST.because("joinPolicy and permissions need a title");
            }
            if (kind != ConversationKind.ROOM && joinPolicy == JoinPolicy.OPEN) {
                throw FailureCode.BAD_REQUEST.because("only rooms are open");
            }
            if (kind == ConversationKind.DIRECT && (members.size() != 1 || title != null)) {
                throw FailureCode.BAD_REQUEST.because("a direct conversation has one other member and no title");
            }
        }
    }

    /** A conversation as the asker sees it. */
    @Terms(
            who = "members; of open rooms everybody",
            fails = {FailureCode.NOT_FOUND, FailureCode.NOT_A_MEMBER})
    record Get(ConversationId conversation) implements ConversationCommand<ConversationView> {
        public Get {
            Require.present("conversation", conversation);
        }
    }

    /** A room by its number in the application, as the asker sees it. */
    @Terms(
            who = "members; of open rooms everybody",
            fails = {FailureCode.NOT_FOUND, FailureCode.NOT_A_MEMBER})
    record FindRoom(Long number) implements ConversationCommand<ConversationView> {
        public FindRoom {
            Require.notNegative("number", Require.present("number", number));
        }

        /** @throws Failure {@link FailureCode#NOT_FOUND} for what is no number of a room */
        public static FindRoom of(String number) {
            if (!number.matches("[0-9]{1,18}")) {
                throw FailureCode.NOT_FOUND.failure();
            }
            return new FindRoom(Long.parseLong(number));
        }
    }

    /**
     * One's own conversations: the pinned ones in their order, then the others by latest message, newest first.
     *
     * @param archived whether those that are put away are wanted, or the others
     * @param after the {@code next} of the page before
     */
    @Terms(who = "everybody")
    record ListMine(Boolean archived, String after, Integer limit) implements ConversationCommand<Page> {
        public ListMine {
            limit = Require.limit(limit, 100, 1000);
        }
    }

    /** Open rooms of the application, latest message first, those with the query in their title. */
    @Terms(who = "everybody")
    record ListRooms(String query, String after, Integer limit) implements ConversationCommand<Page> {
        public ListRooms {
            limit = Require.limit(limit, 50, 200);
        }
    }

    /**
     * @param userRev the asker's own revision, read before the conversations
     * @param next what to give as {@code after} to go on, or null at the end
     */
    record Page(List<ConversationView> conversations, long userRev, String next) {}

    /** Enters an open room. */
    @Terms(
            who = "everybody, into open rooms",
            fails = {
                FailureCode.NOT_FOUND,
                FailureCode.NOT_A_MEMBER,
                FailureCode.BANNED,
                FailureCode.FORBIDDEN,
                FailureCode.WRONG_KIND
            })
    record Join(ConversationId conversation) implements ConversationCommand<ConversationView> {
        public Join {
            Require.present("conversation", conversation);
        }
    }

    /** Leaves a group or room. */
    @Terms(
            who = "members",
            fails = {FailureCode.NOT_FOUND, FailureCode.NOT_A_MEMBER, FailureCode.WRONG_KIND})
    record Leave(ConversationId conversation) implements ConversationCommand<Done> {
        public Leave {
            Require.present("conversation", conversation);
        }
    }

    /** Gives a group or room another title; a group that gets its first title becomes one of its own. */
    @Terms(
            who = "whom the permission `rename` names",
            fails = {FailureCode.NOT_FOUND, FailureCode.NOT_A_MEMBER, FailureCode.WRONG_KIND, FailureCode.FORBIDDEN})
    record Rename(ConversationId conversation, String title) implements ConversationCommand<ConversationView> {
        public Rename {
            Require.present("conversation", conversation);
            title = Require.present("title", Text.requireTitle(title));
        }
    }

    /**
     * Adds a member. To a direct conversation or a group without title this opens another conversation, with that member
     * too, which is the answer.
     */
    @Terms(
            who = "whom the permission `addMembers` names",
            fails = {
                FailureCode.NOT_FOUND,
                FailureCode.NOT_A_MEMBER,
                FailureCode.WRONG_KIND,
                FailureCode.FORBIDDEN,
                FailureCode.CONVERSATION_FULL,
                FailureCode.BANNED
            })
    record AddMember(ConversationId conversation, AccountId account) implements ConversationCommand<ConversationView> {
        public AddMember {
            Require.present("conversation", conversation);
            Require.present("account", account);
        }
    }

    /** Removes a member of a titled group or room, who may come back. Moderators remove those below them. */
    @Terms(
            who = "moderators and owners, of lower roles",
            fails = {FailureCode.NOT_FOUND, FailureCode.NOT_A_MEMBER, FailureCode.WRONG_KIND, FailureCode.FORBIDDEN})
    record RemoveMember(ConversationId conversation, AccountId account) implements ConversationCommand<Done> {
        public RemoveMember {
            Require.present("conversation", conversation);
            Require.present("account", account);
        }
    }

    /** Members now, in order of account id. */
    @Terms(
            who = "members; of open rooms everybody",
            fails = {FailureCode.NOT_FOUND, FailureCode.NOT_A_MEMBER})
    record ListMembers(ConversationId conversation, AccountId after, Integer limit)
            implements ConversationCommand<Members> {
        public ListMembers {
            Require.present("conversation", conversation);
            limit = Require.limit(limit, 100, 1000);
        }
    }

    record Member(AccountView account, Role role) {}

    /**
     * @param rev the revision of the conversation from which on its changes must be applied to the list: of several pages, that of
     *     the first. It may be some seconds behind
     */
    record Members(List<Member> members, long rev, AccountId next) {}

    /**
     * Which of these the caller may subscribe to, as the database says after the call began. Internal: the bridge asks it
     * after it has registered on the bus.
     *
     * @param conversations wanted {@code conversation.} addresses
     * @param people wanted {@code presence.} addresses
     */
    record Authorize(List<ConversationId> conversations, List<AccountId> people)
            implements ConversationCommand<Authorized> {
        public Authorize {
            conversations = Require.list("conversations", conversations, 10_000);
            people = Require.list("people", people, 10_000);
        }
    }

    /**
     * The permitted ones alone; of conversations with the revision that they had.
     *
     * @param hidden true if the caller does not show everyone whether it is here, and so is in no list of who is; else null
     * @param userRev the caller's own revision at which that was so; null if no conversation was asked for
     */
    record Authorized(List<Head> conversations, List<AccountId> people, Boolean hidden, Long userRev) {}

    /**
     * Where a conversation stands.
     *
     * @param receiptRev the number of the last change of somebody's cursors
     * @param kind of those that {@link Authorize} permits; null elsewhere
     */
    record Head(ConversationId conversation, long rev, long receiptRev, ConversationKind kind) {
        public Head(ConversationId conversation, long rev, long receiptRev) {
            this(conversation, rev, receiptRev, null);
        }
    }

    /** Where an account stands. */
    record UserHead(AccountId account, long userRev) {}

    /**
     * Conversations and accounts that changed lately, to notice events that the bus lost. Internal.
     *
     * @param since database time in epoch milliseconds; null for the last overlap only
     * @param accounts those that the asker serves; null for all, as somebody asks who serves very many
     */
    record ListHeads(Long since, List<AccountId> accounts) implements ConversationCommand<Heads> {
        /** Most accounts that are asked for by name. */
        public static final int MOST_ACCOUNTS = 1_000;

        public ListHeads {
            Require.notNegative("since", since);
            accounts = accounts == null ? null : Require.list("accounts", accounts, MOST_ACCOUNTS);
        }
    }

    /** @param time what to give as {@code since} the next time: reads overlap, so that late commits are not missed */
    record Heads(List<Head> heads, List<UserHead> users, long time) {}
}
