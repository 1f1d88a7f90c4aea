/** The most characters (code points) that the server takes in one message. */
export const MAX_MESSAGE = 99_999;

const LONG_CHARACTERS = 1_500;
const LONG_LINES = 24;
const SHOWN_CHARACTERS = 800;
const SHOWN_LINES = 12;

/** Code points, counted only where it matters: a text of n UTF-16 units has at least n/2 of them. */
export function lengthOf(text) {
  let length = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xd800 && unit < 0xdc00) {
      length--;
    }
  }
  return length;
}

/** What is sent of what was typed: without empty lines around it, and without halves of characters. */
export function cleaned(typed) {
  return typed.replace(/^\s*\n/u, '').trimEnd().toWellFormed().replaceAll('\0', '');
}

/** @returns {string|null} the beginning that is shown of a long text; null if it is short enough to be shown whole */
export function beginningOf(text) {
  if (text.length <= LONG_CHARACTERS && endOfLine(text, LONG_LINES) === text.length) {
    return null;
  }
  const end = Math.min(SHOWN_CHARACTERS, endOfLine(text, SHOWN_LINES));
  return text.slice(0, end).toWellFormed().replace(/\ufffd$/u, '');
}

/** Where the line of that number ends; the end of the text if it has no more lines. */
function endOfLine(text, number) {
  let at = -1;
  for (let line = 0; line < number; line++) {
    at = text.indexOf('\n', at + 1);
    if (at < 0) {
      return text.length;
    }
  }
  return at;
}

const EMOJI = emojiPattern();

/** Whether it is nothing but one to three emoji, which are shown large. */
export function isEmojiOnly(text) {
  return text.length < 80 && EMOJI.test(text.trim());
}

/** Older browsers do not know sets of strings in patterns: there no emoji are large. */
function emojiPattern() {
  try {
    return new RegExp('^(?:\\p{RGI_Emoji}\\s*){1,3}$', 'v');
  } catch {
    return /^(?!)/u;
  }
}
