import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { Chat } from '../../../../webroot/js/model/chat.js';
import { matching, mentionsIn, queryAt, withMentions } from '../../../../webroot/js/model/mentions.js';
import { Settings } from '../../../../webroot/js/model/settings.js';
import { deviceOf } from '../../../../webroot/js/view/settings/device.js';
import { FakeServer } from './fake-server.mjs';
import { golden, settle, TestClock } from './fakes.mjs';

describe('what is mine on all my devices', () => {
  let server, clock, chat, id, hidden;

  beforeEach(async () => {
    server = new FakeServer('101');
    clock = new TestClock();
    hidden = false;
    id = server.conversation('Group', 'group');
    chat = newChat();
  });

  function newChat() {
    let number = 0;
    return new Chat({ gateway: server, clock, device: { newId: () => `mine-${++number}`, online: () => true, hidden: () => hidden } });
  }

  async function rest() {
    for (let i = 0; i < 60; i++) {
      await settle();
    }
  }

  async function start() {
    await chat.start();
    await rest();
  }

  const draft = () => chat.drafts.get(id);
  const asked = (call) => server.calls.filter((one) => one === call).length;
  const elsewhere = (text, base = server.userRev, more = {}) => server.keepDraft({ conversation: id, text, base, ...more });

  describe('drafts', () => {
    test('are told once one pauses, and only if they are new', async () => {
      await start();
      chat.drafts.write(id, { text: 'H' });
      chat.drafts.write(id, { text: 'Hello' });
      await clock.advance(5_000);
      assert.equal(asked('draft'), 1);
      assert.equal(server.mine.get(`draft ${id}`).text, 'Hello');
      chat.drafts.write(id, { text: 'Hello' });
      await clock.advance(5_000);
      assert.equal(asked('draft'), 1);
      chat.drafts.clear(id);
      await rest();
      assert.equal(server.mine.get(`draft ${id}`).text, '');
    });

    test('of what is sent at once never reach the server', async () => {
      await start();
      chat.drafts.write(id, { text: 'Hello' });
      chat.drafts.clear(id);
      await clock.advance(5_000);
      assert.equal(asked('draft'), 0);
    });

    test('are there on another device, with what they answer', async () => {
      elsewhere('from the phone', 0, { replyTo: 7 });
      await start();
      assert.deepEqual(draft(), { text: 'from the phone', replyTo: 7, other: '' });
      elsewhere('changed there');
      assert.equal(draft().text, 'changed there');
    });

    test('that two devices write at once are both kept, and the other one is offered', async () => {
      await start();
      chat.drafts.write(id, { text: 'here' });
      elsewhere('there');
      assert.equal(draft().text, 'here');
      await clock.advance(5_000);
      assert.deepEqual(draft(), { text: 'here', replyTo: null, other: 'there' });
      chat.drafts.settle(id, true);
      await rest();
      assert.deepEqual(draft(), { text: 'here\nthere', replyTo: null, other: '' });
      assert.equal(server.mine.get(`draft ${id}`).other, undefined);
    });

    test('of the other device may be thrown away', async () => {
      await start();
      chat.drafts.write(id, { text: 'here' });
      elsewhere('there');
      await clock.advance(5_000);
      chat.drafts.settle(id, false);
      await rest();
      assert.deepEqual(draft(), { text: 'here', replyTo: null, other: '' });
      assert.equal(server.mine.get(`draft ${id}`).other, undefined);
    });

    test('written without a connection are told after it, and what came meanwhile is not lost', async () => {
      await start();
      server.cut();
      chat.drafts.write(id, { text: 'offline' });
      await clock.advance(1_000);
      elsewhere('online');
      server.restore();
      await rest();
      await clock.advance(5_000);
      assert.deepEqual(draft(), { text: 'offline', replyTo: null, other: 'online' });
    });

    test('that are refused are not told again until they change', async () => {
      await start();
      server.refuses.set('draft', 'text_too_long');
      chat.drafts.write(id, { text: 'long' });
      await clock.advance(60_000);
      assert.equal(asked('draft'), 1);
      assert.equal(draft().text, 'long');
      server.refuses.clear();
      chat.drafts.write(id, { text: 'short' });
      await clock.advance(5_000);
      assert.equal(server.mine.get(`draft ${id}`).text, 'short');
    });

    test('are gone with the account', async () => {
      elsewhere('secret', 0);
      await start();
      chat.session.expired();
      assert.equal(draft().text, '');
    });
  });

  describe('saved messages', () => {
    test('are known after the start, and follow every device', async () => {
      server.say(id, 'one');
      server.keep(id, 1, true);
      await start();
      assert.equal(chat.saved.has(id, 1), true);
      server.keep(id, 1, false);
      assert.equal(chat.saved.has(id, 1), false);
      server.cut();
      server.keep(id, 1, true);
      server.restore();
      await rest();
      assert.equal(chat.saved.has(id, 1), true);
    });

    test('are a list that follows while somebody looks at it', async () => {
      server.say(id, 'one');
      server.say(id, 'two');
      await start();
      await chat.saved.load();
      await chat.saved.save(id, 1, true);
      await chat.saved.save(id, 2, true);
      await rest();
      assert.deepEqual(chat.saved.list.map(({ seq }) => seq), [2, 1]);
      await chat.saved.save(id, 2, false);
      await rest();
      assert.deepEqual(chat.saved.list.map(({ seq }) => seq), [1]);
    });
  });

  describe('places', () => {
    const titles = (list) => list.map(({ title }) => title).join(' ');

    test('pinned ones stand first, in the order in which they were pinned', async () => {
      const other = server.conversation('Other', 'group');
      await start();
      assert.equal(titles(chat.conversations.list), 'Other Group');
      await chat.conversations.get(id).arrange({ pinned: 1 });
      assert.equal(titles(chat.conversations.list), 'Group Other');
      await chat.conversations.get(other).arrange({ pinned: 2 });
      server.say(other, 'news');
      assert.equal(titles(chat.conversations.list), 'Group Other');
      await chat.conversations.get(id).arrange({ pinned: 0 });
      assert.equal(titles(chat.conversations.list), 'Other Group');
    });

    test('what is put away is in its own list until a message comes', async () => {
      await start();
      await chat.conversations.get(id).arrange({ archived: true });
      assert.equal(titles(chat.conversations.list), '');
      assert.equal(titles(chat.conversations.archived), 'Group');
      chat = newChat();
      await start();
      assert.equal(titles(chat.conversations.archived), 'Group', 'a device that comes later has it, too');
      server.say(id, 'news');
      assert.equal(titles(chat.conversations.list), 'Group');
    });

    test('what is put away and muted stays there until the mute ends', async () => {
      await start();
      const conversation = chat.conversations.get(id);
      await conversation.arrange({ archived: true, mutedUntil: clock.now() + 1_000 });
      server.say(id, 'news');
      assert.equal(titles(chat.conversations.archived), 'Group');
      let told = 0;
      chat.conversations.observe(() => told++);
      await clock.advance(2_000);
      assert.equal(told, 1, 'the list is drawn anew');
      assert.equal(titles(chat.conversations.list), 'Group');
      assert.equal(conversation.archived, false);
      assert.equal(conversation.muted, false);
    });

    test('an answer that is late does not undo what another device has done since', async () => {
      await start();
      const conversation = chat.conversations.get(id);
      server.place(id, { mutedUntil: 9e15 });
      conversation.place({ position: { readSeq: 0, lastSeq: 0, unread: 0, mentions: 0, markedUnread: false }, userRev: 1 });
      assert.equal(conversation.muted, true);
    });

    test('muted ones do not call for attention, except by what is for me', async () => {
      await start();
      hidden = true;
      await chat.conversations.get(id).arrange({ mutedUntil: 9e15 });
      server.say(id, 'news');
      assert.equal(chat.attention.count, 0);
      server.say(id, '@alice look', '2', 'm', { mentions: ['101'] });
      assert.equal(chat.attention.count, 1);
    });

    test('count what is for me among what is unread', async () => {
      server.place(id, {});
      await start();
      const conversation = chat.conversations.get(id);
      server.say(id, 'for all', '2', 'a', { everyone: true });
      server.say(id, 'for bob', '101', 'b', { mentions: ['2'] });
      assert.equal(conversation.mentions, 0, 'who posts has read what was there');
      server.say(id, 'for me', '2', 'c', { mentions: ['101'] });
      server.say(id, 'for nobody', '2');
      assert.equal(conversation.mentions, 1);
      assert.equal(conversation.unread, 2);
    });

    test('are marked as unread without a number', async () => {
      await start();
      const conversation = chat.conversations.get(id);
      await conversation.markUnread();
      assert.equal(conversation.markedUnread, true);
      assert.equal(conversation.unread, 0);
    });
  });

  test('who hides is known as nothing, and is looked for again after the next connection', async () => {
    await start();
    chat.presence.want('2');
    await rest();
    assert.equal(chat.presence.get('2').status, 'online');
    server.watchers.get('presence.2').onEnded({ code: 'access_denied' });
    assert.equal(chat.presence.get('2'), undefined);
    server.watchers.delete('presence.2');
    server.cut();
    server.restore();
    await rest();
    assert.ok(server.watchers.has('presence.2'));
  });

  test('what the contract shows of drafts, saved messages and places is understood', async () => {
    await start();
    chat.drafts.event(golden('event/draft'));
    assert.deepEqual(chat.drafts.get('7001'), { text: 'I was about to', replyTo: 8, other: 'I wanted to' });
    chat.saved.event(golden('event/saved'));
    assert.equal(chat.saved.has('7001', 8), true);
    const conversation = chat.conversations.get(id);
    conversation.place(golden('event/membership'));
    assert.deepEqual([conversation.muted, conversation.pinned, conversation.archived], [true, 2, true]);
  });
});

describe('names in a text', () => {
  const ids = new Map([['bob', '2'], ['bob.', '3'], ['élodie', '4']]);

  test('are those of members behind an @, without what ends a sentence', () => {
    assert.deepEqual(mentionsIn('hi @bob, and (@élodie)!', ids), { mentions: ['2', '4'], everyone: undefined });
    assert.deepEqual(mentionsIn('hi @bob.', ids), { mentions: ['3'], everyone: undefined }, 'the longest name wins');
    assert.deepEqual(mentionsIn('a@bob @@bob @Bob @nobody', ids), { mentions: undefined, everyone: undefined });
    assert.deepEqual(mentionsIn('@bob @bob', ids).mentions, ['2']);
  });

  test('may be the word for everyone, where it is allowed', () => {
    assert.deepEqual(mentionsIn('@everyone look', ids, 'everyone'), { mentions: undefined, everyone: true });
    assert.equal(mentionsIn('@everyone look', ids, null).everyone, undefined);
  });

  test('cut it into parts that together are the text', () => {
    const text = 'hi @bob, and mail a@bob';
    const parts = withMentions(text, ids);
    assert.deepEqual(parts, ['hi ', { name: 'bob' }, ', and mail a@bob']);
    assert.equal(parts.map((part) => part.name ? `@${part.name}` : part).join(''), text);
  });

  test('are looked for at the caret', () => {
    assert.deepEqual(queryAt('hi @bo and', 6), { at: 3, query: 'bo' });
    assert.deepEqual(queryAt('@', 1), { at: 0, query: '' });
    assert.equal(queryAt('a@bo', 4), null);
    assert.equal(queryAt('hi @bo and', 10), null);
  });

  test('are found by their beginning first, whatever the case', () => {
    const people = ['Rob', 'bob', 'Bobby', 'alice'].map((name) => ({ name }));
    assert.deepEqual(matching(people, 'BO', 8).map(({ name }) => name), ['bob', 'Bobby']);
    assert.deepEqual(matching(people, 'ob', 2).map(({ name }) => name), ['Rob', 'bob']);
  });
});

describe('settings', () => {
  test('an older answer does not undo a newer event of the same thing', async () => {
    let answer;
    const settings = new Settings({ gateway: { settings: () => new Promise((resolve) => (answer = resolve)) } });
    const loading = settings.load();
    settings.event({ name: 'theme', value: 'dark', userRev: 9 });
    answer({ settings: { receipts: true, presence: 'nobody', locale: '', theme: 'light' }, registered: true, userRev: 8 });
    await loading;
    assert.deepEqual([settings.theme, settings.presence, settings.registered], ['dark', 'nobody', true]);
  });

  test('what is refused is not set', async () => {
    const settings = new Settings({ gateway: { set: async () => { throw new Error('no'); }, setPassword: async () => { throw new Error('no'); } } });
    await assert.rejects(settings.set('theme', 'dark'));
    await assert.rejects(settings.setPassword('x'));
    assert.deepEqual([settings.theme, settings.registered], ['system', false]);
  });
});

describe('a device', () => {
  test('is named by its browser and system', () => {
    const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';
    const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Mobile Safari/604.1';
    assert.deepEqual(deviceOf(chrome), { browser: 'Chrome', system: 'Linux' });
    assert.deepEqual(deviceOf(phone), { browser: 'Safari', system: 'iOS' });
    assert.equal(deviceOf('curl/8.0'), null);
    assert.equal(deviceOf(undefined), null);
  });
});
