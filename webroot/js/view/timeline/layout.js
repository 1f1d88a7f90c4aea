import { dayOf } from '../../i18n/format.js';
import { isMessage } from '../../model/message.js';

const GROUP_MS = 5 * 60_000;
const LEAST_RUN = 3;

/** What is worth a line besides messages. That a conversation was opened is said by its beginning. */
const SHOWN = new Set(['member', 'renamed', 'pinned', 'unpinned', 'role', 'settings']);

/**
 * Arranges entries as they are shown: days, in them groups of one author's neighbouring messages, and runs of what is not a
 * message.
 *
 * An item is `{kind: 'message', key, message, own, first, last, pending?}` or `{kind: 'system', key, events}`.
 *
 * @param {object[]} entries events in their order
 * @param {object[]} pending of the outbox, which stand behind them
 * @returns {Array<{key: string, time: number, items: object[]}>}
 */
export function layout(entries, pending, me) {
  const days = [];
  const shown = entries.filter((event) => isMessage(event) || SHOWN.has(event.type));
  const items = [...collapse(shown.map((event) => toItem(event, me))), ...pending.map((item) => toPending(item, me))];
  let before = null;
  for (const item of items) {
    const day = dayOf(item.time);
    if (days.at(-1)?.day !== day) {
      days.push({ key: `day${day}`, day, time: item.time, items: [] });
      before = null;
    }
    join(before, item);
    days.at(-1).items.push(item);
    before = item;
  }
  return days;
}

function toItem(event, me) {
  if (!isMessage(event)) {
    return { kind: 'system', key: `r${event.rev}`, time: event.time, events: [event] };
  }
  const own = event.sender === me;
  return {
    kind: 'message',
    // An own message keeps its key when it is stored: it is the same element, in the same place.
    key: own && event.clientId ? `c${event.clientId}` : `m${event.seq}`,
    time: event.time,
    message: event,
    own,
    first: true,
    last: true,
  };
}

function toPending(pending, me) {
  const { text, time, replyTo, mentions, everyone } = pending;
  return {
    kind: 'message',
    key: `c${pending.clientId}`,
    time: pending.time,
    message: { text, time, replyTo, mentions, everyone, sender: me },
    pending,
    own: true,
    first: true,
    last: true,
  };
}

function join(before, item) {
  const together =
    before?.kind === 'message' &&
    item.kind === 'message' &&
    before.message.sender === item.message.sender &&
    item.time - before.time < GROUP_MS;
  if (together) {
    before.last = false;
    item.first = false;
  }
}

/** Several in a row become one item, which keeps the key of its first so that it can grow. */
function collapse(items) {
  const collapsed = [];
  for (const item of items) {
    const before = collapsed.at(-1);
    const sameDay = before && dayOf(before.time) === dayOf(item.time);
    if (item.kind === 'system' && before?.kind === 'system' && sameDay) {
      before.events.push(item.events[0]);
    } else {
      collapsed.push(item);
    }
  }
  return collapsed;
}

/** Whether a run is long enough to be shown as one line. */
export const isRun = (events) => events.length >= LEAST_RUN;
