const TOKEN = /(^|[^\p{L}\p{N}_@])@([^\s@]+)/gu;
const TRAILING = /[.,!?;:'’")\]}…]+$/u;
const folded = (text) => text.normalize('NFKC').toLocaleLowerCase();

/** Cuts a text at what begins like the name of somebody: `[{at, end, name}]`, names without what ends a sentence. */
function tokens(text, known) {
  const found = [];
  for (const match of text.matchAll(TOKEN)) {
    const at = match.index + match[1].length;
    const name = [match[2], match[2].replace(TRAILING, '')].find(known);
    if (name) {
      found.push({ at, end: at + 1 + name.length, name });
    }
  }
  return found;
}

/**
 * Whom a text names.
 *
 * @param {Map<string, string>} idsByName of the members
 * @returns {{mentions?: string[], everyone?: true}}
 */
export function mentionsIn(text, idsByName, everyone) {
  const names = tokens(text, (name) => idsByName.has(name) || name === everyone).map(({ name }) => name);
  const mentions = [...new Set(names.filter((name) => idsByName.has(name)).map((name) => idsByName.get(name)))];
  return {
    mentions: mentions.length > 0 ? mentions : undefined,
    everyone: names.some((name) => name === everyone && !idsByName.has(name)) || undefined,
  };
}

/** @returns {Array<string | {name}>} a text cut at the names, whose parts together are the text with an @ before each name */
export function withMentions(text, names) {
  const parts = [];
  let from = 0;
  for (const { at, end, name } of tokens(text, (name) => names.has(name))) {
    parts.push(text.slice(from, at), { name });
    from = end;
  }
  parts.push(text.slice(from));
  return parts.filter((part) => part !== '');
}

/** The name that is being written at the caret: `{at, query}`, or null. */
export function queryAt(text, caret) {
  const match = /(?:^|[^\p{L}\p{N}_@])@([^\s@]{0,32})$/u.exec(text.slice(0, caret));
  return match ? { at: caret - match[1].length - 1, query: match[1] } : null;
}

/** Those whose name begins with the query, then those that have it elsewhere. */
export function matching(people, query, most) {
  const wanted = folded(query);
  const at = ({ name }) => folded(name).indexOf(wanted);
  const first = people.filter((person) => at(person) === 0);
  const later = people.filter((person) => at(person) > 0);
  return [...first, ...later].slice(0, most);
}
