import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { t } from '../../../../webroot/js/i18n/index.js';
import { dayText } from '../../../../webroot/js/i18n/format.js';
import { hueOf, initialsOf } from '../../../../webroot/js/view/base/face.js';
import { hrefOf, parse } from '../../../../webroot/js/view/base/router.js';
import { withLinks } from '../../../../webroot/js/view/text/links.js';
import { beginningOf, cleaned, isEmojiOnly, lengthOf, MAX_MESSAGE } from '../../../../webroot/js/view/text/measure.js';

const links = (text) => withLinks(text).filter((part) => part.href).map((part) => part.href);

describe('links', () => {
  test('are http, https and mailto, without the punctuation of the sentence', () => {
    assert.deepEqual(links('see https://example.org/a_(b), or (http://x.org). mailto:a@b.org!'), [
      'https://example.org/a_(b)', 'http://x.org/', 'mailto:a@b.org',
    ]);
  });

  test('are never made of other schemes or of addresses that turn their direction', () => {
    for (const text of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc', 'vbscript:x', 'https://a.org/\u202egnp.exe', 'https://']) {
      assert.deepEqual(links(text), [], text);
    }
  });

  test('leave the text as it was written', () => {
    const text = '<b>a</b> https://x.org/?a=1&b=2, fin';
    assert.equal(withLinks(text).map((part) => part.text ?? part).join(''), text);
  });
});

describe('texts', () => {
  test('are measured in characters, not in their halves', () => {
    assert.equal(lengthOf('a😀é'), 3);
    assert.equal(lengthOf('😀'.repeat(MAX_MESSAGE)), MAX_MESSAGE);
  });

  test('are sent without empty lines around them and without half characters', () => {
    assert.equal(cleaned('\n  \n  code\n\n'), '  code');
    assert.equal(cleaned('a\ud83d'), 'a\ufffd');
    assert.equal(cleaned(' \n '), '');
  });

  test('are collapsed when they are long or have many lines, and only then', () => {
    assert.equal(beginningOf('x'.repeat(1_500)), null);
    assert.ok(beginningOf('x'.repeat(99_999)).length <= 800);
    assert.equal(beginningOf('line\n'.repeat(40)).split('\n').length, 12);
    assert.equal(beginningOf('line\n'.repeat(20)), null);
    assert.ok(!beginningOf('😀'.repeat(2_000)).includes('\ufffd'));
  });

  test('of one to three emoji are told from others', () => {
    assert.ok(isEmojiOnly('👍🏽 👨‍👩‍👧'));
    assert.ok(!isEmojiOnly('123'));
    assert.ok(!isEmojiOnly('👍👍👍👍'));
  });
});

describe('the catalogue', () => {
  const sources = readdirSync(new URL('../../../../webroot/js', import.meta.url), { recursive: true })
    .filter((path) => path.endsWith('.js'))
    .map((path) => readFileSync(new URL(`../../../../webroot/js/${path}`, import.meta.url), 'utf8'));
  const keys = new Set(sources.flatMap((source) => [...source.matchAll(/\bt\('([\w.]+)'/g)].map((match) => match[1])));

  test('has every text that the client asks for', () => {
    assert.ok(keys.size > 60);
    for (const key of keys) {
      assert.equal(typeof t(key, { count: 2 }), 'string', key);
    }
  });

  test('chooses the plural and writes numbers', () => {
    assert.equal(t('conversation.members', { count: 1 }), '1 member');
    assert.equal(t('conversation.members', { count: 5_500 }), '5,500 members');
  });

  test('names today and yesterday by the day of the reader', () => {
    const now = new Date(2024, 0, 2, 0, 30).getTime();
    assert.equal(dayText(now - 3_600_000, now), 'Yesterday');
    assert.equal(dayText(now, now), 'Today');
  });
});

describe('addresses of the client', () => {
  test('say panel, conversation and details, and nothing else', () => {
    for (const hash of ['#/', '#/new', '#/c/77', '#/rooms/c/77', '#/c/77/details', '#/c/77/at/12', '#/saved', '#/archived/c/77/details/at/3']) {
      assert.equal(hrefOf(parse(hash)), hash);
    }
    assert.deepEqual(parse('#/c/<script>/details'), { panel: null, conversation: null, details: false, at: null });
  });
});

describe('the face of somebody without a picture', () => {
  const tokens = readFileSync(new URL('../../../../webroot/css/tokens.css', import.meta.url), 'utf8');

  test('has one of the twelve hues, and all of them are in use', () => {
    const hues = new Set(Array.from({ length: 500 }, (_, i) => hueOf(String(911_687_161_122_656_256n + BigInt(i * 4_096)))));
    assert.equal(hues.size, 12);
    for (const hue of hues) {
      assert.ok(tokens.includes(`[data-hue='${hue}']`), `no colours for ${hue}`);
    }
  });

  test('has one or two letters of the name', () => {
    assert.deepEqual(['alice', 'Grace_H', 'x', '-', 'été-noir', ''].map(initialsOf), ['A', 'GH', 'X', '-', 'ÉN', '']);
  });
});
