/**
 * What the models may ask of the server. The addresses of the contract are spelled here and nowhere else.
 *
 * Every `watch…` returns `{ready: Promise, stop()}`; `ready` is that of the present connection.
 */
export class Gateway {
  #bridge;
  #http;

  constructor({ bridge, http }) {
    this.#bridge = bridge;
    this.#http = http;
    bridge.probe = (options) => bridge.request('cmd.presence.query', { accounts: [] }, options);
  }

  createSession = (name, password) => this.#http.createSession(name, password);
  currentSession = () => this.#http.currentSession();
  endSession = () => this.#http.endSession();

  connect = () => this.#bridge.start();
  disconnect = () => this.#bridge.stop();
  wake = (options) => this.#bridge.wake(options);
  settled = () => this.#bridge.settled();
  set onState(listener) {
    this.#bridge.onState = listener;
  }

  /** @param {{replyTo?: number, mentions?: string[], everyone?: true}} [more] */
  post = (conversation, text, clientId, more = {}) => this.#ask('message.post', { conversation, text, clientId, ...more });
  history = (conversation, page = {}) => this.#ask('message.history', { conversation, ...page });
  getMessage = (conversation, seq) => this.#ask('message.get', { conversation, seq });
  editMessage = (conversation, seq, text, more) => this.#ask('message.edit', { conversation, seq, text, ...more });
  /** @param {'everyone' | 'me'} whom */
  deleteMessage = (conversation, seq, whom) => this.#ask('message.delete', { conversation, seq, for: whom });
  react = (conversation, seq, kind, on) => this.#ask('message.react', { conversation, seq, kind, on });
  reactors = (conversation, seq, page = {}) => this.#ask('message.reactions', { conversation, seq, ...page });
  pin = (conversation, seq) => this.#ask('message.pin', { conversation, seq });
  unpin = (conversation, seq) => this.#ask('message.unpin', { conversation, seq });
  pins = (conversation, after) => this.#ask('message.pins', { conversation, after });
  save = (conversation, seq) => this.#ask('message.save', { conversation, seq });
  unsave = (conversation, seq) => this.#ask('message.unsave', { conversation, seq });
  saved = (page) => this.#ask('message.saved', page);
  /** @param {{conversation, text, replyTo?, base, settled?}} draft */
  draft = (draft) => this.#ask('message.draft', draft);
  changes = (conversation, page) => this.#ask('message.changes', { conversation, ...page });

  markMany = (marks) => this.#ask('conversation.mark-many', { marks });
  markUnread = (conversation, seq) => this.#ask('conversation.mark-unread', { conversation, seq });
  arrange = (conversation, change) => this.#ask('conversation.arrange', { conversation, ...change });
  sync = (held) => this.#ask('conversation.sync', held);
  receipts = (conversation, after) => this.#ask('conversation.receipts', { conversation, after });

  listConversations = (page = {}) => this.#ask('conversation.list', page);
  listRooms = (page = {}) => this.#ask('conversation.rooms', page);
  getConversation = (conversation) => this.#ask('conversation.get', { conversation });
  createConversation = (conversation) => this.#ask('conversation.create', conversation);
  join = (conversation) => this.#ask('conversation.join', { conversation });
  leave = (conversation) => this.#ask('conversation.leave', { conversation });
  rename = (conversation, title) => this.#ask('conversation.rename', { conversation, title });
  addMember = (conversation, account) => this.#ask('conversation.add-member', { conversation, account });
  removeMember = (conversation, account) => this.#ask('conversation.remove-member', { conversation, account });
  listMembers = (conversation, page = {}) => this.#ask('conversation.members', { conversation, ...page });

  findAccounts = (page = {}) => this.#ask('account.find', page);
  getAccounts = (ids) => this.#ask('account.get', { ids });
  listRenamed = (page) => this.#ask('account.list-renamed', page);
  settings = () => this.#ask('account.settings', {});
  set = (settings) => this.#ask('account.set', { settings });
  setPassword = (password, current) => this.#ask('account.set-password', { password, current });
  removePassword = (current) => this.#ask('account.remove-password', { current });
  listSessions = () => this.#ask('account.list-sessions', {});
  endOtherSession = (session) => this.#ask('account.end-session', { session });
  renameAccount = (name) => this.#ask('account.rename', { name });
  queryPresence = (accounts) => this.#ask('presence.query', { accounts });

  watchConversation = (id, listener) => this.#watch(`conversation.${id}`, listener);
  watchUser = (id, listener) => this.#watch(`user.${id}`, listener);
  watchPresence = (id, listener) => this.#watch(`presence.${id}`, listener);
  watchDirectory = (application, listener) => this.#watch(`directory.${application}`, listener);

  #ask(command, body) {
    return this.#bridge.request(`cmd.${command}`, body);
  }

  #watch(address, listener) {
    const subscription = this.#bridge.subscribe(address, listener);
    return {
      get ready() {
        return subscription.ready;
      },
      stop: () => this.#bridge.unsubscribe(address),
    };
  }
}
