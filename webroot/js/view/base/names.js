import { bookmarkIcon, groupIcon, roomIcon } from './icons.js';
import { t } from '../../i18n/index.js';
import { listText } from '../../i18n/format.js';

const MOST_NAMES = 4;

/** What a conversation is called for the reader. */
export function titleOf(conversation, chat) {
  if (conversation.title) {
    return conversation.title;
  }
  if (conversation.kind === 'direct') {
    return conversation.partner === chat.me ? t('conversation.noteToSelf') : chat.people.name(conversation.partner);
  }
  const names = conversation.others.map((id) => chat.people.name(id)).filter(Boolean);
  if (names.length === 0) {
    return t('conversation.untitled');
  }
  const shown = names.slice(0, MOST_NAMES);
  return listText(names.length > MOST_NAMES ? [...shown, `+${names.length - MOST_NAMES}`] : shown);
}

/** What its avatar needs. */
export function faceOf(conversation, chat) {
  if (conversation.kind === 'direct') {
    const id = conversation.partner;
    if (id === chat.me) {
      return { id: conversation.id, glyph: bookmarkIcon };
    }
    return { id, name: chat.people.name(id), presence: chat.presence.get(id) };
  }
  const glyph = conversation.kind === 'room' ? roomIcon : groupIcon;
  return { id: conversation.id, name: conversation.title, glyph: conversation.title && conversation.kind === 'group' ? undefined : glyph };
}

/** The line below its title. */
export function subtitleOf(conversation, chat) {
  if (conversation.partner === chat.me) {
    return t('people.notesHint');
  }
  if (conversation.kind === 'direct') {
    const presence = chat.presence.get(conversation.partner);
    return presence ? t(presence.status === 'online' ? 'presence.online' : 'presence.offline') : '';
  }
  return t('conversation.members', { count: conversation.memberCount });
}
