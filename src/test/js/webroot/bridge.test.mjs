import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { Bridge } from '../../../../webroot/js/bus/bridge.js';
import { golden, settle, TestClock, TestSockets } from './fakes.mjs';

describe('the bridge', () => {
  let clock, sockets, states, bridge;

  beforeEach(() => {
    clock = new TestClock();
    sockets = new TestSockets();
    states = [];
    bridge = new Bridge({ openSocket: sockets.open, clock, random: () => 0.5, onState: (state) => states.push(state) });
  });

  const open = () => {
    bridge.start();
    sockets.last.onopen();
  };

  test('answers a request with the reply to its address', async () => {
    open();
    const answer = bridge.request('cmd.message.post', golden('command/message.post'));
    const [{ address, body, replyAddress }] = sockets.sent('send');
    assert.equal(address, 'cmd.message.post');
    assert.deepEqual(body, golden('command/message.post'));
    sockets.say({ type: 'rec', address: replyAddress, body: golden('reply/message.post') });
    assert.deepEqual(await answer, golden('reply/message.post'));
  });

  for (const name of ['not_a_member', 'outcome_unknown', 'unavailable']) {
    test(`fails a request as the server says: ${name}`, async () => {
      open();
      const answer = bridge.request('cmd.message.post', {});
      const { code, number, kind, text, retryAfterMs } = golden(`failure/${name}`);
      const [{ replyAddress }] = sockets.sent('send');
      sockets.say({ type: 'err', address: replyAddress, failureCode: number, message: text, code, kind, retryAfterMs });
      await assert.rejects(answer, { code, kind, retryAfterMs: retryAfterMs ?? null });
    });
  }

  test('does not know the outcome of a request that is not answered in time, or whose connection goes', async () => {
    open();
    const late = assert.rejects(bridge.request('cmd.a.b', {}), { code: 'no_answer', kind: 'UNKNOWN' });
    await clock.advance(15_000);
    await late;
    const cut = assert.rejects(bridge.request('cmd.a.b', {}), { code: 'connection_lost', kind: 'UNKNOWN' });
    sockets.last.onclose({ code: 1006 });
    await cut;
  });

  test('refuses a request without connection at once, for nothing was sent', async () => {
    await assert.rejects(bridge.request('cmd.a.b', {}), { code: 'not_connected', kind: 'RETRY' });
    open();
    sockets.last.onclose({ code: 1006 });
    await assert.rejects(bridge.request('cmd.a.b', {}), { code: 'not_connected', kind: 'RETRY' });
  });

  test('keeps a request until a connection that is being made is there', async () => {
    bridge.start();
    const answer = bridge.request('cmd.a.b', { a: 1 });
    await settle();
    assert.deepEqual(sockets.sent('send'), []);
    sockets.last.onopen();
    await settle();
    const [{ replyAddress }] = sockets.sent('send');
    sockets.say({ type: 'rec', address: replyAddress, body: { b: 2 } });
    assert.deepEqual(await answer, { b: 2 });
  });

  test('refuses a request when the connection that is being made is given up', async () => {
    bridge.start();
    const refused = assert.rejects(bridge.request('cmd.a.b', {}), { code: 'not_connected', kind: 'RETRY' });
    await settle();
    sockets.last.onclose({ code: 2000 });
    await refused;
  });

  test('registers subscriptions on every connection, and is settled when all are acknowledged', async () => {
    const heard = [];
    bridge.subscribe('conversation.7001', { onEvent: (event) => heard.push(event) });
    open();
    assert.deepEqual(sockets.sent('register'), [{ type: 'register', address: 'conversation.7001', headers: { ack: 'true' } }]);
    let settled = false;
    bridge.settled().then(() => (settled = true));
    await settle();
    assert.equal(settled, false);
    sockets.acknowledgeAll();
    await settle();
    assert.equal(settled, true);
    sockets.say({ type: 'rec', address: 'conversation.7001', body: golden('event/message') });
    assert.deepEqual(heard, [golden('event/message')]);

    sockets.last.onclose({ code: 1012 });
    await clock.advance(1_000);
    sockets.last.onopen();
    assert.equal(sockets.opened.length, 2);
    assert.equal(sockets.sent('register').length, 1);
    settled = false;
    bridge.settled().then(() => (settled = true));
    await settle();
    assert.equal(settled, false, 'an acknowledgement of the connection before counts no longer');
  });

  test('tells the one who subscribed that the server refuses, and does not ask again', async () => {
    open();
    const ended = [];
    bridge.subscribe('conversation.7001', { onEvent: assert.fail, onEnded: (failure) => ended.push(failure.code) });
    sockets.say({ type: 'err', address: 'conversation.7001', code: 'not_a_member', kind: 'REFUSED', message: 'no' });
    assert.deepEqual(ended, ['not_a_member']);
    await bridge.settled();
    sockets.last.onclose({});
    await clock.advance(1_000);
    sockets.last.onopen();
    assert.deepEqual(sockets.sent('register'), []);
  });

  test('subscribes again when the server could not go on, and says so once it can', async () => {
    open();
    const told = [];
    bridge.subscribe('conversation.7001', {
      onEvent: assert.fail,
      onEnded: () => told.push('ended'),
      onResumed: () => told.push('resumed'),
    });
    sockets.acknowledgeAll();
    sockets.say({ type: 'err', address: 'conversation.7001', code: 'unavailable', kind: 'RETRY', retryAfterMs: 1_000 });
    assert.equal(sockets.sent('register').length, 1);
    await clock.advance(2_000);
    assert.equal(sockets.sent('register').length, 2);
    assert.deepEqual(told, []);
    sockets.acknowledgeAll();
    assert.deepEqual(told, ['resumed']);
  });

  test('comes back after growing random times, and at once when it is woken', async () => {
    bridge.start();
    const waits = [];
    for (let attempt = 0; attempt < 8; attempt++) {
      sockets.last.onclose({});
      const wait = states.at(-1).retryAt - clock.now();
      waits.push(wait);
      await clock.advance(wait);
    }
    assert.deepEqual(waits, [250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
    sockets.last.onclose({});
    const before = sockets.opened.length;
    bridge.wake();
    assert.equal(sockets.opened.length, before + 1);
  });

  test('stays away when the server has ended the session, however it says so', () => {
    open();
    sockets.last.onclose({ code: 4001 });
    assert.deepEqual(states.at(-1), { state: 'closed', code: 4001, ended: true });
    open();
    sockets.say({ type: 'event', event: 'closing', message: { code: 4001 } });
    sockets.last.onclose({ code: 3000 });
    assert.equal(states.at(-1).ended, true);
  });

  test('finds out by a question whether a connection that looks open is dead', async () => {
    bridge.probe = (options) => bridge.request('cmd.presence.query', { accounts: [] }, options);
    open();
    bridge.wake();
    const [{ replyAddress }] = sockets.sent('send');
    sockets.say({ type: 'rec', address: replyAddress, body: { states: [] } });
    await clock.advance(6_000);
    assert.equal(bridge.state, 'open');

    bridge.wake();
    const dead = sockets.last;
    await clock.advance(6_000);
    assert.equal(dead.closed, true);
    assert.equal(sockets.opened.length, 2);
    dead.onmessage({ data: '{"type":"rec","address":"x","body":{}}' });
  });

  test('asks by itself when nothing was heard for long', async () => {
    let asked = 0;
    bridge.probe = async () => asked++;
    open();
    await clock.advance(40_000);
    assert.equal(asked, 0);
    assert.equal(sockets.sent('ping').length, 2);
    await clock.advance(25_000);
    assert.equal(asked, 1);
  });
});
