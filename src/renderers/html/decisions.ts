import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Actor } from '../../situation/check-words.ts';
import type { Decision } from '../../situation/sections/decisions.ts';
import type { Situation } from '../../situation/situation.ts';
import type { TableBlock } from '../report/block.ts';
import type { Cell } from '../report/cell.ts';
import type { Section } from '../report/section.ts';
import { REPORT_WORDS } from '../report/words.ts';
import { blockMarkup } from './blocks.ts';
import { markup, type Markup } from './markup.ts';

/** Where whoever acts does so: https://learn.microsoft.com/microsoft-365/admin/admin-overview/admin-center-overview */
const CENTRES: Readonly<Partial<Record<Actor, string>>> = {
  'identity-administrators': 'https://entra.microsoft.com/',
  'mail-administrators': 'https://admin.exchange.microsoft.com/',
  'licence-administrators': 'https://admin.microsoft.com/',
};

/** What to decide as a numbered list: the act, who acts and where, how many accounts it settles, and their list. */
export function decisionsPart(
  { id, title, blocks }: Section,
  { decisions = [] }: Situation,
  language: Language,
): Markup {
  const laid = blocks.map((block, at) =>
    block.kind === 'table'
      ? markup`<ol class="decisions">\n${block.rows.map((row, place) =>
          item(
            row,
            block,
            decisions.find((one) => one.id === block.keys?.[place]),
            language,
          ),
        )}</ol>\n`
      : blockMarkup(block, { id: `${id}-${at}`, caption: title, language }),
  );
  return markup`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${laid}</section>\n`;
}

function item(
  [act, who, ...others]: readonly Cell[],
  { columns }: TableBlock,
  decision: Decision | undefined,
  language: Language,
): Markup {
  if (decision === undefined) return markup`<li>${act?.text ?? ''}</li>\n`;
  const { id, gravity, list } = decision;
  const centre = CENTRES[decision.who];
  const acting = who?.text ?? '';
  const facts = [
    labelled(
      columns[1]?.head,
      centre === undefined ? markup`${acting}` : markup`<a href="${centre}" rel="noreferrer">${acting}</a>`,
      language,
    ),
    ...others.slice(0, 3).map((cell, at) => labelled(columns[at + 2]?.head, markup`${cell.text}`, language)),
    ...(list === null
      ? []
      : [labelled(columns[5]?.head, markup`<a href="${list[language]}">${list[language]}</a>`, language)]),
  ];
  return markup`<li class="decision ${gravity}" id="decision-${id}" data-gravity="${gravity}"><p class="act"><a class="self" href="#decision-${id}">${act?.text ?? ''}</a></p><p class="facts">${facts}</p></li>\n`;
}

function labelled(label: string | undefined, value: Markup, language: Language): Markup {
  const before = phrase(REPORT_WORDS, 'labelled', language, { label: label ?? '', value: '' });
  return markup`<span>${before}<b>${value}</b></span> `;
}
