import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Conversation } from '../../../../webroot/js/model/conversation.js';
import { isMessage } from '../../../../webroot/js/model/message.js';
import { FakeServer } from './fake-server.mjs';
import { chance, settle, TestClock } from './fakes.mjs';

async function opened(server, id) {
  const conversation = new Conversation(server.view(server.conversations.get(id)), { gateway: server, clock: new TestClock(), me: '1' });
  server.watchConversation(id, { onEvent: (event) => conversation.offer(event) });
  const { timeline } = conversation;
  await quiet(() => timeline.state === 'ready');
  return { conversation, timeline };
}

async function quiet(condition) {
  for (let i = 0; i < 2_000 && !condition(); i++) {
    await settle();
  }
  assert.ok(condition(), 'it did not come to rest');
}

const revs = (timeline) => timeline.entries.map((entry) => entry.rev);
const shown = (timeline) => timeline.entries.filter(isMessage).map(({ type, text }) => text ?? type);
const upTo = (n) => Array.from({ length: n }, (_, i) => i + 1);

describe('a conversation', () => {
  test('shows every event once and in order, whatever the bus loses, doubles or turns round', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const random = chance(seed);
      const server = new FakeServer();
      const id = server.conversation();
      const { conversation, timeline } = await opened(server, id);
      let held = [];
      server.deliver = (event) => {
        const luck = random();
        if (luck < 0.3) {
          return false;
        }
        if (luck < 0.5) {
          held.push(event);
          return false;
        }
        if (luck < 0.6) {
          conversation.offer(event);
        }
        return true;
      };
      for (let i = 0; i < 60; i++) {
        random() < 0.2 ? server.change(id, 'joined', String(100 + i)) : server.say(id, `${i}`);
        if (random() < 0.3) {
          held.forEach((event) => conversation.offer(event));
          held = [];
          await settle();
        }
      }
      server.deliver = () => true;
      server.say(id, 'the last one shows every hole');
      await quiet(() => timeline.entries.length === 62);
      assert.deepEqual(revs(timeline), upTo(62), `seed ${seed}`);
    }
  });

  test('asks for nothing as long as nothing is missing', async () => {
    const server = new FakeServer();
    const id = server.conversation();
    const { timeline } = await opened(server, id);
    server.calls.length = 0;
    server.say(id, 'a');
    server.say(id, 'b');
    assert.deepEqual(revs(timeline), [1, 2, 3]);
    assert.deepEqual(server.calls, []);
  });

  test('fetches a hole page by page to its end', async () => {
    const server = new FakeServer();
    const id = server.conversation();
    const { timeline } = await opened(server, id);
    server.deliver = () => false;
    for (let i = 0; i < 1_200; i++) {
      server.say(id, `${i}`);
    }
    server.deliver = () => true;
    server.say(id, 'last');
    await quiet(() => timeline.entries.length === 1_202);
    assert.deepEqual(revs(timeline), upTo(1_202));
  });

  test('loads anew what the server cannot give whole', async () => {
    const server = new FakeServer();
    const id = server.conversation();
    server.say(id, 'old');
    const { timeline } = await opened(server, id);
    server.mostChanges = 100;
    server.deliver = () => false;
    for (let i = 0; i < 300; i++) {
      server.say(id, `${i}`);
    }
    server.deliver = () => true;
    server.say(id, 'last');
    await quiet(() => timeline.entries.at(-1)?.text === 'last');
    await quiet(() => timeline.state === 'ready');
    assert.deepEqual(revs(timeline), upTo(303).slice(-60));
    assert.equal(timeline.hasOlder, true, 'what lies between is fetched by scrolling');
  });

  test('does not lose what comes while its history is being loaded', async () => {
    const server = new FakeServer();
    const id = server.conversation();
    server.say(id, 'before');
    const conversation = new Conversation(server.view(server.conversations.get(id)), { gateway: server, clock: new TestClock(), me: '1' });
    server.watchConversation(id, { onEvent: (event) => conversation.offer(event) });
    const { timeline } = conversation;
    server.say(id, 'meanwhile');
    await settle();
    server.say(id, 'after the server has answered');
    await quiet(() => timeline.state === 'ready');
    assert.deepEqual(revs(timeline), [1, 2, 3, 4]);
  });

  test('is loaded whole from pages that are shorter than was asked for', async () => {
    const server = new FakeServer();
    const id = server.conversation();
    server.mostInAPage = 7;
    for (let i = 0; i < 60; i++) {
      i % 3 === 1 ? server.change(id, 'joined', String(100 + i)) : server.say(id, `${i}`);
    }
    const { timeline } = await opened(server, id);
    while (timeline.hasOlder) {
      await timeline.loadOlder();
    }
    assert.deepEqual(revs(timeline), upTo(61));
  });

  test('is loaded backwards to its beginning, with what is not a message in its place', async () => {
    const server = new FakeServer();
    const id = server.conversation();
    for (let i = 0; i < 200; i++) {
      i % 9 === 4 ? server.change(id, 'joined', String(100 + i)) : server.say(id, `${i}`);
    }
    const { timeline } = await opened(server, id);
    assert.equal(timeline.entries.length < 100, true);
    while (timeline.hasOlder) {
      await timeline.loadOlder();
    }
    assert.deepEqual(revs(timeline), upTo(201));
  });

  test('shows an edited message in its place and a tombstone in place of a deleted one', async () => {
    const server = new FakeServer();
    const id = server.conversation();
    ['a', 'b', 'c'].forEach((text) => server.say(id, text));
    const { conversation, timeline } = await opened(server, id);
    server.edit(id, 2, 'better');
    server.remove(id, 1);
    server.edit(id, 3, 'last');
    assert.deepEqual(shown(timeline), ['deleted', 'better', 'last']);
    assert.equal(conversation.lastMessage.text, 'last');
    server.remove(id, 3);
    assert.equal(conversation.lastMessage.type, 'deleted');
    assert.equal(conversation.lastSeq, 3);
  });

  test('is not turned back by what is older than what it shows', async () => {
    const server = new FakeServer();
    const id = server.conversation();
    const posted = structuredClone(server.say(id, 'first'));
    const { conversation, timeline } = await opened(server, id);
    server.edit(id, 1, 'edited');
    conversation.stored(posted);
    assert.deepEqual(shown(timeline), ['edited']);
    server.remove(id, 1);
    conversation.stored(posted);
    assert.deepEqual(shown(timeline), ['deleted']);
  });

  test('ends the same for who missed edits and deletions as for who was there, whatever is lost', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const random = chance(seed);
      const server = new FakeServer();
      server.mostInAPage = 5;
      const id = server.conversation();
      const { timeline } = await opened(server, id);
      server.deliver = () => random() < 0.5;
      for (let i = 1; i <= 80; i++) {
        const seq = Math.ceil(random() * server.conversations.get(id).lastSeq);
        const event = seq && server.conversations.get(id).events.find((one) => one.seq === seq);
        const luck = random();
        if (luck < 0.4 || !event) {
          server.say(id, `${i}`);
        } else if (event.type !== 'deleted') {
          luck < 0.8 ? server.edit(id, seq, `edit ${i}`) : server.remove(id, seq);
        }
        if (random() < 0.2) {
          await settle();
        }
      }
      server.deliver = () => true;
      server.say(id, 'the last one shows every hole');
      const { events, lastSeq } = server.conversations.get(id);
      await quiet(() => timeline.entries.at(-1)?.seq === lastSeq && timeline.entries.length === lastSeq + 1);
      const expected = events.filter(isMessage).sort((a, b) => a.seq - b.seq);
      await quiet(() => JSON.stringify(timeline.entries.slice(1)) === JSON.stringify(expected));
    }
  });

  test('takes a change of a message that is not loaded yet with its page', async () => {
    const server = new FakeServer();
    const id = server.conversation();
    for (let i = 1; i <= 100; i++) {
      server.say(id, `${i}`);
    }
    const { timeline } = await opened(server, id);
    server.edit(id, 1, 'edited');
    assert.equal(timeline.entries[0].seq, 41);
    await timeline.loadOlder();
    assert.deepEqual(shown(timeline).slice(0, 2), ['edited', '2']);
    assert.equal(timeline.entries.length, 101);
  });

  test('asks for an edited text that is not told to all', async () => {
    const server = new FakeServer();
    const id = server.conversation();
    server.say(id, 'old');
    const { conversation, timeline } = await opened(server, id);
    server.deliver = () => false;
    const { text, ...withheld } = server.edit(id, 1, 'new');
    conversation.offer(withheld);
    assert.deepEqual(shown(timeline), ['old']);
    await quiet(() => shown(timeline)[0] === 'new');
    assert.equal(conversation.lastMessage.text, 'new');
    server.deliver = () => true;
    server.calls.length = 0;
    server.say(id, 'next');
    assert.deepEqual(server.calls, [], 'no revision is missing');
  });

  test('keeps a message that I have deleted for myself away, though others hear of its edits', async () => {
    const server = new FakeServer();
    const id = server.conversation();
    ['a', 'b', 'c'].forEach((text) => server.say(id, text));
    const { conversation, timeline } = await opened(server, id);
    server.hidden.add(2);
    conversation.hide(2);
    assert.deepEqual(shown(timeline), ['a', 'c']);
    server.edit(id, 2, 'edited');
    for (let i = 0; i < 20; i++) {
      await settle();
    }
    assert.deepEqual(shown(timeline), ['a', 'c']);
    server.say(id, 'd');
    assert.deepEqual(shown(timeline), ['a', 'c', 'd']);
  });

  test('counts reactions alike for who was there, who missed them and who loads them', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const random = chance(seed);
      const server = new FakeServer();
      const id = server.conversation();
      ['a', 'b', 'c'].forEach((text) => server.say(id, text));
      const { timeline } = await opened(server, id);
      server.deliver = () => random() < 0.6;
      for (let i = 0; i < 60; i++) {
        const [seq, account, kind] = [3, 4, 2].map((most) => Math.ceil(random() * most));
        const row = server.conversations.get(id).events.find(
          (event) => event.type === 'reaction' && event.seq === seq && event.account === `${account}` && event.kind === `k${kind}`,
        );
        server.reactBy(id, seq, `${account}`, `k${kind}`, !row?.on);
        if (random() < 0.2) {
          await settle();
        }
      }
      server.deliver = () => true;
      server.say(id, 'the last one shows every hole');
      await quiet(() => shown(timeline).length === 4);
      const fresh = await opened(server, id);
      for (const seq of [1, 2, 3]) {
        assert.deepEqual(timeline.reactions.of(seq), fresh.timeline.reactions.of(seq), `seed ${seed}`);
      }
      assert.ok([1, 2, 3].some((seq) => timeline.reactions.of(seq).length > 0));
    }
  });

  test('keeps a reaction that comes while its page is under way, and drops those of what is deleted', async () => {
    const server = new FakeServer();
    const id = server.conversation();
    server.say(id, 'a');
    server.reactBy(id, 1, '2', '👍');
    const conversation = new Conversation(server.view(server.conversations.get(id)), { gateway: server, clock: new TestClock(), me: '1' });
    server.watchConversation(id, { onEvent: (event) => conversation.offer(event) });
    const { timeline } = conversation;
    server.reactBy(id, 1, '1', '👍');
    await quiet(() => timeline.state === 'ready');
    assert.deepEqual(timeline.reactions.of(1), [{ kind: '👍', count: 2, mine: true, firstRev: 3 }]);
    server.reactBy(id, 1, '1', '👍', false);
    assert.deepEqual(timeline.reactions.of(1), [{ kind: '👍', count: 1, mine: false, firstRev: 3 }]);
    server.remove(id, 1);
    assert.deepEqual(timeline.reactions.of(1), []);
  });
});
