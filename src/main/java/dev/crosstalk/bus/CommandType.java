package dev.crosstalk.bus;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A kind of command: the capability that serves it, its verb, and its two shapes. The list {@link #ALL} is the contract.
 *
 * @param bridged whether clients may send it to {@code cmd.<capability>.<verb>}
 */
public record CommandType<C extends Command<R>, R>(
        String capability, String verb, Class<C> command, Class<R> reply, boolean bridged) {

    public static final String ACCOUNT = "account";
    public static final String CONTACT = "contact";
    public static final String CONVERSATION = "conversation";
    public static final String MESSAGE = "message";
    public static final String ARCHIVE = "archive";
    public static final String PRESENCE = "presence";
    public static final String APPLICATION = "application";
    public static final String SEARCH = "search";
    public static final String INDEXING = "indexing";

    public static final List<CommandType<?, ?>> ALL = List.of(
            internal(ACCOUNT, "open-session", AccountCommand.OpenSession.class, AccountCommand.OpenedSession.class),
            internal(ACCOUNT, "authenticate", AccountCommand.Authenticate.class, AccountCommand.Authenticated.class),
            internal(ACCOUNT, "issue-ticket", AccountCommand.IssueTicket.class, AccountCommand.Ticket.class),
            internal(ACCOUNT, "redeem-ticket", AccountCommand.RedeemTicket.class, AccountCommand.Authenticated.class),
            bridged(ACCOUNT, "end-session", AccountCommand.EndSession.class, Done.class),
            bridged(ACCOUNT, "list-sessions", AccountCommand.ListSessions.class, AccountCommand.Sessions.class),
            bridged(ACCOUNT, "rename", AccountCommand.Rename.class, AccountView.class),
            bridged(ACCOUNT, "set-password", AccountCommand.SetPassword.class, Done.class),
            bridged(ACCOUNT, "remove-password", AccountCommand.RemovePassword.class, Done.class),
            bridged(ACCOUNT, "delete", AccountCommand.Delete.class, Done.class),
            bridged(ACCOUNT, "settings", AccountCommand.GetSettings.class, AccountCommand.Settings.class),
            bridged(ACCOUNT, "set", AccountCommand.SetSettings.class, AccountCommand.Settings.class),
            bridged(ACCOUNT, "find", AccountCommand.Find.class, AccountCommand.Accounts.class),
            bridged(ACCOUNT, "get", AccountCommand.Get.class, AccountCommand.Accounts.class),
            bridged(ACCOUNT, "list-renamed", AccountCommand.ListRenamed.class, AccountCommand.Renamed.class),
            internal(
                    ACCOUNT,
                    "directory-changes",
                    AccountCommand.ListDirectoryChanges.class,
                    AccountCommand.DirectoryChanges.class),
            bridged(CONTACT, "request", ContactCommand.Request.class, ContactCommand.Contact.class),
            bridged(CONTACT, "accept", ContactCommand.Accept.class, ContactCommand.Contact.class),
            bridged(CONTACT, "decline", ContactCommand.Decline.class, ContactCommand.Contact.class),
            bridged(CONTACT, "remove", ContactCommand.Remove.class, ContactCommand.Contact.class),
            bridged(CONTACT, "block", ContactCommand.Block.class, ContactCommand.Contact.class),
            bridged(CONTACT, "unblock", ContactCommand.Unblock.class, ContactCommand.Contact.class),
            bridged(CONTACT, "list", ContactCommand.ListContacts.class, ContactCommand.Contacts.class),
            bridged(CONVERSATION, "create", ConversationCommand.Create.class, ConversationView.class),
            bridged(CONVERSATION, "get", ConversationCommand.Get.class, ConversationView.class),
            bridged(CONVERSATION, "list", ConversationCommand.ListMine.class, ConversationCommand.Page.class),
            bridged(CONVERSATION, "rooms", ConversationCommand.ListRooms.class, ConversationCommand.Page.class),
            bridged(CONVERSATION, "find-room", ConversationCommand.FindRoom.class, ConversationView.class),
            bridged(CONVERSATION, "join", ConversationCommand.Join.class, ConversationView.class),
            bridged(CONVERSATION, "leave", ConversationCommand.Leave.class, Done.class),
            bridged(CONVERSATION, "rename", ConversationCommand.Rename.class, ConversationView.class),
            bridged(CONVERSATION, "add-member", ConversationCommand.AddMember.class, ConversationView.class),
            bridged(CONVERSATION, "remove-member", ConversationCommand.RemoveMember.class, Done.class),
            bridged(CONVERSATION, "members", ConversationCommand.ListMembers.class, ConversationCommand.Members.class),
            bridged(CONVERSATION, "set-role", ModerationCommand.SetRole.class, Done.class),
            bridged(CONVERSATION, "configure", ModerationCommand.Configure.class, ConversationView.class),
            bridged(CONVERSATION, "ban", ModerationCommand.Ban.class, Done.class),
            bridged(CONVERSATION, "unban", ModerationCommand.Unban.class, Done.class),
            bridged(CONVERSATION, "bans", ModerationCommand.ListBans.class, ModerationCommand.Bans.class),
            bridged(CONVERSATION, "create-invite", InviteCommand.CreateInvite.class, InviteCommand.CreatedInvite.class),
            bridged(CONVERSATION, "list-invites", InviteCommand.ListInvites.class, InviteCommand.Invites.class),
            bridged(CONVERSATION, "revoke-invite", InviteCommand.RevokeInvite.class, Done.class),
            bridged(
                    CONVERSATION,
                    "preview-invite",
                    InviteCommand.PreviewInvite.class,
                    InviteCommand.InvitePreview.class),
            bridged(CONVERSATION, "use-invite", InviteCommand.UseInvite.class, ConversationView.class),
            internal(CONVERSATION, "enter-by-invite", InviteCommand.EnterByInvite.class, ConversationView.class),
            bridged(CONVERSATION, "retention", RetentionCommand.Set.class, RetentionCommand.Kept.class),
            bridged(CONVERSATION, "get-retention", RetentionCommand.Get.class, RetentionCommand.Kept.class),
            internal(
                    CONVERSATION,
                    "set-application-retention",
                    RetentionCommand.SetForApplication.class,
                    RetentionCommand.KeptByApplication.class),
            internal(
                    CONVERSATION,
                    "get-application-retention",
                    RetentionCommand.GetForApplication.class,
                    RetentionCommand.KeptByApplication.class),
            internal(
                    CONVERSATION,
                    "authorize",
                    ConversationCommand.Authorize.class,
                    ConversationCommand.Authorized.class),
            internal(CONVERSATION, "heads", ConversationCommand.ListHeads.class, ConversationCommand.Heads.class),
            bridged(CONVERSATION, "mark", PositionCommand.Mark.class, PositionCommand.Marked.class),
            bridged(CONVERSATION, "mark-many", PositionCommand.MarkMany.class, PositionCommand.MarkedMany.class),
            internal(CONVERSATION, "mark-owned", PositionCommand.MarkOwned.class, PositionCommand.MarkedMany.class),
            bridged(CONVERSATION, "mark-unread", PositionCommand.MarkUnread.class, PositionCommand.Placed.class),
            bridged(CONVERSATION, "arrange", PositionCommand.Arrange.class, PositionCommand.Placed.class),
            bridged(CONVERSATION, "receipts", PositionCommand.ListReceipts.class, PositionCommand.Receipts.class),
            internal(
                    CONVERSATION,
                    "fill-receipts",
                    PositionCommand.FillReceipts.class,
                    PositionCommand.FilledReceipts.class),
            bridged(CONVERSATION, "sync", SyncCommand.Sync.class, SyncCommand.Synced.class),
            internal(CONVERSATION, "user-changes", SyncCommand.ListUserChanges.class, SyncCommand.UserChanges.class),
            bridged(MESSAGE, "post", MessageCommand.Post.class, MessageCommand.Posted.class),
            bridged(MESSAGE, "history", MessageCommand.History.class, MessageCommand.HistoryPage.class),
            bridged(MESSAGE, "changes", MessageCommand.ListChanges.class, MessageCommand.Changes.class),
            bridged(MESSAGE, "get", StoredMessageCommand.Get.class, StoredMessageCommand.Found.class),
            bridged(MESSAGE, "edit", StoredMessageCommand.Edit.class, StoredMessageCommand.Found.class),
            bridged(MESSAGE, "delete", StoredMessageCommand.Delete.class, Done.class),
            bridged(MESSAGE, "edits", StoredMessageCommand.ListEdits.class, StoredMessageCommand.Edits.class),
            bridged(MESSAGE, "react", StoredMessageCommand.React.class, StoredMessageCommand.Reacted.class),
            bridged(
                    MESSAGE,
                    "reactions",
                    StoredMessageCommand.ListReactions.class,
                    StoredMessageCommand.Reactors.class),
            bridged(MESSAGE, "pin", StoredMessageCommand.Pin.class, Done.class),
            bridged(MESSAGE, "unpin", StoredMessageCommand.Unpin.class, Done.class),
            bridged(MESSAGE, "pins", MessageCommand.ListPins.class, MessageCommand.Pins.class),
            internal(MESSAGE, "fill-hole", MessageCommand.FillHole.class, MessageCommand.Changes.class),
            bridged(MESSAGE, "draft", PersonalCommand.KeepDraft.class, UserEvent.Draft.class),
            bridged(MESSAGE, "save", PersonalCommand.Save.class, UserEvent.Saved.class),
            bridged(MESSAGE, "unsave", PersonalCommand.Unsave.class, UserEvent.Saved.class),
            bridged(MESSAGE, "saved", PersonalCommand.ListSaved.class, PersonalCommand.SavedPage.class),
            internal(ARCHIVE, "read", ArchiveCommand.Read.class, ArchiveCommand.Page.class),
            internal(ARCHIVE, "read-whole", ArchiveCommand.ReadWhole.class, ArchiveCommand.Page.class),
            internal(ARCHIVE, "read-application", ArchiveCommand.ReadApplication.class, ArchiveCommand.Page.class),
            internal(ARCHIVE, "read-own", ArchiveCommand.ReadOwn.class, ArchiveCommand.Page.class),
            internal(ARCHIVE, "read-place", ArchiveCommand.ReadPlace.class, ArchiveCommand.Page.class),
            internal(ARCHIVE, "begin", ArchiveCommand.Begin.class, ArchiveCommand.Begun.class),
            internal(ARCHIVE, "stage", ArchiveCommand.Stage.class, ArchiveCommand.Staged.class),
            internal(ARCHIVE, "commit", ArchiveCommand.Commit.class, ArchiveCommand.Committed.class),
            internal(ARCHIVE, "abort", ArchiveCommand.Abort.class, Done.class),
            internal(
                    ARCHIVE,
                    "imported-conversations",
                    ArchiveCommand.ListImportedConversations.class,
                    ArchiveCommand.ImportedConversationPage.class),
            internal(
                    ARCHIVE,
                    "imported-accounts",
                    ArchiveCommand.ListImportedAccounts.class,
                    ArchiveCommand.ImportedAccountPage.class),
            internal(APPLICATION, "enter", ApplicationCommand.Enter.class, ApplicationCommand.Entered.class),
            internal(APPLICATION, "create", ApplicationCommand.Create.class, ApplicationCommand.Revealed.class),
            internal(APPLICATION, "list", ApplicationCommand.ListAll.class, ApplicationCommand.ApplicationPage.class),
            internal(APPLICATION, "get", ApplicationCommand.Get.class, ApplicationCommand.Application.class),
            internal(APPLICATION, "update", ApplicationCommand.Update.class, ApplicationCommand.Revealed.class),
            internal(APPLICATION, "delete", ApplicationCommand.Delete.class, Done.class),
            internal(APPLICATION, "limits", ApplicationCommand.GetLimits.class, ApplicationCommand.Limits.class),
            internal(APPLICATION, "set-limits", ApplicationCommand.SetLimits.class, ApplicationCommand.Limits.class),
            internal(
                    APPLICATION,
                    "put-key",
                    ApplicationKeyCommand.Put.class,
                    ApplicationKeyCommand.ApplicationKey.class),
            internal(
                    APPLICATION,
                    "keys",
                    ApplicationKeyCommand.ListAll.class,
                    ApplicationKeyCommand.ApplicationKeys.class),
            internal(APPLICATION, "remove-key", ApplicationKeyCommand.Remove.class, Done.class),
            internal(
                    APPLICATION,
                    "open-session",
                    ApplicationKeyCommand.OpenSession.class,
                    ApplicationKeyCommand.OpenedByToken.class),
            internal(APPLICATION, "end-sessions", ApplicationKeyCommand.EndSessions.class, Done.class),
            internal(APPLICATION, "chats", ChatCommand.ListAll.class, ChatCommand.ChatPage.class),
            internal(APPLICATION, "get-chat", ChatCommand.Get.class, ChatCommand.Chat.class),
            internal(APPLICATION, "create-chat", ChatCommand.Create.class, ChatCommand.CreatedChat.class),
            internal(APPLICATION, "enter-chat", ChatCommand.Enter.class, Done.class),
            internal(APPLICATION, "delete-chat", ChatCommand.Delete.class, Done.class),
            internal(APPLICATION, "messages", ChatCommand.ListMessages.class, ChatCommand.ChatMessages.class),
            internal(APPLICATION, "get-message", ChatCommand.GetMessage.class, ChatCommand.ChatMessage.class),
            bridged(PRESENCE, "query", PresenceCommand.Query.class, PresenceCommand.States.class),
            bridged(PRESENCE, "here", PresenceCommand.ListHere.class, PresenceCommand.Here.class),
            internal(PRESENCE, "report-here", PresenceCommand.ReportHere.class, PresenceCommand.Reported.class),
            internal(PRESENCE, "heard", PresenceCommand.Heard.class, Done.class),
            bridged(SEARCH, "messages", SearchCommand.Messages.class, SearchCommand.Hits.class),
            bridged(SEARCH, "people", SearchCommand.People.class, AccountCommand.Accounts.class),
            bridged(SEARCH, "rooms", SearchCommand.Rooms.class, ConversationCommand.Page.class),
            internal(SEARCH, "rebuild", SearchCommand.Rebuild.class, SearchCommand.Progress.class),
            internal(SEARCH, "get-rebuild", SearchCommand.GetRebuild.class, SearchCommand.Progress.class),
            internal(INDEXING, "attach", IndexingCommand.Attach.class, IndexingCommand.Attached.class),
            internal(INDEXING, "complete", IndexingCommand.Complete.class, Done.class),
            internal(INDEXING, "claim", IndexingCommand.Claim.class, IndexingCommand.Claimed.class),
            internal(INDEXING, "finish", IndexingCommand.Finish.class, Done.class),
            internal(INDEXING, "read", IndexingCommand.Read.class, IndexingCommand.Sources.class),
            internal(INDEXING, "scan", IndexingCommand.Scan.class, IndexingCommand.Scanned.class),
            internal(INDEXING, "count", IndexingCommand.Count.class, IndexingCommand.Counted.class),
            internal(INDEXING, "scope", IndexingCommand.GetScope.class, IndexingCommand.Scope.class),
            internal(INDEXING, "show", IndexingCommand.Show.class, IndexingCommand.Shown.class));

    private static final Map<Class<?>, CommandType<?, ?>> BY_CLASS =
            ALL.stream().collect(Collectors.toUnmodifiableMap(CommandType::command, Function.identity()));
    private static final Map<String, CommandType<?, ?>> BY_ADDRESS = ALL.stream()
            .filter(CommandType::bridged)
            .collect(Collectors.toUnmodifiableMap(CommandType::address, Function.identity()));

    /** The address to which clients send it. */
    public String address() {
        return Addresses.command(capability, verb);
    }

    /** Who may send it and how it may fail, or null where that is not said. */
    public Terms terms() {
        return command.getAnnotation(Terms.class);
    }

    /** Whether its contract names that failure. */
    boolean mayFailWith(FailureCode code) {
        Terms terms = terms();
        return terms == null
                || FailureCode.COMMON.contains(code)
                || List.of(terms.fails()).contains(code);
    }

    /** The address to which clients send such commands. */
    public static String address(Class<? extends Command<?>> command) {
        return BY_CLASS.get(command).address();
    }

    @SuppressWarnings("unchecked")
    public static <R> CommandType<?, R> of(Command<R> command) {
        return (CommandType<?, R>) BY_CLASS.get(command.getClass());
    }

    /** The bridged command with that address. */
    static Optional<CommandType<?, ?>> ofAddress(String address) {
        return Optional.ofNullable(BY_ADDRESS.get(address));
    }

    /** The command with that verb of a capability, bridged or not. */
    static Optional<CommandType<?, ?>> of(String capability, String verb) {
        return ALL.stream()
                .filter(type ->
                        type.capability().equals(capability) && type.verb().equals(verb))
                .findFirst();
    }

    private static <C extends Command<R>, R> CommandType<C, R> bridged(
            String capability, String verb, Class<C> command, Class<R> reply) {
        return new CommandType<>(capability, verb, command, reply, true);
    }

    private static <C extends Command<R>, R> CommandType<C, R> internal(
            String capability, String verb, Class<C> command, Class<R> reply) {
        return new CommandType<>(capability, verb, command, reply, false);
    }
}
