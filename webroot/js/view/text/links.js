const CANDIDATE = /(?:https?:\/\/|mailto:)[^\s<>"]+/giu;
const SCHEMES = new Set(['http:', 'https:', 'mailto:']);
const TRAILING = /[.,!?;:'…]+$/u;

/** Characters that turn the direction of what follows, so that a link can look like another one. */
const DIRECTION_MARKS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/**
 * Cuts a text into strings and links. Only http, https and mailto become links.
 *
 * @returns {Array<string|{href: string, text: string}>} whose texts together are the text
 */
export function withLinks(text) {
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const candidate = withoutTrailing(match[0]);
    const href = safeHref(candidate);
    if (href) {
      parts.push(text.slice(from, match.index), { href, text: candidate });
      from = match.index + candidate.length;
    }
  }
  parts.push(text.slice(from));
  return parts.filter((part) => part !== '');
}

function safeHref(candidate) {
  if (DIRECTION_MARKS.test(candidate)) {
    return null;
  }
  try {
    const url = new URL(candidate);
    return SCHEMES.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** A full stop ends the sentence, not the address; a bracket belongs to it only if it was opened in it. */
function withoutTrailing(candidate) {
  let rest = candidate.replace(TRAILING, '');
  while (rest.endsWith(')') && count(rest, ')') > count(rest, '(')) {
    rest = rest.slice(0, -1).replace(TRAILING, '');
  }
  return rest;
}

const count = (text, character) => text.split(character).length - 1;
