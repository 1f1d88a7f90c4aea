import { html, nothing } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { dayText } from '../../i18n/format.js';
import { t } from '../../i18n/index.js';
import { downIcon } from '../base/icons.js';
import { View } from '../base/view.js';
import { Anchor } from './anchor.js';
import { layout } from './layout.js';
import { messageTemplate } from './message.js';
import { systemTemplate } from './system.js';
import { TimelineWindow } from './window.js';

const NEAR_END = 48;
const NEAR_EDGE = 700;

/** The messages of one conversation. Follows the newest while one is at the bottom; else never moves what one reads. */
export class TimelineView extends View {
  static properties = { chat: { attribute: false }, conversation: { attribute: false } };

  #window = new TimelineWindow();
  #expanded = new Set();
  #following = true;
  #leftAtSeq = 0;
  #tall = false;
  #anchor = null;
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
    this.requestUpdate();
  }

  get #scroller() {
    return this.querySelector('.scroller');
  }

  willUpdate(changes) {
    super.willUpdate(changes);
    this.#anchor = this.#scroller && !this.#following ? new Anchor(this.#scroller) : null;
  }

  updated() {
    this.#anchor ? this.#anchor.restore(this.#scroller) : this.#toBottom();
    if (this.#following && this.conversation.timeline.state === 'ready') {
      this.chat.seen(this.conversation);
    }
    // Where loading failed, only scrolling asks again: drawing would ask for ever.
    if (!this.conversation.timeline.olderFailed) {
      this.#extend();
    }
  }

  firstUpdated() {
    this.#resized.observe(this.#scroller);
    this.#resized.observe(this.querySelector('.days'));
  }

  render() {
    const { entries, state } = this.conversation.timeline;
    const { from, to } = this.#window.over(entries, this.#following, this.#tall);
    const pending = to === entries.length ? this.chat.outbox.items(this.conversation.id) : [];
    const days = layout(from === 0 && to === entries.length ? entries : entries.slice(from, to), pending, this.chat.me);
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
    const name = this.chat.people.name(item.message.sender);
    const expanded = this.#expanded.has(item.key);
    const { message, pending, own, first, last } = item;
    const reactions = this.conversation.timeline.reactions.of(message.seq);
    const reached = own && message.seq ? this.conversation.stateOf(message.seq) : 'stored';
    return guard([message, reactions, pending?.state, pending?.failure, first, last, name, expanded, reached], () =>
      messageTemplate(item, {
        name,
        reactions,
        expanded,
        reached,
        showAuthor: this.conversation.kind !== 'direct',
        onExpand: () => this.#toggle(item.key),
        onRetry: (failed) => this.chat.outbox.retry(failed),
        onDiscard: (failed) => this.chat.outbox.discard(failed),
      }),
    );
  }

  #system(item) {
    return systemTemplate(item, { people: this.chat.people });
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
    const atEnd = scrollHeight - scrollTop - clientHeight < NEAR_END && this.#window.endless;
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
    } else if (scrollHeight - scrollTop - clientHeight < NEAR_EDGE && this.#window.growDown(timeline.entries)) {
      this.requestUpdate();
    }
  }
}

customElements.define('ct-timeline', TimelineView);
