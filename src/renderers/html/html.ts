import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { day } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Situation } from '../../situation/situation.ts';
import { inPlace, underItsName, type PlaceOf, type Renderer } from '../renderer.ts';
import { boundedTables } from '../report/bounded-tables.ts';
import { headlinesOf, reportTree } from '../report/report.ts';
import type { Section } from '../report/section.ts';
import { decisionsPart } from './decisions.ts';
import { checks, gaps, inShort, masthead } from './first-screen.ts';
import type { LinkTo } from './link-to.ts';
import { markup, verbatim, type Markup } from './markup.ts';
import { PAGE_SCRIPT } from './page-script.ts';
import { PAGE_SEARCH_SCRIPT } from './page-search-script.ts';
import { PATTERNS } from './patterns.ts';
import { sectionMarkup } from './sections.ts';
import { STYLE } from './style.ts';
import { PAGE_WORDS } from './words.ts';

/** `situation.<lang>.html`: the report as one page that needs nothing else, for a screen, a telephone or paper. */
export const html: Renderer = {
  id: 'html',
  readsFindings: false,
  files: ({ situation, language, auditFolder, places = inPlace(auditFolder), staysInClear = () => true }) => {
    const linkTo: LinkTo = (path) => {
      const place = places.placeOf(path);
      return staysInClear(path) && existsSync(join(places.folder, place)) ? place : null;
    };
    return [
      { path: `situation.${language}.html`, content: htmlPage(situation, language, linkTo, places.placeOf) },
    ];
  },
};

/** The page's one script. */
const SCRIPT = `(() => {\n'use strict';\n${PAGE_SCRIPT}${PAGE_SEARCH_SCRIPT}})();\n`;

const POLICY = [
  "default-src 'none'",
  `style-src '${digest(STYLE)}'`,
  `script-src '${digest(SCRIPT)}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

function digest(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/**
 * The whole page; it depends on the situation, the language, and which files it can lead to.
 *
 * @param linkTo by default, to all that an audit can have
 * @param placeOf where the files lie that it names
 */
export function htmlPage(
  situation: Situation,
  language: Language,
  linkTo: LinkTo = underItsName,
  placeOf: PlaceOf = underItsName,
): string {
  const report = boundedTables(reportTree(situation, language, placeOf), language);
  const all = headlinesOf(report);
  const { sections } = report;
  const text = markup`<!doctype html>
<html lang="${language}-CA" data-theme="auto"${scriptWords(language)}>
${head(titleOf(report, situation, language))}
<body>
<a class="skip" href="#main">${phrase(PAGE_WORDS, 'skip', language)}</a>
${verbatim(PATTERNS)}<header>
<div class="masthead">
${masthead(report)}${otherForms(linkTo, language)}</div>
<button type="button" id="theme" hidden></button>
</header>
<div id="search" role="search" hidden></div>
<div class="page">
${contents(sections, language)}<main id="main" tabindex="-1">
${inShort(all, situation, language)}${sections.map((section) => part(section, situation, linkTo, language))}</main>
</div>
<footer><p>${phrase(PAGE_WORDS, 'footer', language)}</p></footer>
<script>${verbatim(SCRIPT)}</script>
</body>
</html>
`;
  return text.text;
}

function head(title: string): Markup {
  return markup`<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${verbatim(POLICY)}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex, nofollow">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${verbatim(STYLE)}</style>
</head>`;
}

/** The words that the script needs for the controls it adds. */
function scriptWords(language: Language): Markup[] {
  return (
    [
      'dark',
      'light',
      'filter',
      'shown',
      'search',
      'everyGravity',
      'everyEstablishment',
      'everyCategory',
      'oneEstablishment',
      'check',
      'back',
      'printSummary',
      'critical',
      'serious',
      'notable',
      'copy',
      'copied',
      'nothingShown',
      'printAll',
    ] as const
  ).map((key) => markup` data-${dashed(key)}="${phrase(PAGE_WORDS, key, language)}"`);
}

function dashed(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function titleOf({ title, blocks }: Section, { asOf }: Situation, language: Language): string {
  const texts = blocks.flatMap((block) => (block.kind === 'strong' ? [block.text] : []));
  return [title, ...texts, day(asOf, language)].join(' · ');
}

/** Beside the page where there is room, else collapsed above it. */
function contents(sections: readonly Section[], language: Language): Markup {
  const items = sections.map(({ id, title }) => markup`<li><a href="#${id}">${title}</a></li>\n`);
  const name = phrase(PAGE_WORDS, 'contents', language);
  return markup`<nav aria-label="${name}"><details><summary>${name}</summary><ol>\n${items}</ol></details></nav>\n`;
}

/** What a command calls the audit by; null of an establishment, which is no audit of its own, and of a copy that has no list. */
function monthOf({ scope, sharedCopy, collectedAt }: Situation): string | null {
  return scope === undefined && sharedCopy?.maskUnder === undefined ? collectedAt.slice(0, 7) : null;
}

/** The other files of the same report; nothing where it stands alone. */
function otherForms(linkTo: LinkTo, language: Language): Markup | '' {
  const links = (['xlsx', 'pptx', 'md'] as const).flatMap((extension) => {
    const to = linkTo(`situation.${language}.${extension}`);
    return to === null ? [] : [markup` <a href="${to}">${phrase(PAGE_WORDS, extension, language)}</a>`];
  });
  if (links.length === 0) return '';
  return markup`<p class="dates forms">${phrase(PAGE_WORDS, 'alsoAs', language)}${links}</p>\n`;
}

function part(section: Section, situation: Situation, linkTo: LinkTo, language: Language): Markup {
  if (section.id === 'gaps') return gaps(section, language);
  if (section.id === 'checks') return checks(section, { linkTo, month: monthOf(situation) }, language);
  if (section.id === 'decisions') return decisionsPart(section, situation, linkTo, language);
  return sectionMarkup(section, language);
}
