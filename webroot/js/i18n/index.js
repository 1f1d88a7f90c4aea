import en from './en.js';

/** The languages that there are, each in its own words. */
export const LANGUAGES = Object.freeze({ en: 'English' });

const catalogue = en;
export const locale = 'en';

/** Emoji by group, `[{name, emoji: [{kind, words}]}]`, when somebody looks for one. */
export async function emojiGroups() {
  const { default: groups } = await import('./emoji-en.js');
  const split = (one) => ({ kind: one.slice(0, one.indexOf(' ')), words: one.slice(one.indexOf(' ') + 1) });
  return Object.entries(groups).map(([name, listed]) => ({ name, emoji: listed.split('|').map(split) }));
}

const plurals = new Intl.PluralRules(locale);
const numbers = new Intl.NumberFormat(locale);

function find(key) {
  return key.split('.').reduce((part, name) => part?.[name], catalogue);
}

export const has = (key) => find(key) !== undefined;

/**
 * The text of a key such as `list.heading`, with its gaps filled. Numbers are written as the language does.
 * A key that is missing is a mistake in the program, therefore it throws.
 */
export function t(key, values = {}) {
  const found = find(key);
  const form = typeof found === 'object' ? found[plurals.select(values.count)] ?? found.other : found;
  if (typeof form !== 'string') {
    throw new Error(`no text for ${key}`);
  }
  return form.replace(/\{(\w+)\}/g, (gap, name) => {
    const value = values[name];
    return typeof value === 'number' ? numbers.format(value) : (value ?? '');
  });
}

/** What went wrong, for people. */
export function failureText(failure) {
  const key = `failure.${failure.code}`;
  return has(key) ? t(key) : t('failure.other', { reason: failure.code ?? failure.message });
}
