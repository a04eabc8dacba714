import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HOSTILE_TEXTS } from '../../testing/hostile-situation.ts';
import { markup } from './markup.ts';

const CHARACTERS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function decoded(text: string): string {
  return text.replace(/&([a-z]+|#39);/g, (whole, name: string) => CHARACTERS[name] ?? whole);
}

test('values are escaped, lists joined, markup and numbers left as they are', () => {
  const items = ['<b>', 'é & è'].map((text) => markup`<li>${text}</li>`);
  expect(markup`<ul class="${'"'}" data-n="${3}">${items}</ul>`.text).toBe(
    '<ul class="&quot;" data-n="3"><li>&lt;b&gt;</li><li>é &amp; è</li></ul>',
  );
});

test('controls, direction marks, invisible characters and halves of a pair are dropped; whole pairs stay', () => {
  expect(markup`${'a\u0000b\u001b[31mc\u202ed\u200be\ufefff\ud800g\u{1f600}\n\th'}`.text).toBe(
    'ab[31mcdefg\u{1f600}\n\th',
  );
});

test('any text reads back as itself from between tags and from an attribute, and is no markup', () => {
  const text = fc.oneof(
    fc.constantFrom<string>(...HOSTILE_TEXTS),
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.constantFrom('<', '>', '"', "'", '&', '&lt;', '`', '=', 'a', ' ', '/'), { maxLength: 30 })
      .map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(text, (one) => {
      const found = /^<p title="([^"<>]*)">([^"'<>]*)<\/p>$/.exec(markup`<p title="${one}">${one}</p>`.text);
      const [, attribute, content] = found ?? [];
      expect(content).toBeDefined();
      expect(attribute).toBe(content);
      const kept = Array.from(decoded(content ?? ''));
      expect(kept.filter((character) => !one.includes(character))).toEqual([]);
      const printable = Array.from(one).filter((character) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(character));
      expect(kept.filter((character) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(character))).toEqual(printable);
    }),
  );
});
