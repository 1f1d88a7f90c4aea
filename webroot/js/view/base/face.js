const HUES = 12;

/** The hue that belongs to an id for ever: 0 to 11, each a pair of colours in the tokens. */
export function hueOf(id) {
  let hash = 7;
  for (const character of String(id)) {
    hash = (hash * 31 + character.codePointAt(0)) >>> 0;
  }
  return ((hash ^ (hash >>> 15)) >>> 0) % HUES;
}

/** @returns {string} one or two letters */
export function initialsOf(name) {
  const words = (name ?? '').split(/[\s_.|-]+/u).filter(Boolean);
  const letters = words.slice(0, 2).map((word) => [...word][0]);
  return (letters.length > 0 ? letters.join('') : ([...(name ?? '')][0] ?? '')).toLocaleUpperCase();
}
