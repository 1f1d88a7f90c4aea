import { failureText, t } from '../../i18n/index.js';
import { notify } from '../timeline/actions.js';
import { openMenu } from '../popover/menu.js';
import { archiveIcon, bellIcon, muteIcon, pinIcon, unreadIcon } from './icons.js';

const HOUR_MS = 3_600_000;
/** As the contract says "for ever". */
const FOR_EVER = Number.MAX_SAFE_INTEGER;

/** What one can do with a conversation as a whole, for oneself. */
export function openConversationMenu(anchor, { conversation, router }) {
  const app = anchor.closest('ct-app');
  const attempt = async (action) => {
    try {
      await action();
    } catch (failure) {
      notify(app, failureText(failure));
    }
  };
  const arrange = (change) => attempt(() => conversation.arrange(change));
  openMenu(anchor, {
    label: t('menu.label'),
    items: [
      ...(conversation.muted ? [unmute(arrange)] : mutes(arrange)),
      {
        label: t(conversation.pinned ? 'menu.unpin' : 'menu.pin'),
        icon: pinIcon,
        action: () => arrange({ pinned: conversation.pinned ? 0 : Math.floor(Date.now() / 1_000) }),
      },
      {
        label: t('menu.unread'),
        icon: unreadIcon,
        action: () => attempt(() => markUnread(conversation, router)),
      },
      {
        label: t(conversation.archived ? 'menu.unarchive' : 'menu.archive'),
        icon: archiveIcon,
        action: () => arrange({ archived: !conversation.archived }),
      },
    ],
  });
}

const unmute = (arrange) => ({ label: t('menu.unmute'), icon: bellIcon, action: () => arrange({ mutedUntil: 0 }) });

function mutes(arrange) {
  const item = (label, until) => ({ label, icon: muteIcon, action: () => arrange({ mutedUntil: until() }) });
  return [
    item(t('menu.mute1'), () => Date.now() + HOUR_MS),
    item(t('menu.mute8'), () => Date.now() + 8 * HOUR_MS),
    item(t('menu.mute'), () => FOR_EVER),
  ];
}

/** Who stays in it would read it again at once. */
function markUnread(conversation, router) {
  if (router.route.conversation === conversation.id) {
    router.go({ conversation: null, details: false });
  }
  return conversation.markUnread();
}
