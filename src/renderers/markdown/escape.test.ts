import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeBlock, escapeMarkdown, isPlainCode } from './escape.ts';

test.each([
  ['CISSS de l’Estrie – CHUS', 'CISSS de l’Estrie – CHUS'],
  ['134\u00a0115 comptes, 43,9\u00a0%', '134\u00a0115 comptes, 43,9\u00a0%'],
  ['a | b', 'a \\| b'],
  ['*gras* _x_ `code` ~~barré~~ # titre', '\\*gras\\* \\_x\\_ \\`code\\` \\~\\~barré\\~\\~ \\# titre'],
  ['<b>&amp;</b>', '&lt;b&gt;&amp;amp;&lt;/b&gt;'],
  ['[x](javascript:y)', '\\[x\\](javascript:y)'],
  ['\\|', '\\\\\\|'],
  ['ligne\r\n\u2028autre', 'ligne autre'],
  ['- liste', '\\- liste'],
  ['12. liste', '12\\. liste'],
  ['12.', '12\\.'],
  ['43.9%', '43.9%'],
  ['2020-10-27', '2020-10-27'],
  ['$x^2$', '\\$x\\^2\\$'],
  [
    'https://x.example www.x.example a@x.example',
    'https:\u2060//x.example www\u2060.x.example a@\u2060x.example',
  ],
  ['\u202egro.elpmaxe', 'gro.elpmaxe'],
])('%j reads as itself', (text, expected) => {
  expect(escapeMarkdown(text)).toBe(expected);
});

test('undoing the escapes gives the text back, but for blanks and marks that cannot be seen', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...Array.from('aé12.)-+=*_[]<>&|`~#$^{}\\@:/w \n')) }),
      (text) => {
        const undone = escapeMarkdown(text)
          .replaceAll('\u2060', '')
          .replace(
            /\\([!-/:-@[-`{-~])|&lt;|&gt;|&amp;/g,
            (whole, escaped: string | undefined) => escaped ?? { '&lt;': '<', '&gt;': '>' }[whole] ?? '&',
          );
        expect(undone).toBe(text.replace(/[ \n]+/g, ' ').trim());
      },
    ),
  );
});

test('a code block outlives every fence within it', () => {
  expect(codeBlock("SELECT '````'\r\n-- ```\u001b[31m", 'sql')).toBe(
    "`````sql\nSELECT '````'\n-- ```[31m\n`````",
  );
  expect(codeBlock('a', 'sql')).toBe('```sql\na\n```');
});

/** What a reader of CommonMark or of GitHub’s dialect could take for markup; escaped characters are out of its reach. */
function markupIn(escaped: string): string[] {
  const bare = escaped.replace(/\\[!-/:-@[-`{-~]/g, '').replace(/&(?:lt|gt|amp);/g, '');
  return [
    ...bare.matchAll(/[`*_[\]|<>~$^{}&\\#]/g),
    ...escaped.matchAll(/[\n\r\t\u2028\u2029]/g),
    ...escaped.matchAll(/^(?:[-+=]|\d+[.)](?:\s|$)|\s)/g),
    ...escaped.matchAll(/:\/\/|www\.|@[\w.-]/gi),
  ].map(([found]) => found);
}

test('no text, whatever its characters, leaves markup, a link, HTML or a cell’s end in a page', () => {
  const pieces = fc.constantFrom(
    ...Array.from('aé1.)-+=*_[]()<>&|`~#$^{}\\@:/! \t\n'),
    ...[
      'https://',
      'www.',
      'WwW.',
      'mailto:',
      '<!--',
      '&lt;',
      '&#60;',
      '![',
      '](',
      '\\\\|',
      '---',
      '1. ',
      '\u2060',
    ],
  );
  const text = fc.oneof(
    fc.array(pieces).map((parts) => parts.join('')),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(text, (one) => {
      expect(markupIn(escapeMarkdown(one))).toEqual([]);
    }),
    { numRuns: 3000 },
  );
});

test('only ids stand between two backticks, which nothing in them can end', () => {
  const ids = ['mailboxKind', 'no-cloud-mailbox, denied', 'sign-in', 'a'];
  const others = [
    '',
    ' ',
    '`',
    'a`b',
    'a|b',
    'a\\',
    '-a',
    '=a()',
    '+1',
    '@a',
    'a\nb',
    'a ',
    '<b>',
    '[x](y)',
    '(x)',
  ];
  expect(ids.filter(isPlainCode)).toEqual(ids);
  expect(others.filter(isPlainCode)).toEqual([]);
});
