import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { layout } from '../../../../webroot/js/view/timeline/layout.js';
import { TimelineWindow } from '../../../../webroot/js/view/timeline/window.js';

const NOON = new Date(2024, 5, 3, 12).getTime();
const MINUTE = 60_000;
const said = (seq, sender, minutes, clientId) => ({ type: 'message', seq, rev: seq, sender, clientId, text: 'x', time: NOON + minutes * MINUTE });
const joined = (rev, account, minutes) => ({ type: 'member', change: 'joined', account, actor: account, rev, afterSeq: 0, time: NOON + minutes * MINUTE });
const shape = (days) => days.map((day) => day.items.map((item) => (item.kind === 'system' ? item.events.length : `${item.first ? '(' : ''}${item.message.seq}${item.last ? ')' : ''}`)));

describe('the layout of a timeline', () => {
  test('groups what one author says within five minutes, and nothing else', () => {
    const days = layout([said(1, 'a', 0), said(2, 'a', 4), said(3, 'b', 5), said(4, 'b', 11), said(5, 'b', 12)], [], 'me');
    assert.deepEqual(shape(days), [['(1', '2)', '(3)', '(4', '5)']]);
  });

  test('parts days, also within a group', () => {
    const days = layout([said(1, 'a', 0), said(2, 'a', 12 * 60 - 1), said(3, 'a', 12 * 60 + 1)], [], 'me');
    assert.deepEqual(shape(days), [['(1)', '(2)'], ['(3)']]);
  });

  test('collapses runs of what is not a message', () => {
    const days = layout([joined(1, 'a', 0), joined(2, 'b', 1), said(1, 'a', 2), joined(4, 'c', 3), said(2, 'a', 4)], [], 'me');
    assert.deepEqual(shape(days), [[2, '(1)', 1, '(2)']]);
  });

  test('gives an own message one key from sending to stored', () => {
    const pending = { clientId: 'c1', text: 'x', time: NOON, state: 'sending' };
    const [before] = layout([], [pending], 'me')[0].items;
    const [after] = layout([said(1, 'me', 0, 'c1')], [], 'me')[0].items;
    assert.equal(before.key, after.key);
  });
});

describe('the window over a timeline', () => {
  const entries = Array.from({ length: 3_000 }, (_, i) => ({ rev: i }));

  test('never holds more than 400 entries, wherever one scrolls', () => {
    const window = new TimelineWindow();
    const size = () => (({ from, to }) => to - from)(window.over(entries, false));
    while (window.growUp(entries)) {
      assert.ok(size() <= 400);
    }
    assert.equal(window.over(entries, false).from, 0);
    while (window.growDown(entries)) {
      assert.ok(size() <= 400);
    }
    assert.equal(window.over(entries, false).to, 3_000);
    assert.equal(window.endless, true);
  });

  test('stays where it is when older and newer entries come', () => {
    const window = new TimelineWindow();
    const loaded = entries.slice(1_000, 1_400);
    while (window.growUp(loaded)) {}
    const { from, to } = window.over(entries.slice(900, 2_000), false);
    assert.deepEqual([from, to], [100, 500]);
  });

  test('follows the newest as long as one is at the bottom', () => {
    const window = new TimelineWindow();
    window.over(entries.slice(0, 300), true);
    const { from, to } = window.over(entries.slice(0, 2_000), true);
    assert.equal(to, 2_000);
    assert.ok(to - from <= 400);
  });

  test('comes to rest where a screen of runs cannot be filled, with the newest in it', () => {
    const window = new TimelineWindow();
    window.over(entries, true, false);
    for (let drawn = 0; drawn < 10 && !window.isFull(entries); drawn++) {
      window.growUp(entries);
      window.over(entries, true, false);
    }
    assert.equal(window.isFull(entries), true);
    assert.deepEqual(window.over(entries, true, false), { from: 2_600, to: 3_000 });
    assert.equal(window.endless, true);
  });
});
