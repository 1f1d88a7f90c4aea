import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Failure } from '../../../../webroot/js/bus/failure.js';
import { Cursors } from '../../../../webroot/js/model/cursors.js';
import { Position } from '../../../../webroot/js/model/position.js';
import { Receipts } from '../../../../webroot/js/model/receipts.js';
import { TestClock } from './fakes.mjs';

describe('cursors', () => {
  const asked = [];
  const clock = new TestClock();
  let answer = async () => ({ marked: [], failed: [] });
  const cursors = new Cursors({ clock, gateway: { markMany: (marks) => (asked.push(marks), answer()) } });

  test('tell the furthest of a moment, all conversations together', async () => {
    cursors.delivered('7', 1);
    cursors.delivered('7', 3);
    cursors.read('7', 2, 11);
    cursors.delivered('7', 2);
    cursors.read('8', 5, 11);
    await clock.advance(250);
    assert.deepEqual(asked.splice(0), [
      [
        { conversation: '7', delivered: 3, read: 2, base: 11 },
        { conversation: '8', read: 5, base: 11 },
      ],
    ]);
  });

  test('tell again what was not answered, or what is further by then', async () => {
    answer = async () => {
      throw new Failure({ code: 'connection_lost', kind: 'UNKNOWN' });
    };
    cursors.read('7', 4, 12);
    cursors.read('8', 6, 12);
    await clock.advance(250);
    cursors.read('7', 9, 14);
    answer = async () => ({ marked: [], failed: [{ conversation: '8', failure: { kind: 'REFUSED' } }] });
    await clock.advance(3_000);
    assert.deepEqual(
      asked.splice(0).at(-1),
      [
        { conversation: '7', read: 9, base: 14 },
        { conversation: '8', read: 6, base: 12 },
      ],
      'with what was known when it was read, not when it is told again',
    );
    await clock.advance(10_000);
    assert.deepEqual(asked, [], 'what was refused is not told again');
  });

  test('tell what was read again after it had been marked as unread', async () => {
    answer = async () => ({ marked: [], failed: [] });
    cursors.read('7', 9, 14);
    cursors.read('7', 9, 20);
    cursors.read('7', 9, 19);
    await clock.advance(250);
    assert.deepEqual(asked.splice(0), [[{ conversation: '7', read: 9, base: 20 }]]);
  });
});

describe('receipts', () => {
  const receipts = new Receipts({ me: '1' });
  const state = (seq) => receipts.stateOf(seq, ['1', '2', '3']);

  test('a message has two ticks when all others have it and is coloured when all have read it', () => {
    receipts.load({ receiptRev: 4, receipts: [{ account: '2', delivered: 5, read: 5 }, { account: '3', delivered: 4 }] });
    assert.equal(state(5), 'stored');
    assert.equal(state(4), 'delivered');
    receipts.event({ receiptRev: 5, account: '3', delivered: 5, read: 5 });
    assert.equal(state(5), 'read');
    assert.equal(receipts.after, 5);
  });

  test('cursors never go back, and who posts has read what was there', () => {
    receipts.event({ receiptRev: 3, account: '3', delivered: 1, read: 1 });
    assert.equal(state(5), 'read');
    receipts.posted({ sender: '2', seq: 8 });
    receipts.posted({ sender: '3', seq: 9 });
    assert.equal(state(8), 'read');
    assert.equal(state(9), 'stored');
  });

  test('nobody else, no second tick', () => {
    assert.equal(receipts.stateOf(1, ['1']), 'stored');
  });
});

describe('the own position', () => {
  test('counts what came since the server counted, and nothing after an own message', () => {
    const position = new Position();
    assert.equal(position.unread(5), 0);
    position.take({ readSeq: 2, lastSeq: 5, unread: 3 });
    assert.equal(position.unread(5), 3);
    assert.equal(position.unread(7), 5);
    position.posted(8);
    assert.equal(position.unread(8), 0);
    assert.equal(position.unread(9), 1);
  });

  test('takes no older word than it has', () => {
    const position = new Position();
    position.take({ readSeq: 9, lastSeq: 9, unread: 0 });
    position.take({ readSeq: 2, lastSeq: 5, unread: 3 });
    assert.equal(position.unread(9), 0);
  });

  test('is put away until the next message, or until the mute ends', () => {
    const position = new Position();
    assert.equal(position.archived(5, 0), false);
    position.take({ readSeq: 5, lastSeq: 5, unread: 0, archived: true, archivedSeq: 5 });
    assert.equal(position.archived(5, 0), true);
    assert.equal(position.archived(6, 0), false);
    position.take({ readSeq: 5, lastSeq: 8, unread: 3, archived: true, archivedSeq: 5, mutedUntil: 1_000 });
    assert.equal(position.archived(8, 999), true);
    assert.equal(position.muted(999), true);
    assert.equal(position.archived(8, 1_000), false, 'nobody says so when the time has come');
    assert.equal(position.muted(1_000), false);
  });
});
