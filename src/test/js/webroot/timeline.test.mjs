import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { Conversation } from '../../../../webroot/js/model/conversation.js';
import { FakeServer } from './fake-server.mjs';
import { chance, settle, TestClock } from './fakes.mjs';

async function rest() {
  for (let i = 0; i < 40; i++) {
    await settle();
  }
}

describe('a conversation that somebody reads', () => {
  let server, id, conversation;

  beforeEach(() => {
    server = new FakeServer('1');
    id = server.conversation('Group', 'group');
  });

  async function open() {
    conversation = new Conversation(server.view(server.conversations.get(id)), {
      gateway: server, clock: new TestClock(), me: '1', settings: { receipts: true },
    });
    server.watchConversation(id, { onEvent: (event) => conversation.offer(event) });
    conversation.timeline;
    await rest();
    return conversation.timeline;
  }

  const seqs = (timeline) => timeline.entries.filter(({ seq, type }) => seq && type !== 'pinned').map(({ seq }) => seq);

  function say(count) {
    for (let i = 0; i < count; i++) {
      server.say(id, `line ${i}`);
    }
  }

  describe('and reacts', () => {
    const chips = (timeline) => timeline.reactions.of(1).map(({ kind, count, mine }) => `${kind}${count}${mine ? '!' : ''}`).join(' ');

    test('sees the own reaction at once, and once', async () => {
      say(1);
      const timeline = await open();
      server.reactBy(id, 1, '2', '👍');
      const reacting = conversation.react(1, '👍', true);
      assert.equal(chips(timeline), '👍2!');
      await reacting;
      assert.equal(chips(timeline), '👍2!');
      const back = conversation.react(1, '👍', false);
      assert.equal(chips(timeline), '👍1');
      await back;
      assert.equal(chips(timeline), '👍1');
    });

    test('sees what others do while the own one is under way', async () => {
      say(1);
      const timeline = await open();
      const reacting = conversation.react(1, '🎉', true);
      server.reactBy(id, 1, '2', '👍');
      assert.equal(chips(timeline), '👍1 🎉1!');
      await reacting;
      assert.equal(chips(timeline), '👍1 🎉1!');
    });

    test('is told when it is refused, and sees what there is', async () => {
      say(1);
      const timeline = await open();
      server.refuses.set('react', 'too_many_reactions');
      await assert.rejects(conversation.react(1, '👍', true), { code: 'too_many_reactions' });
      assert.equal(chips(timeline), '');
    });
  });

  describe('and changes what was said', () => {
    const texts = (timeline) => timeline.entries.map(({ type, text }) => text ?? type).slice(1);

    test('sees the own change when it is stored, and may change own messages alone', async () => {
      say(1);
      server.say(id, 'mine', '1');
      const timeline = await open();
      const [others, mine] = [timeline.message(1), timeline.message(2)];
      assert.deepEqual([conversation.mayEdit(others), conversation.mayEdit(mine), conversation.mayDelete(others)], [false, true, false]);
      assert.equal(conversation.lastEditable, mine);
      await conversation.edit(2, 'changed', { mentions: [], everyone: false });
      assert.deepEqual(texts(timeline), ['line 0', 'changed']);
      server.refuses.set('edit', 'too_late');
      await assert.rejects(conversation.edit(2, 'again', {}), { code: 'too_late' });
      assert.deepEqual(texts(timeline), ['line 0', 'changed']);
    });

    test('sees a tombstone of what is deleted for everyone, and nothing of what is deleted for oneself', async () => {
      say(1);
      server.say(id, 'mine', '1');
      const timeline = await open();
      await conversation.remove(2, 'everyone');
      await conversation.remove(1, 'me');
      await rest();
      assert.deepEqual(texts(timeline), ['deleted']);
      assert.equal(conversation.lastEditable, undefined);
    });
  });

  describe('and goes to an old message', () => {
    test('has what was said around it, then older and newer ones without a gap', async () => {
      say(400);
      const timeline = await open();
      assert.equal(await timeline.show(100), true);
      assert.ok(seqs(timeline).includes(100) && seqs(timeline).at(-1) < 200);
      assert.equal(timeline.hasNewer, true);
      await timeline.loadOlder();
      while (timeline.hasNewer) {
        await timeline.loadNewer();
      }
      const all = seqs(timeline);
      assert.deepEqual(all, Array.from({ length: all.length }, (_, i) => all[0] + i));
      assert.equal(all.at(-1), 400);
    });

    test('needs no request for one that is there', async () => {
      say(10);
      const timeline = await open();
      server.calls.length = 0;
      assert.equal(await timeline.show(3), true);
      assert.deepEqual(server.calls, []);
      assert.equal(timeline.hasNewer, false);
    });

    test('is told that one cannot be seen', async () => {
      say(200);
      server.hidden.add(50);
      const timeline = await open();
      assert.equal(await timeline.show(50), false);
      assert.equal(timeline.failure, null);
    });

    test('keeps what it has when there is no answer', async () => {
      say(200);
      const timeline = await open();
      const before = seqs(timeline);
      server.connected = false;
      assert.equal(await timeline.show(50), false);
      assert.equal(timeline.failure.code, 'not_connected');
      assert.deepEqual(seqs(timeline), before);
      assert.equal(timeline.state, 'ready');
    });

    test('is back at the newest with everything that came meanwhile', async () => {
      say(300);
      const timeline = await open();
      await timeline.show(20);
      server.say(id, 'meanwhile');
      assert.ok(!seqs(timeline).includes(301));
      await timeline.toNewest();
      assert.equal(seqs(timeline).at(-1), 301);
      assert.equal(timeline.hasNewer, false);
    });

    test('loses nothing of what happens while pages are under way', async () => {
      for (let seed = 1; seed <= 40; seed++) {
        server = new FakeServer('1');
        id = server.conversation('Group', 'group');
        say(260);
        const random = chance(seed);
        const timeline = await open();
        const acts = [
          () => server.say(id, 'new'),
          () => server.edit(id, 1 + Math.floor(random() * 260), `edited ${seed}`),
          () => server.change(id, 'joined', String(10 + Math.floor(random() * 90))),
          () => timeline.show(1 + Math.floor(random() * 260)),
          () => timeline.loadNewer(),
          () => timeline.toNewest(),
          () => settle(),
        ];
        for (let step = 0; step < 60; step++) {
          const done = acts[Math.floor(random() * acts.length)]();
          if (random() < 0.4) {
            await done;
          }
        }
        await rest();
        for (let page = 0; timeline.hasNewer && page < 20; page++) {
          await timeline.loadNewer();
        }
        while (timeline.hasOlder) {
          await timeline.loadOlder();
        }
        const shown = timeline.entries.map(({ type, seq, rev }) => `${type} ${seq ?? ''} ${rev}`).sort();
        const stored = server.conversations.get(id).events.map(({ type, seq, rev }) => `${type} ${seq ?? ''} ${rev}`).sort();
        assert.deepEqual(shown, stored, `seed ${seed}`);
      }
    });
  });

  describe('and answers', () => {
    const answer = (timeline) => timeline.quote(timeline.entries.findLast(({ replyTo }) => replyTo).replyTo);

    test('quotes the original as it is now, loaded or not', async () => {
      say(1);
      say(200);
      server.say(id, 'an answer', '2', 'a', { replyTo: server.quote(id, 1) });
      const timeline = await open();
      assert.equal(answer(timeline).excerpt, 'line 0');
      server.edit(id, 1, 'another  text\nof two lines');
      await rest();
      assert.equal(answer(timeline).excerpt, 'another text of two lines');
      server.remove(id, 1);
      await rest();
      assert.deepEqual(answer(timeline), { seq: 1, sender: '2', deleted: true });
    });

    test('quotes nothing of what is hidden or kept no more', async () => {
      say(3);
      server.say(id, 'an answer', '2', 'a', { replyTo: server.quote(id, 1) });
      const timeline = await open();
      conversation.hide(1);
      assert.deepEqual(answer(timeline), { seq: 1 });
      server.say(id, 'another', '2', 'b', { replyTo: server.quote(id, 2) });
      await rest();
      timeline.trim({ firstSeq: 3, before: 0 });
      assert.deepEqual(answer(timeline), { seq: 2 });
    });

    test('asks once for an original that is far back', async () => {
      say(200);
      const timeline = await open();
      server.calls.length = 0;
      timeline.lookUp(5);
      timeline.lookUp(5);
      await rest();
      assert.deepEqual(server.calls, ['message']);
      assert.equal(timeline.quote({ seq: 5 }).excerpt, 'line 4');
    });
  });

  describe('and pins', () => {
    const pinned = () => conversation.pins.list.map(({ message }) => message.seq);

    test('has the latest pin first, follows others, and forgets what is deleted', async () => {
      say(3);
      server.pinBy(id, 1, '2');
      await open();
      conversation.pins;
      await rest();
      assert.deepEqual(pinned(), [1]);
      await conversation.pin(3, true);
      await rest();
      assert.deepEqual(pinned(), [3, 1]);
      server.edit(id, 1, 'edited');
      await rest();
      assert.equal(conversation.pins.list[1].message.text, 'edited');
      server.remove(id, 1);
      server.pinBy(id, 3, '2', false);
      await rest();
      assert.deepEqual(pinned(), []);
    });

    test('is not led astray by an answer from before an unpin', async () => {
      say(1);
      server.pinBy(id, 1, '2');
      await open();
      conversation.pins;
      server.pinBy(id, 1, '2', false);
      await rest();
      assert.deepEqual(pinned(), []);
      assert.equal(conversation.pins.has(1), false);
    });
  });
});
