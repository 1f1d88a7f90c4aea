import { html } from 'lit';
import { listText } from '../../i18n/format.js';
import { t } from '../../i18n/index.js';
import { isRun } from './layout.js';

const MOST_NAMES = 3;

/** "bob joined": what happened besides messages. A run is one line that opens; a pin leads to its message. */
export function systemTemplate(item, { people, onJump }) {
  const lines = item.events.map((event) => line(event, people, onJump));
  return html`<li class="system" data-key=${item.key}>
    ${isRun(item.events)
      ? html`<details class="run">
          <summary><span dir="auto">${summary(item.events, people)}</span></summary>
          ${lines.map((line) => html`<p dir="auto">${line}</p>`)}
        </details>`
      : lines.map((line) => html`<p dir="auto">${line}</p>`)}
  </li>`;
}

function line(event, people, onJump) {
  const text = sentence(event, people);
  return event.type === 'pinned'
    ? html`<button class="leads" type="button" @click=${() => onJump(event.seq)}>${text}</button>`
    : text;
}

function sentence(event, people) {
  const actor = people.name(event.actor);
  if (event.type === 'member') {
    return t(`timeline.${event.change}`, { actor, names: people.name(event.account) });
  }
  if (event.type === 'role') {
    return t(`timeline.role_${event.role}`, { actor, names: people.name(event.account) });
  }
  if (event.type === 'settings') {
    return t('timeline.settings', { actor });
  }
  if (event.type === 'pinned' || event.type === 'unpinned') {
    return t(`timeline.${event.type}`, { actor });
  }
  return t('timeline.renamed', { actor, title: event.title });
}

/** A whole run in one line: who came and who went, if they are few. */
function summary(events, people) {
  const joined = accounts(events, ['joined', 'added']);
  const left = accounts(events, ['left', 'removed', 'banned']);
  if (joined.size + left.size === 0) {
    return t('timeline.collapsed', { count: events.length });
  }
  return listText(
    [crowd(joined, 'joined', 'manyJoined', people), crowd(left, 'left', 'manyLeft', people)].filter(Boolean),
  );
}

function accounts(events, changes) {
  return new Set(events.filter((event) => changes.includes(event.change)).map((event) => event.account));
}

function crowd(set, few, many, people) {
  if (set.size === 0) {
    return null;
  }
  return set.size <= MOST_NAMES
    ? t(`timeline.${few}`, { names: listText([...set].map((id) => people.name(id))) })
    : t(`timeline.${many}`, { count: set.size });
}
