import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Centre } from '../../situation/check-words.ts';
import type { Decision } from '../../situation/sections/decisions.ts';
import type { Situation } from '../../situation/situation.ts';
import type { TableBlock } from '../report/block.ts';
import type { Cell } from '../report/cell.ts';
import type { Section } from '../report/section.ts';
import { REPORT_WORDS } from '../report/words.ts';
import { blockMarkup } from './blocks.ts';
import type { LinkTo } from './link-to.ts';
import { markup, type Markup } from './markup.ts';
import { CENTRE_WORDS, PAGE_WORDS } from './words.ts';

/** The pages of the admin centres: https://learn.microsoft.com/microsoft-365/admin/admin-overview/admin-center-overview */
const CENTRES: Readonly<Record<Centre, string>> = {
  'entra-methods':
    'https://entra.microsoft.com/#view/Microsoft_AAD_IAM/AuthenticationMethodsMenuBlade/~/UserRegistrationDetails',
  'entra-policies':
    'https://entra.microsoft.com/#view/Microsoft_AAD_ConditionalAccess/ConditionalAccessBlade/~/Policies',
  // The address that Microsoft's own guide gives: https://learn.microsoft.com/entra/identity/conditional-access/terms-of-use
  'entra-terms': 'https://aka.ms/catou',
  'exchange-mailboxes': 'https://admin.exchange.microsoft.com/#/mailboxes',
  'defender-antispam': 'https://security.microsoft.com/antispam',
  'microsoft-365-licences': 'https://admin.microsoft.com/Adminportal/Home#/licenses',
  'microsoft-365-users': 'https://admin.microsoft.com/Adminportal/Home#/users',
};

/**
 * What to decide as a numbered list: the act, who acts, how many accounts it settles, where it is carried out, and their list.
 *
 * @param linkTo what leads from the page to a file of the audit
 */
export function decisionsPart(
  { id, title, blocks }: Section,
  situation: Situation,
  linkTo: LinkTo,
  language: Language,
): Markup {
  const { decisions = [] } = situation;
  const laid = blocks.map((block, at) =>
    block.kind === 'table'
      ? markup`<ol class="decisions">\n${block.rows.map((row, place) =>
          item(row, block, {
            situation,
            decision: decisions.find((one) => one.id === block.keys?.[place]),
            linkTo,
            language,
          }),
        )}</ol>\n`
      : blockMarkup(block, { id: `${id}-${at}`, caption: title, language }),
  );
  return markup`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${laid}</section>\n`;
}

interface Decided {
  readonly situation: Situation;
  readonly decision: Decision | undefined;
  readonly linkTo: LinkTo;
  readonly language: Language;
}

function item([act, who, ...others]: readonly Cell[], { columns }: TableBlock, decided: Decided): Markup {
  const { situation, decision, language } = decided;
  if (decision === undefined) return markup`<li>${act?.text ?? ''}</li>\n`;
  const { id, gravity } = decision;
  const facts = [
    labelled(columns[1]?.head, markup`${who?.text ?? ''}`, language),
    ...others.slice(0, 3).map((cell, at) => labelled(columns[at + 2]?.head, markup`${cell.text}`, language)),
    ...centreOf(situation, decision, language),
    ...listOf(columns[5]?.head, decided),
  ];
  return markup`<li class="decision ${gravity}" id="decision-${id}" data-gravity="${gravity}"><p class="act"><a class="self" href="#decision-${id}">${act?.text ?? ''}</a></p><p class="facts">${facts}</p></li>\n`;
}

function centreOf({ checks }: Situation, { check, id }: Decision, language: Language): Markup[] {
  const told = checks.find((one) => one.id === check)?.decisions?.find((one) => one.id === id);
  if (told?.centre === undefined) return [];
  const link = markup`<a href="${CENTRES[told.centre]}" rel="noreferrer">${phrase(CENTRE_WORDS, told.centre, language)}</a>`;
  return [labelled(phrase(PAGE_WORDS, 'where', language), link, language)];
}

function listOf(label: string | undefined, { decision, linkTo, language }: Decided): Markup[] {
  const path = decision?.list?.[language];
  const to = path === undefined ? null : linkTo(path);
  return to === null
    ? []
    : [
        labelled(
          label,
          markup`<a href="${to}">${phrase(PAGE_WORDS, 'listOfDecision', language)}</a>`,
          language,
        ),
      ];
}

function labelled(label: string | undefined, value: Markup, language: Language): Markup {
  const before = phrase(REPORT_WORDS, 'labelled', language, { label: label ?? '', value: '' });
  return markup`<span>${before}<b>${value}</b></span> `;
}
