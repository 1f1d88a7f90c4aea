import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { Failure } from '../../../../webroot/js/bus/failure.js';
import { Chat } from '../../../../webroot/js/model/chat.js';
import { FakeServer } from './fake-server.mjs';
import { golden, settle, TestClock } from './fakes.mjs';

describe('the chat of one person', () => {
  let server, clock, chat, hidden;

  beforeEach(() => {
    server = new FakeServer('101');
    clock = new TestClock();
    hidden = false;
    let number = 0;
    chat = new Chat({
      gateway: server,
      clock,
      device: { newId: () => `mine-${++number}`, online: () => true, hidden: () => hidden },
    });
  });

  async function rest() {
    for (let i = 0; i < 60; i++) {
      await settle();
    }
  }

  async function start() {
    await chat.start();
    await rest();
  }

  const texts = (id) => chat.conversations.get(id).timeline.entries.filter((entry) => entry.type === 'message').map((entry) => entry.text);

  test('shows no read ticks to who has receipts off, and what is read from then on to who has them on', async () => {
    const group = server.conversation('Group', 'group');
    await start();
    const conversation = chat.conversations.get(group);
    conversation.timeline;
    const { seq } = server.say(group, 'mine', '101');
    await rest();
    server.read(group, '2', seq);
    assert.equal(conversation.stateOf(seq), 'read');

    let told = 0;
    conversation.observe(() => told++);
    server.set('receipts', false);
    assert.equal(conversation.stateOf(seq), 'delivered');
    assert.equal(told, 1, 'it is drawn anew');
    const next = server.say(group, 'mine, too', '101').seq;
    server.read(group, '2', next);
    assert.equal(conversation.stateOf(next), 'delivered');

    server.set('receipts', true);
    await rest();
    assert.equal(conversation.stateOf(next), 'read');
  });

  test('shows no read ticks on a device that comes later, either, nor before it knows', async () => {
    server.told.receipts = false;
    const group = server.conversation('Group', 'group');
    const { seq } = server.say(group, 'mine', '101');
    await start();
    const conversation = chat.conversations.get(group);
    server.read(group, '2', seq);
    assert.equal(conversation.stateOf(seq), 'delivered');
    server.told.receipts = true;
    server.userRev++;
    server.cut();
    server.restore();
    assert.equal(conversation.stateOf(seq), 'delivered');
    await rest();
    assert.equal(conversation.stateOf(seq), 'read', 'what was switched while there was no connection is known after it');
  });

  test('lists conversations by their latest message and hears new ones', async () => {
    const quiet = server.conversation('Quiet');
    const busy = server.conversation('Busy');
    await start();
    assert.deepEqual(chat.conversations.list.map(({ title }) => title), ['Busy', 'Quiet']);
    server.say(quiet, 'no longer quiet');
    assert.deepEqual(chat.conversations.list.map(({ title }) => title), ['Quiet', 'Busy']);
    assert.equal(chat.conversations.get(quiet).lastMessage.text, 'no longer quiet');
    assert.equal(chat.conversations.get(busy).lastMessage, null);
  });

  test('catches up after a lost connection: nothing missing, nothing twice, in open and unopened conversations', async () => {
    const open = server.conversation('Open');
    const unopened = server.conversation('Unopened');
    await start();
    chat.conversations.get(open).timeline;
    await rest();
    server.say(open, 'before');
    server.cut();
    for (let i = 0; i < 5; i++) {
      server.say(open, `missed ${i}`);
      server.say(unopened, `missed ${i}`);
    }
    server.restore();
    await rest();
    server.say(open, 'after');
    assert.deepEqual(texts(open), ['before', ...[0, 1, 2, 3, 4].map((i) => `missed ${i}`), 'after']);
    assert.equal(chat.conversations.get(unopened).lastMessage.text, 'missed 4');
    server.say(unopened, 'after');
    assert.equal(chat.conversations.get(unopened).lastMessage.text, 'after');
  });

  test('learns after a lost connection which conversations are mine no longer, and which are new', async () => {
    const left = server.conversation('Left');
    await start();
    server.cut();
    server.change(left, 'removed', '101');
    const joined = server.conversation('New');
    server.restore();
    await rest();
    assert.deepEqual(chat.conversations.list.map(({ id }) => id), [joined]);
    server.say(joined, 'heard');
    assert.equal(chat.conversations.get(joined).lastMessage.text, 'heard');
  });

  test('a window in whose browser somebody else has signed in becomes theirs, and sends nothing that was written before', async () => {
    const room = server.conversation('Shared');
    await start();
    server.cut();
    chat.outbox.post(room, 'words of alice');
    await rest();
    server.calls.length = 0;
    server.me = '2';
    const refuse = server.watchers.get('user.101').onEnded;
    server.connected = true;
    server.settled = async () => {
      server.settled = settle;
      refuse(new Failure({ code: 'access_denied', kind: 'REFUSED' }));
    };
    server.onState({ state: 'open' });
    await rest();
    assert.equal(chat.me, '2');
    assert.ok(!server.calls.includes('post'));
    assert.deepEqual(chat.outbox.items(room), []);
  });

  test('keeps a conversation that moves to the top while the pages of the list are read', async () => {
    const moving = server.conversation('Moving');
    server.conversation('Other');
    await start();
    server.mostListed = 1;
    whileTheFirstPageIsUnderWay(() => server.say(moving, 'to the top'));
    server.cut();
    server.restore();
    await rest();
    assert.deepEqual(chat.conversations.list.map(({ title }) => title), ['Moving', 'Other']);
    server.say(moving, 'heard');
    assert.equal(chat.conversations.get(moving).lastMessage.text, 'heard');
  });

  test('keeps a conversation that I join while the list is read', async () => {
    server.conversation('One');
    server.conversation('Other');
    await start();
    server.mostListed = 1;
    whileTheFirstPageIsUnderWay(() => {
      const conversation = server.conversation('Joined');
      server.watchers.get('user.101').onEvent({ type: 'membership', conversation, member: true });
    });
    server.cut();
    server.restore();
    await rest();
    assert.deepEqual(chat.conversations.list.map(({ title }) => title), ['Joined', 'Other', 'One']);
  });

  test('drops no conversation because of a question that fails', async () => {
    const id = server.conversation('Group', 'group');
    await start();
    server.answers = (call) => call !== 'get';
    server.change(id, 'removed', '101');
    server.cut();
    server.restore();
    await rest();
    assert.equal(chat.conversations.list.length, 1);
    server.answers = () => true;
    server.cut();
    server.restore();
    await rest();
    assert.deepEqual(chat.conversations.list, []);
  });

  /** Happens after the server has read the first page and before it comes. */
  function whileTheFirstPageIsUnderWay(happen) {
    let happened = false;
    server.answers = (call) => {
      if (call === 'list' && !happened) {
        happened = true;
        happen();
      }
      return true;
    };
  }

  test('drops a conversation when the server ends its subscription', async () => {
    const id = server.conversation();
    await start();
    server.watchers.get(`conversation.${id}`).onEnded({ code: 'not_a_member' });
    assert.deepEqual(chat.conversations.list, []);
  });

  test('stores a message once whose answer was lost, and shows it once', async () => {
    const id = server.conversation();
    await start();
    chat.conversations.get(id).timeline;
    await rest();
    server.deliver = () => false;
    server.answers = (call) => call !== 'post';
    chat.outbox.post(id, 'once');
    await rest();
    assert.equal(chat.outbox.items(id).length, 1);
    server.cut();
    server.deliver = () => true;
    server.answers = () => true;
    server.restore();
    await rest();
    assert.equal(server.calls.filter((call) => call === 'post').length >= 1, true);
    assert.deepEqual(texts(id), ['once']);
    assert.deepEqual(chat.outbox.items(id), []);
    assert.equal(server.conversations.get(id).lastSeq, 1);
  });

  test('shows an own message in every moment exactly once, as pending or as stored', async () => {
    const id = server.conversation();
    await start();
    const { timeline } = chat.conversations.get(id);
    await rest();
    const counts = new Set();
    const count = () => counts.add(chat.outbox.items(id).length + timeline.entries.filter((entry) => entry.text === 'mine').length);
    // What is drawn is what stands when the turn is over.
    timeline.observe(() => queueMicrotask(count));
    chat.outbox.observe(() => queueMicrotask(count));
    chat.outbox.post(id, 'mine');
    await rest();
    assert.deepEqual(texts(id), ['mine']);
    assert.deepEqual([...counts], [1]);
  });

  test('counts what others say while nobody looks', async () => {
    const id = server.conversation();
    await start();
    server.say(id, 'seen');
    hidden = true;
    server.say(id, 'a');
    server.say(id, 'b');
    chat.outbox.post(id, 'my own');
    await rest();
    assert.equal(chat.attention.count, 2);
    hidden = false;
    chat.attention.looked();
    assert.equal(chat.attention.count, 0);
  });

  test('says of what is read what was known of the own places by then', async () => {
    const id = server.conversation();
    server.userRev = 7;
    await start();
    const me = server.watchers.get('user.101');
    const marked = (userRev, lastSeq) =>
      me.onEvent({ type: 'membership', userRev, conversation: id, member: true, position: { readSeq: 0, lastSeq, unread: lastSeq, markedUnread: true } });
    const read = async () => {
      chat.seen(chat.conversations.get(id));
      await clock.advance(1_000);
      return server.marks.filter((mark) => mark.read).at(-1);
    };
    marked(9, 1);
    server.say(id, 'one');
    assert.deepEqual(await read(), { conversation: id, delivered: 1, read: 1, base: 9 });
    server.cut();
    server.restore();
    marked(12, 2);
    server.say(id, 'two');
    chat.seen(chat.conversations.get(id));
    await rest();
    assert.equal((await read()).base, 9, 'while the list is not read, what came before 12 may be missing');
    server.userRev = 12;
    server.cut();
    server.restore();
    await rest();
    marked(12, 2);
    assert.equal((await read()).base, 12);
  });

  test('knows new people and new names as the directory tells them', async () => {
    await start();
    const event = golden('event/account_renamed');
    server.watchers.get('directory.1').onEvent(event);
    assert.equal(chat.people.name(event.account.id), event.account.name);
    assert.equal(chat.session.account.name, event.account.name, 'it is my own name');
  });

  describe('after a lost connection', () => {
    beforeEach(async () => {
      await start();
      chat.people.name('2');
      await rest();
      server.cut();
    });

    async function back() {
      server.calls.length = 0;
      server.restore();
      await rest();
    }

    test('knows who has another name, without asking for everybody anew', async () => {
      server.name('2', 'zoe');
      server.name('3', 'of whom nobody has asked');
      await back();
      assert.equal(chat.people.name('2'), 'zoe');
      await rest();
      assert.ok(!server.calls.includes('accounts'));
    });

    test('asks anew for whoever is looked at when many have other names', async () => {
      server.mostRenamed = 1;
      server.name('3', 'other');
      server.name('2', 'zoe');
      await back();
      chat.people.name('2');
      await rest();
      assert.equal(chat.people.name('2'), 'zoe');
    });

    test('asks once more for what did not come', async () => {
      chat.people.name('4');
      await rest();
      server.name('2', 'zoe');
      server.answers = (call) => call !== 'renamed';
      await back();
      server.answers = () => true;
      server.cut();
      await back();
      chat.people.name('4');
      await rest();
      assert.equal(chat.people.name('4'), 'name4');
      assert.equal(chat.people.name('2'), 'zoe');
    });

    test('a name that the directory tells while it is asked is newer than the answer', async () => {
      server.name('2', 'zoe');
      const { listRenamed } = server;
      server.listRenamed = async (page) => {
        const answer = await listRenamed(page);
        server.name('2', 'zora');
        return answer;
      };
      await back();
      assert.equal(chat.people.name('2'), 'zora');
    });
  });

  test('is signed out when the server has ended the session, and keeps nothing', async () => {
    server.conversation();
    await start();
    server.onState({ state: 'closed', ended: true });
    assert.equal(chat.session.state, 'out');
    assert.equal(chat.session.reason, 'expired');
    assert.deepEqual(chat.conversations.list, []);
  });

  test('says nothing of a short break and complains of a long one', async () => {
    await start();
    server.cut();
    await clock.advance(4_000);
    assert.equal(chat.connection.shown, 'none');
    await clock.advance(1_500);
    assert.equal(chat.connection.shown, 'reconnecting');
    server.restore();
    assert.equal(chat.connection.shown, 'none');
  });
});
