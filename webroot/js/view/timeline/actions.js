import { failureText, t } from '../../i18n/index.js';
import { isDeleted } from '../../model/message.js';
import { listText } from '../../i18n/format.js';
import { bookmarkIcon, closeIcon, composeIcon, copyIcon, deleteIcon, groupIcon, pinIcon, reactIcon, replyIcon, unreadIcon } from '../base/icons.js';
import { openMenu } from '../popover/menu.js';
import { openPicker } from '../popover/picker.js';
import { openReactors } from '../popover/reactors.js';

const MOST_NAMES = 20;

/** Says something shortly, for eyes and ears. */
export const notify = (element, text) => element.dispatchEvent(new CustomEvent('notice', { bubbles: true, detail: text }));

/** What one does with a message of a conversation. What is refused is said, and nothing is lost. */
export class MessageActions {
  #view;

  /** @param {{chat, conversation, router} & Element} view */
  constructor(view) {
    this.#view = view;
  }

  /** Whether it is one that can be answered and reacted to here. */
  isOpen({ seq, ...message }) {
    return seq !== undefined && !isDeleted(message) && this.#view.conversation.mayPost;
  }

  react(seq, kind, on) {
    this.#attempt(() => this.#view.conversation.react(seq, kind, on));
  }

  pick(seq, anchor) {
    const { reactions } = this.#view.conversation.timeline;
    const mine = (kind) => reactions.of(seq).some((one) => one.kind === kind && one.mine);
    openPicker(anchor, { onPick: (kind) => this.react(seq, kind, !mine(kind)), focusAfter: () => this.#row(seq) });
  }

  reply(seq) {
    this.#view.chat.drafts.write(this.#view.conversation.id, { replyTo: seq });
    this.#view.dispatchEvent(new CustomEvent('compose', { bubbles: true }));
  }

  /** The names of who has reacted, for who points at a reaction. */
  async hint(seq, kind, target) {
    const state = target.textContent;
    if (target.dataset.hinted === state) {
      return;
    }
    target.dataset.hinted = state;
    try {
      const { reactors } = await this.#view.conversation.reactors(seq, { kind, limit: MOST_NAMES });
      target.title = t('message.reactionNames', { kind, names: listText(reactors.map(({ account }) => account.name)) });
    } catch {
      // Without connection there is no hint; the count stays.
      delete target.dataset.hinted;
    }
  }

  menu(message, anchor) {
    const { conversation } = this.#view;
    // Whether it is pinned must be known before it is offered.
    const { pins } = conversation;
    const open = () => this.#openMenu(message, anchor, pins);
    pins.state === 'loading' ? this.#whenLoaded(pins, open) : open();
  }

  #whenLoaded(pins, open) {
    const stop = pins.observe(() => {
      if (pins.state !== 'loading') {
        stop();
        open();
      }
    });
  }

  #openMenu(message, anchor, pins) {
    const { chat, conversation } = this.#view;
    const { seq } = message;
    const pinned = pins.has(seq);
    const saved = chat.saved.has(conversation.id, seq);
    const alive = !isDeleted(message);
    const reacted = conversation.timeline.reactions.of(seq).length > 0;
    openMenu(anchor, {
      label: t('message.actions', { name: chat.people.name(message.sender) }),
      focusAfter: () => this.#row(seq),
      items: [
        this.isOpen(message) && { label: t('message.reply'), icon: replyIcon, action: () => this.reply(seq) },
        this.isOpen(message) && { label: t('message.react'), icon: reactIcon, action: () => this.pick(seq, this.#row(seq).querySelector('.bubble')) },
        reacted && {
          label: t('message.reactors'),
          icon: groupIcon,
          action: () => openReactors(this.#row(seq).querySelector('.reactions'), { conversation, seq, focusAfter: () => this.#row(seq) }),
        },
        alive && { label: t('message.copy'), icon: copyIcon, action: () => this.#copy(message.text) },
        alive &&
          conversation.may('pin') &&
          pins.state === 'ready' && {
            label: t(pinned ? 'message.unpin' : 'message.pin'),
            icon: pinIcon,
            action: () => this.#attempt(() => conversation.pin(seq, !pinned)),
          },
        (alive || saved) && {
          label: t(saved ? 'message.unsave' : 'message.save'),
          icon: bookmarkIcon,
          action: () => this.#attempt(() => chat.saved.save(conversation.id, seq, !saved), saved ? null : t('message.saved')),
        },
        { label: t('message.unreadFrom'), icon: unreadIcon, action: () => this.#unreadFrom(seq) },
        conversation.mayEdit(message) && { label: t('message.edit'), icon: composeIcon, action: () => this.#edit(seq) },
        conversation.mayDelete(message) && this.#remove(message, 'everyone', t('message.deleteAll'), t('message.deleteAllYes')),
        this.#remove(message, 'me', t('message.deleteMe'), t('message.deleteMeYes')),
      ],
    });
  }

  #edit(seq) {
    this.#view.dispatchEvent(new CustomEvent('edit', { bubbles: true, detail: seq }));
  }

  /** What cannot be taken back is asked for twice. */
  #remove({ seq }, whom, label, yes) {
    const remove = () => this.#attempt(() => this.#view.conversation.remove(seq, whom));
    const sure = () =>
      openMenu(this.#row(seq).querySelector('.bubble'), {
        label: t('message.deleteSure'),
        focusAfter: () => this.#row(seq) ?? this.#view.querySelector('.scroller'),
        items: [
          { label: t('message.deleteNo'), icon: closeIcon, action: () => {} },
          { label: yes, icon: deleteIcon, danger: true, action: remove },
        ],
      });
    return { label, icon: deleteIcon, danger: true, action: sure };
  }

  /** Who stays would read it again at once. */
  async #unreadFrom(seq) {
    const { conversation, router } = this.#view;
    router.go({ conversation: null, details: false });
    await this.#attempt(() => conversation.markUnread(seq));
  }

  async #copy(text) {
    await this.#attempt(() => navigator.clipboard.writeText(text), t('message.copied'));
  }

  #row(seq) {
    return this.#view.querySelector(`.message[data-seq="${seq}"]`);
  }

  async #attempt(action, done) {
    const app = this.#view.closest('ct-app');
    try {
      await action();
      done && notify(app, done);
    } catch (failure) {
      notify(app, failureText(failure));
    }
  }
}
