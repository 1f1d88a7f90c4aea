import { Bridge } from './bus/bridge.js';
import { Gateway } from './bus/gateway.js';
import { Http } from './bus/http.js';
import { onWakeUp } from './bus/wakeup.js';
import { t } from './i18n/index.js';
import { Chat } from './model/chat.js';
import { api, bridge as bridgeUrl } from './settings.js';
import { Backoff } from './time/backoff.js';
import { systemClock as clock } from './time/clock.js';
import { Router } from './view/base/router.js';
import './view/app/app.js';

/** WebSocket, or else XHR; the other transports of SockJS stay off, as on the server. */
const TRANSPORTS = ['websocket', 'xhr-streaming', 'xhr-polling'];

const THEME = 'crosstalk.theme';

/** What was set last is known before the server has said it: nobody wants to see the other colours first. */
showTheme(localStorage.getItem(THEME));

const bridge = new Bridge({
  clock,
  openSocket: () => new window.SockJS(bridgeUrl, null, { transports: TRANSPORTS, timeout: 8_000 }),
});
const gateway = new Gateway({ bridge, http: new Http((path, options) => fetch(api + path, options)) });
const chat = new Chat({
  gateway,
  clock,
  device: { newId, online: () => navigator.onLine, hidden: () => document.visibilityState === 'hidden' },
});

const app = document.querySelector('ct-app');
app.chat = chat;
app.router = new Router(window);

onWakeUp(gateway.wake, { window, document, clock });
document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && chat.drafts.flush());
chat.session.observe(() => chat.settings?.observe(keepTheme));
chat.attention.observe(() => showCount(chat.attention.count));
document.addEventListener('visibilitychange', () => chat.attention.looked());
begin(new Backoff({ first: 1_000, most: 10_000 }));

/** `crypto.randomUUID` exists in secure contexts only, and a chat on a local network may be plain HTTP. */
function newId() {
  if (crypto.randomUUID) {
    return crypto.randomUUID();
  }
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** @param {string | null} theme `light` or `dark`; else as the system has it */
function showTheme(theme) {
  document.documentElement.dataset.theme = theme ?? 'system';
}

function keepTheme() {
  const { settings } = chat;
  if (settings?.loaded) {
    localStorage.setItem(THEME, settings.theme);
    showTheme(settings.theme);
  }
}

function showCount(count) {
  document.title = count > 0 ? t('app.titleCount', { count }) : t('app.title');
}

/** Whether one is signed in must be known before anything can be shown; a server that starts may need a moment. */
async function begin(backoff) {
  try {
    await chat.start();
  } catch {
    app.trouble = true;
    clock.setTimeout(() => begin(backoff), backoff.next());
  }
}
