import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Entries } from '../../../../webroot/js/model/entries.js';

const message = (seq, rev, time) => ({ type: 'message', seq, rev, time });
const joined = (afterSeq, rev, time) => ({ type: 'member', afterSeq, rev, time });

describe('the entries of a conversation', () => {
  test('lose what was removed for good, messages by number and the rest by time', () => {
    const entries = new Entries();
    entries.addAll([joined(0, 1, 10), message(1, 2, 20), message(2, 3, 30), joined(2, 4, 35), joined(2, 5, 45), message(3, 6, 50)]);

    entries.trim({ firstSeq: 3, before: 40 });

    assert.deepEqual(entries.list.map(({ rev }) => rev), [5, 6]);
    assert.ok(entries.add(message(2, 3, 30)), 'what was forgotten is not known any more');
    assert.ok(!entries.add(message(3, 6, 50)), 'what stays is');
  });
});
