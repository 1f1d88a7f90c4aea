import { html, nothing } from 'lit';
import { emojiGroups, t } from '../../i18n/index.js';
import { openPopover } from './popover.js';

const OFTEN = ['👍', '❤️', '😂', '🎉', '😮', '😢', '🙏', '👀'];
const KEPT = 'crosstalk.emoji';
const MOST_FOUND = 80;

/** Lets somebody choose an emoji: those often used, all by group, or by what they are called. */
export function openPicker(anchor, { onPick, ...rest }) {
  const state = { query: '', groups: null };
  const popover = openPopover(anchor, {
    label: t('picker.label'),
    name: 'picker',
    draw: (self) => picker(state, self, (kind) => pick(self, kind, onPick)),
    ...rest,
  });
  if (popover) {
    emojiGroups().then((groups) => {
      state.groups = groups;
      popover.redraw();
    });
  }
}

/** Those chosen last, filled up with what most people choose. */
export function oftenUsed() {
  const kept = (localStorage.getItem(KEPT) ?? '').split(' ').filter(Boolean);
  return [...new Set([...kept, ...OFTEN])].slice(0, OFTEN.length);
}

function pick(popover, kind, onPick) {
  localStorage.setItem(KEPT, [kind, ...oftenUsed().filter((one) => one !== kind)].slice(0, OFTEN.length).join(' '));
  popover.close();
  onPick(kind);
}

function picker(state, popover, onPick) {
  const search = (event) => {
    state.query = event.target.value.trim().toLocaleLowerCase();
    popover.redraw();
  };
  return html`<div class="often" role="group" aria-label=${t('picker.often')}>
      ${oftenUsed().map((kind, at) => button({ kind, words: kind }, onPick, at === 0))}
    </div>
    <input class="input" type="search" autocomplete="off" placeholder=${t('picker.search')} aria-label=${t('picker.search')} @input=${search} />
    <div class="all" @keydown=${walk}>${state.groups ? groups(state, onPick) : html`<p class="hint late">${t('picker.loading')}</p>`}</div>`;
}

function groups({ groups: all, query }, onPick) {
  if (!query) {
    return all.map(({ name, emoji }) => group(t(`picker.${name}`), emoji, onPick));
  }
  const found = all.flatMap(({ emoji }) => emoji).filter(({ kind, words }) => kind === query || words.includes(query));
  return found.length > 0
    ? group(t('picker.found'), found.slice(0, MOST_FOUND), onPick)
    : html`<p class="hint" role="status">${t('picker.none', { query })}</p>`;
}

function group(heading, emoji, onPick) {
  return html`<h3 class="section">${heading}</h3>
    <div class="grid">${emoji.map((one) => button(one, onPick))}</div>`;
}

function button({ kind, words }, onPick, first = false) {
  return html`<button class="emoji" type="button" title=${words} aria-label=${words} data-first=${first ? '' : nothing} @click=${() => onPick(kind)}>${kind}</button>`;
}

/** Arrows go through the grid as it is drawn. */
function walk(event) {
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.indexOf(document.activeElement);
  const columns = buttons.filter((one) => one.offsetTop === buttons[0].offsetTop).length;
  const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
  if (at >= 0 && by) {
    event.preventDefault();
    buttons[Math.min(buttons.length - 1, Math.max(0, at + by))].focus();
  }
}
