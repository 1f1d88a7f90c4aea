import { html, nothing } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { dayText } from '../../i18n/format.js';
import { failureText, t } from '../../i18n/index.js';
import { isDeleted } from '../../model/message.js';
import { downIcon } from '../base/icons.js';
import { View } from '../base/view.js';
import { MessageActions, notify } from './actions.js';
import { Anchor } from './anchor.js';
import { layout } from './layout.js';
import { messageTemplate } from './message.js';
import { Pointed } from './pointed.js';
import { systemTemplate } from './system.js';
import { TimelineWindow } from './window.js';

const NEAR_END = 48;
const NEAR_EDGE = 700;
const FLASH_MS = 1_600;

/** The messages of one conversation. Follows the newest while one is at the bottom; else never moves what one reads. */
export class TimelineView extends View {
  static properties = { chat: { attribute: false }, router: { attribute: false }, conversation: { attribute: false }, flash: { state: true } };

  #window = new TimelineWindow();
  #expanded = new Set();
  #following = true;
  #newestKey = null;
  #leftAtSeq = 0;
  #tall = false;
  #anchor = null;
  /** The message that one goes to with the next drawing. */
  #target = null;
  #actions = new MessageActions(this);
  #pointed = new Pointed(this, this.#actions);
  #resized = new ResizeObserver(() => this.#following && this.#toBottom());

  watched() {
    const { attention, outbox, people } = this.chat;
    return [this.conversation.timeline, this.conversation, attention, outbox, people];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#resized.disconnect();
    this.conversation.timeline.reading = false;
  }

  /** To the newest message; after one has posted, one wants to see it. */
  toLatest() {
    this.#window.toEnd();
    this.#follow(true);
    this.conversation.timeline.toNewest();
    this.requestUpdate();
  }

  /** To a message, wherever it is in the history. */
  async jumpTo(seq) {
    const { timeline } = this.conversation;
    this.#follow(false);
    const found = await timeline.show(seq);
    if (!this.isConnected) {
      return;
    }
    if (!found) {
      notify(this, timeline.failure ? failureText(timeline.failure) : t('message.notThere'));
      return;
    }
    this.#window.around(timeline.entries, timeline.entries.indexOf(timeline.message(seq)));
    this.#target = seq;
    this.flash = seq;
    setTimeout(() => (this.flash = null), FLASH_MS);
    this.requestUpdate();
  }

  #arrive() {
    const row = this.querySelector(`.message[data-seq="${this.#target}"]`);
    this.#target = null;
    row?.scrollIntoView({ block: 'center' });
    row?.focus({ preventScroll: true });
  }

  get #scroller() {
    return this.querySelector('.scroller');
  }

  willUpdate(changes) {
    super.willUpdate(changes);
    this.#anchor = this.#scroller && !this.#following ? new Anchor(this.#scroller) : null;
  }

  updated() {
    const { timeline } = this.conversation;
    if (this.#target !== null) {
      this.#arrive();
    } else {
      this.#following ? this.#toBottom() : this.#anchor?.restore(this.#scroller);
    }
    if (this.#following && timeline.state === 'ready' && !timeline.hasNewer) {
      this.chat.seen(this.conversation);
    }
    // Where loading failed, only scrolling asks again: drawing would ask for ever.
    if (!timeline.olderFailed && !timeline.newerFailed) {
      this.#extend();
    }
  }

  firstUpdated() {
    this.#resized.observe(this.#scroller);
    this.#resized.observe(this.querySelector('.days'));
    this.#pointed.listen(this.querySelector('.days'));
  }

  render() {
    const { entries, state, hasNewer } = this.conversation.timeline;
    const { from, to } = this.#window.over(entries, this.#following, this.#tall);
    const pending = to === entries.length && !hasNewer ? this.chat.outbox.items(this.conversation.id) : [];
    const days = layout(from === 0 && to === entries.length ? entries : entries.slice(from, to), pending, this.chat.me);
    this.#newestKey = days.at(-1)?.items.findLast(({ kind }) => kind === 'message')?.key ?? null;
    return html`<div
        class="scroller"
        tabindex="0"
        role="region"
        aria-label=${t('timeline.label')}
        aria-busy=${state === 'loading'}
        @scroll=${this.#scrolled}
      >
        <ol class="days" data-authors=${this.conversation.kind !== 'direct'}>
          ${from === 0 ? this.#top() : nothing}
          ${repeat(days, (day) => day.key, (day) => this.#day(day))}
        </ol>
      </div>
      ${this.#following ? nothing : this.#latestButton()}`;
  }

  #top() {
    const { timeline, kind, partner } = this.conversation;
    if (timeline.state === 'failed') {
      return html`<li class="edge">
        <p>${t('conversation.failed')}</p>
        <button class="button" type="button" @click=${() => this.conversation.reopen()}>${t('conversation.retry')}</button>
      </li>`;
    }
    if (timeline.state !== 'ready') {
      return html`<li class="edge late">${t('timeline.loading')}</li>`;
    }
    if (timeline.hasOlder) {
      return html`<li class="edge">${t('timeline.older')}</li>`;
    }
    const other = kind === 'direct' && partner !== this.chat.me;
    const text = other ? t('conversation.startDirect', { name: this.chat.people.name(partner) }) : t('conversation.start');
    return html`<li class="edge beginning" dir="auto">${text}</li>`;
  }

  #day(day) {
    return html`<li class="day">
      <h3 class="day-name"><span>${dayText(day.time, Date.now())}</span></h3>
      <ol>
        ${repeat(day.items, (item) => item.key, (item) => (item.kind === 'message' ? this.#message(item) : this.#system(item)))}
      </ol>
    </li>`;
  }

  #message(item) {
    const { chat, conversation } = this;
    const { people } = chat;
    const { message, pending, own, first, last, key } = item;
    const { seq } = message;
    const shown = {
      name: people.name(message.sender),
      expanded: this.#expanded.has(key),
      reactions: conversation.timeline.reactions.of(seq),
      reached: own && seq ? conversation.stateOf(seq) : 'stored',
      last: key === this.#newestKey,
      flash: seq !== undefined && seq === this.flash,
      forMe: conversation.isForMe(message) && !isDeleted(message),
    };
    const quote = message.replyTo && conversation.timeline.quote(message.replyTo);
    const quoteName = quote?.sender ? people.name(quote.sender) : '';
    const names = this.#namesIn(message);
    const pointed = seq !== undefined && this.#pointed.has(key);
    const parts = [message, pending?.state, pending?.failure, first, last, pointed, conversation.mayPost, ...Object.values(shown)];
    return guard([...parts, quote?.excerpt, quote?.deleted, quoteName, ...names.keys()], () =>
      messageTemplate(item, {
        ...shown,
        quote,
        quoteName,
        names,
        showAuthor: conversation.kind !== 'direct',
        tools: pointed ? this.#pointed.tools(message) : null,
        on: this.#handlers(item),
      }),
    );
  }

  #handlers({ key, message: { seq } }) {
    return {
      expand: () => this.#toggle(key),
      retry: (failed) => this.chat.outbox.retry(failed),
      discard: (failed) => this.chat.outbox.discard(failed),
      react: (kind, on) => this.#actions.react(seq, kind, on),
      hint: (kind, target) => this.#actions.hint(seq, kind, target),
      jump: (to) => this.jumpTo(to),
    };
  }

  /** By name, whom a message mentions, and whether that is me. */
  #namesIn({ mentions = [], everyone }) {
    const { chat } = this;
    const names = new Map(mentions.map((id) => [chat.people.name(id), id === chat.me]));
    names.delete('');
    return everyone ? names.set(t('composer.everyone'), true) : names;
  }

  #system(item) {
    return systemTemplate(item, { people: this.chat.people, onJump: (seq) => this.jumpTo(seq) });
  }

  #latestButton() {
    const count = Math.max(0, this.conversation.lastSeq - this.#leftAtSeq);
    const label = count > 0 ? t('timeline.latestCount', { count }) : t('timeline.latest');
    return html`<button class="latest" type="button" title=${label} aria-label=${label} @click=${() => this.toLatest()}>
      ${downIcon}${count > 0 ? html`<span class="count">${count > 999 ? '999+' : count}</span>` : nothing}
    </button>`;
  }

  #toggle(key) {
    this.#expanded.delete(key) || this.#expanded.add(key);
    this.#follow(false);
    this.requestUpdate();
  }

  #scrolled() {
    const { scrollTop, clientHeight, scrollHeight } = this.#scroller;
    const atEnd = scrollHeight - scrollTop - clientHeight < NEAR_END && this.#window.endless && !this.conversation.timeline.hasNewer;
    if (atEnd !== this.#following) {
      this.#follow(atEnd);
      this.requestUpdate();
    }
    this.#extend();
  }

  #follow(following) {
    if (this.#following && !following) {
      this.#leftAtSeq = this.conversation.lastSeq;
    }
    this.#following = following;
    this.conversation.timeline.reading = !following;
  }

  #toBottom() {
    const scroller = this.#scroller;
    scroller.scrollTop = scroller.scrollHeight;
  }

  /** Near an edge of what is in the page: more of what is loaded, else more from the server. */
  #extend() {
    const { scrollTop, clientHeight, scrollHeight } = this.#scroller;
    const { timeline } = this.conversation;
    this.#tall = scrollHeight > clientHeight + 4 * NEAR_EDGE;
    if (timeline.state !== 'ready') {
      return;
    }
    if (scrollTop < NEAR_EDGE) {
      if (this.#following && this.#window.isFull(timeline.entries)) {
        return;
      }
      this.#window.growUp(timeline.entries) ? this.requestUpdate() : timeline.loadOlder();
    }
    if (scrollHeight - scrollTop - clientHeight < NEAR_EDGE) {
      this.#window.growDown(timeline.entries) ? this.requestUpdate() : timeline.loadNewer();
    }
  }
}

customElements.define('ct-timeline', TimelineView);
