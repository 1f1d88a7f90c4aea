import { html, nothing } from 'lit';
import { failureText, t } from '../../i18n/index.js';
import { avatar } from '../base/avatar.js';
import { openPopover } from './popover.js';

/** Who has reacted to a message, and with what. */
export function openReactors(anchor, { conversation, seq, ...rest }) {
  const state = { reactors: [], next: undefined, failure: null };
  const popover = openPopover(anchor, {
    label: t('message.reactors'),
    name: 'reactors',
    draw: () => list(state, load),
    ...rest,
  });
  async function load() {
    try {
      const page = await conversation.reactors(seq, { after: state.next });
      state.reactors = [...state.reactors, ...page.reactors];
      state.next = page.next;
      state.failure = null;
    } catch (failure) {
      state.failure = failure;
    }
    popover.redraw();
  }
  if (popover) {
    load();
  }
}

function list({ reactors, next, failure }, load) {
  return html`<h3 class="heading" tabindex="-1" data-first>${t('message.reactors')}</h3>
    ${failure ? html`<p class="problem" role="alert">${failureText(failure)}</p>` : nothing}
    <ul>
      ${reactors.map(
        ({ account, kind }) => html`<li class="reactor">
          ${avatar({ ...account, size: 'small' })}<span class="name" dir="auto">${account.name}</span><span class="kind">${kind}</span>
        </li>`,
      )}
    </ul>
    ${next ? html`<button class="button" type="button" @click=${load}>${t('people.more')}</button>` : nothing}`;
}
