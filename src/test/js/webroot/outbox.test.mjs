import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { Failure } from '../../../../webroot/js/bus/failure.js';
import { Outbox } from '../../../../webroot/js/model/outbox.js';
import { settle, TestClock } from './fakes.mjs';

describe('the outbox', () => {
  let clock, outbox, posts, stored, answer;

  beforeEach(() => {
    clock = new TestClock();
    posts = [];
    stored = [];
    answer = async () => ({ seq: posts.length });
    let number = 0;
    outbox = new Outbox({
      gateway: { post: (conversation, text, clientId) => (posts.push(`${text}/${clientId}`), answer(text)) },
      clock,
      newId: () => `id${++number}`,
      onStored: (item, posted) => stored.push(`${item.text}#${posted.seq}`),
    });
  });

  const fail = (code, kind, retryAfterMs) => Promise.reject(new Failure({ code, kind, retryAfterMs }));

  test('shows a message at once and lets it go when it is stored', async () => {
    outbox.post('7', 'hello');
    assert.deepEqual(outbox.items('7').map((item) => item.state), ['sending']);
    await settle();
    assert.deepEqual(outbox.items('7'), []);
    assert.deepEqual(stored, ['hello#1']);
  });

  test('sends one after the other, so that a repetition cannot be overtaken', async () => {
    let release;
    answer = () => new Promise((resolve) => (release = resolve));
    outbox.post('7', 'a');
    outbox.post('7', 'b');
    await settle();
    assert.deepEqual(posts, ['a/id1']);
    release({ seq: 1 });
    await settle();
    assert.deepEqual(posts, ['a/id1', 'b/id2']);
  });

  test('after a lost connection repeats what was not acknowledged, in order and under the same clientId', async () => {
    answer = () => fail('connection_lost', 'UNKNOWN');
    outbox.post('7', 'a');
    outbox.post('7', 'b');
    await clock.advance(60_000);
    assert.deepEqual(posts, ['a/id1'], 'without a connection it does not try');
    answer = async () => ({ seq: 1 });
    outbox.resume();
    await settle();
    assert.deepEqual(posts, ['a/id1', 'a/id1', 'b/id2']);
    assert.deepEqual(outbox.items('7'), []);
  });

  test('a message under which connection after connection breaks is one that failed, and the next goes on', async () => {
    answer = (text) => (text === 'a' ? fail('connection_lost', 'UNKNOWN') : Promise.resolve({ seq: 1 }));
    const item = outbox.post('7', 'a');
    outbox.post('7', 'b');
    for (let i = 0; i < 4; i++) {
      await settle();
      assert.equal(item.state, 'sending');
      outbox.resume();
    }
    await settle();
    assert.deepEqual([item.state, item.failure.code], ['failed', 'connection_lost']);
    assert.deepEqual(posts, ['a/id1', 'a/id1', 'a/id1', 'a/id1', 'a/id1', 'b/id2']);
    answer = async () => ({ seq: 2 });
    outbox.retry(item);
    await settle();
    assert.deepEqual(outbox.items('7'), []);
  });

  test('waits as long as the server asks before it repeats', async () => {
    answer = () => fail('overloaded', 'RETRY', 30_000);
    outbox.post('7', 'a');
    await clock.advance(29_000);
    assert.equal(posts.length, 1);
    answer = async () => ({ seq: 1 });
    await clock.advance(2_000);
    assert.deepEqual(posts, ['a/id1', 'a/id1']);
  });

  test('keeps a refused message with its failure until it is retried or discarded, and goes on with the next', async () => {
    answer = (text) => (text === 'bad' ? fail('not_a_member', 'REFUSED') : Promise.resolve({ seq: 1 }));
    const bad = outbox.post('7', 'bad');
    outbox.post('7', 'good');
    await settle();
    assert.deepEqual(stored, ['good#1']);
    assert.deepEqual([bad.state, bad.failure.code], ['failed', 'not_a_member']);
    await clock.advance(120_000);
    assert.equal(posts.length, 2, 'what is refused is not repeated by itself');

    answer = async () => ({ seq: 2 });
    outbox.retry(bad);
    assert.equal(bad.state, 'sending');
    await settle();
    assert.deepEqual(posts.at(-1), 'bad/id1');
    assert.deepEqual(outbox.items('7'), []);
  });

  test('lets a message go when it is seen as an event, even if its answer never comes', async () => {
    answer = () => new Promise(() => {});
    outbox.post('7', 'a');
    outbox.seen('7', 'id1');
    assert.deepEqual(outbox.items('7'), []);
  });

  test('gives up after many attempts, without losing the text', async () => {
    answer = () => fail('no_answer', 'UNKNOWN');
    const item = outbox.post('7', 'a');
    await clock.advance(600_000);
    assert.equal(item.state, 'failed');
    assert.equal(posts.length, 8);
    assert.deepEqual(outbox.items('7'), [item]);
  });
});
