import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import { joined } from '../../i18n/text.ts';
import { valueOf, type Cell } from '../report/cell.ts';
import type { Headline } from '../report/headline.ts';
import { REPORT_WORDS } from '../report/words.ts';
import type { LinkTo } from './link-to.ts';
import { markup, type Markup } from './markup.ts';
import { percent } from './scale.ts';
import { PAGE_WORDS } from './words.ts';

const GRAVITY_MARKS = {
  critical: '◆',
  serious: '▲',
  notable: '●',
  unproven: '?',
  clear: '✓',
  empty: '–',
  unknown: '?',
} as const;
const CERTAINTY_MARKS = { whole: '●', part: '◐', none: '○' } as const;
const CHANGE_MARKS = { up: '▲', down: '▼', same: '=', unknown: '?' } as const;

/** What the cards can lead to: files beside the page, and the audit that a command asks (`YYYY-MM`; null where there is none). */
export interface Around {
  readonly linkTo: LinkTo;
  readonly month: string | null;
}

/** The Constats as large figures, in the order given. */
export function cards(headlines: readonly Headline[], around: Around, language: Language): Markup {
  return markup`<ul class="cards">\n${headlines.map((one) => card(one, around, language))}</ul>\n`;
}

/**
 * The gravity of what was found; that nothing was found, or nothing is known, says more than how grave it would be. Nothing
 * found among some of the accounts is not nothing, and a figure that is of nobody is not unknown.
 */
export function standing({ gravity, figure, certainty: { level } }: Headline): keyof typeof GRAVITY_MARKS {
  const found = valueOf(figure);
  if (found === null) return level === 'whole' ? 'empty' : 'unknown';
  if (found > 0) return gravity;
  return level === 'whole' ? 'clear' : 'unproven';
}

/** How sure a figure is, with its mark. */
export function certainty({ certainty: { level, text } }: Headline): Markup {
  return markup`<p class="certainty ${level}"><span class="mark" aria-hidden="true">${CERTAINTY_MARKS[level]}</span> ${text}</p>`;
}

/** How a figure moved, with an arrow and in words; nothing where there is no previous audit. */
export function change({ change: found }: Headline, language: Language): Markup | '' {
  if (found === null) return '';
  const { direction, comparable } = found;
  const text = joined(found.text);
  const words =
    direction === 'up' || direction === 'down'
      ? phrase(PAGE_WORDS, direction, language, { change: text })
      : text;
  return markup`<p class="change ${comparable ? direction : 'unsure'}"><span class="mark" aria-hidden="true">${CHANGE_MARKS[direction]}</span> ${words}</p>`;
}

function card(headline: Headline, around: Around, language: Language): Markup {
  const { title, figure, of, physicians } = headline;
  const stands = standing(headline);
  const ratio = valueOf(headline.share);
  const moves = headline.change?.moves ?? [];
  const id = /^[a-z0-9-]+$/.test(headline.checkId) ? headline.checkId : '';
  return markup`<li class="card ${stands}"${id === '' ? '' : markup` id="check-${id}"`} data-gravity="${headline.gravity}">
<p class="gravity"><span class="mark" aria-hidden="true">${GRAVITY_MARKS[stands]}</span> ${phrase(PAGE_WORDS, stands, language)}</p>
<h3>${id === '' ? title : markup`<a class="self" href="#check-${id}">${title}</a>`}</h3>
${stands === 'empty' ? '' : stands === 'unknown' ? markup`<p class="why">${joined(headline.sentences[0] ?? [])}</p>` : markup`<p class="figure"><strong>${largeFigure(figure)}</strong> <span>${of} · ${headline.shareText}</span></p>`}
${ratio === null ? '' : markup`<svg class="meter" aria-hidden="true"><rect class="track" width="100%" height="100%"/><rect class="fill" width="${percent(ratio)}" height="100%"/></svg>`}
${physicians === null ? '' : markup`<p class="physicians">${phrase(REPORT_WORDS, 'labelled', language, { label: physicians.label, value: `${physicians.figure.text} · ${physicians.share.text}` })}</p>`}
${stands === 'unknown' || stands === 'empty' ? '' : certainty(headline)}${change(headline, language)}
${headline.asOf === '' ? '' : markup`<p class="as-of">${phrase(REPORT_WORDS, 'figureOf', language, { days: headline.asOf })}</p>`}
${moves.length === 0 ? '' : markup`<ul class="moves">${moves.map((move) => markup`<li>${move}</li>`)}</ul>`}${filesOf(id, around.linkTo, language)}${commandOf(id, around.month)}</li>\n`;
}

/** The files of its accounts, and of what to do about them. */
function filesOf(id: string, linkTo: LinkTo, language: Language): Markup | '' {
  const files = { accountsFile: `findings/${id}.csv`, listFile: `actions/${id}.${language}.csv` } as const;
  const links = (['accountsFile', 'listFile'] as const).flatMap((key) => {
    const to = id === '' ? null : linkTo(files[key]);
    return to === null ? [] : [markup`<a href="${to}">${phrase(PAGE_WORDS, key, language)}</a> `];
  });
  return links.length === 0 ? '' : markup`<p class="files">${links}</p>`;
}

/** What tells its accounts in a terminal. */
function commandOf(id: string, month: string | null): Markup | '' {
  if (id === '' || month === null) return '';
  return markup`<p class="command"><code>vigie list ${id} ${month}</code></p>`;
}

/** The number large, the words of its bound small before it. */
function largeFigure(figure: Cell): Markup {
  if (figure.kind !== 'number' || figure.mark === '') return markup`${figure.text}`;
  return markup`<small>${figure.mark}</small>${figure.digits}`;
}
