import { join } from 'node:path';
import type { AskedEndpoint, BeyondMetadata } from '../collectors/fields-catalogue/asked-field.ts';
import { FIELDS_CATALOGUE } from '../collectors/fields-catalogue/fields-catalogue.ts';
import type { Language } from '../i18n/language.ts';
import { SOURCE_IDS } from '../snapshot/tables.ts';
import { ROOT } from './two-audits.ts';

/** Where the table of what is asked is kept. */
export const FIELDS_GUIDE = join(ROOT, 'docs/fields.md');

const TEXTS = {
  fr: {
    title: '# Ce qui est demandé, et ce que veut dire une absence',
    intro:
      'Chaque propriété que Vigie demande à Microsoft Graph et à Exchange Online, ou lit de leurs rapports\u00a0: la colonne de ' +
      'l’instantané qui la garde, pourquoi elle est demandée, et ce que veut dire qu’elle ne soit pas venue. Une clé absente ne vaut ' +
      'jamais «\u00a0aucun\u00a0». Cette page est générée de `src/collectors/fields-catalogue/`.',
    heads: '| Propriété | Gardée dans | Pourquoi | Absente |',
    beyond: 'Hors des métadonnées publiques de v1.0',
    refused: 'refusée',
  },
  en: {
    title: '# What is asked, and what an absence means',
    intro:
      'Every property that Vigie asks of Microsoft Graph and Exchange Online, or reads of their reports: the column of the snapshot ' +
      'that keeps it, why it is asked, and what it means that it did not come. A missing key is never “none”. This page is generated ' +
      'from `src/collectors/fields-catalogue/`.',
    heads: '| Property | Kept in | Why | Absent |',
    beyond: 'Beyond the public metadata of v1.0',
    refused: 'refused',
  },
} as const;

/** The catalogue of fields in both languages, as Markdown. */
export function fieldsGuide(): string {
  return `${guideIn('fr')}\n${guideIn('en')}`;
}

function guideIn(language: Language): string {
  const { title, intro } = TEXTS[language];
  const sources = SOURCE_IDS.flatMap((id) => {
    const endpoints = FIELDS_CATALOGUE.filter(({ source }) => source === id);
    return endpoints.length === 0
      ? []
      : [`## ${id}`, '', ...endpoints.flatMap((one) => endpointIn(one, language))];
  });
  return [title, '', intro, '', ...sources].join('\n');
}

function endpointIn({ from, path, fields, beyondMetadata }: AskedEndpoint, language: Language): string[] {
  const { heads } = TEXTS[language];
  const rows = fields.map(({ property, keptAs, why, absent }) => {
    const kept = keptAs === null ? '' : `\`${keptAs}\``;
    return `| ${[`\`${property}\``, kept, why[language], absent[language]].join(' | ')} |`;
  });
  const notes = [
    ...(beyondMetadata === undefined ? [] : [beyondIn(path, beyondMetadata, language)]),
    ...fields.flatMap((field) =>
      field.beyondMetadata === undefined ? [] : [beyondIn(field.property, field.beyondMetadata, language)],
    ),
  ];
  return [
    `### ${from} \`${path}\``,
    '',
    heads,
    '|---|---|---|---|',
    ...rows,
    '',
    ...notes.flatMap((note) => [note, '']),
  ];
}

function beyondIn(what: string, { documentedBy, whenRefused }: BeyondMetadata, language: Language): string {
  const { beyond, refused } = TEXTS[language];
  const colon = language === 'fr' ? '\u00a0:' : ':';
  return `${beyond}${colon} \`${what}\` (${documentedBy}). ${refused.replace(/^./, (first) => first.toUpperCase())}${colon} ${whenRefused[language]}.`;
}
