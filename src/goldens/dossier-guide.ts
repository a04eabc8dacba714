import { join } from 'node:path';
import { dossierColumns } from '../dossier/columns.ts';
import { CHECKS } from '../checks/catalogue.ts';
import type { Language } from '../i18n/language.ts';
import { verdictColumn } from '../situation/findings-tables.ts';
import { ROOT } from './two-audits.ts';

/** Where the dictionary of the dossier is kept. */
export const DOSSIER_GUIDE = join(ROOT, 'docs/dossier.md');

const TEXTS = {
  fr: {
    title: '# Le dossier',
    intro:
      '`dossier.parquet`, dans le dossier de chaque audit, compte une ligne par compte\u00a0: qui c’est, tout ce que la collecte ' +
      'en dit, et le verdict de chaque contrôle. Tous les chiffres du rapport en viennent. Le fichier est privé; tout lecteur ' +
      'de Parquet l’ouvre. Cette page est générée de `src/dossier/columns.ts`.',
    heads: '| Colonne | Type | Sens | Valeurs | Sans valeur | Sources |',
    never: 'jamais',
    fallback: (sources: string): string => `à défaut\u00a0: ${sources}`,
    verdicts: '## Les verdicts',
    verdictsIntro:
      'Une colonne par contrôle\u00a0: `compliant`, `non-compliant`, `undetermined` ou `not-applicable`, jamais vide.',
    verdictHeads: '| Colonne | Contrôle |',
  },
  en: {
    title: '# The dossier',
    intro:
      '`dossier.parquet`, in the folder of every audit, has one row per account: who it is, all that the collection tells of it, ' +
      'and the verdict of each check. Every figure of the report comes from it. The file is private; any reader of Parquet opens ' +
      'it. This page is generated from `src/dossier/columns.ts`.',
    heads: '| Column | Type | Meaning | Values | Without a value | Sources |',
    never: 'never',
    fallback: (sources: string): string => `failing that: ${sources}`,
    verdicts: '## The verdicts',
    verdictsIntro:
      'One column per check: `compliant`, `non-compliant`, `undetermined` or `not-applicable`, never empty.',
    verdictHeads: '| Column | Check |',
  },
} as const;

/** The dictionary of the dossier in both languages, as Markdown. */
export function dossierGuide(): string {
  return `${guideIn('fr')}\n${guideIn('en')}`;
}

function guideIn(language: Language): string {
  const texts = TEXTS[language];
  const columns = dossierColumns().map(
    ([name, { type, meaning, values = [], unknown, sources, fallback = [] }]) => {
      const from = [
        sources.join(', '),
        ...(fallback.length === 0 ? [] : [texts.fallback(fallback.join(', '))]),
      ];
      const ids = values.map((value) => `\`${value}\``).join(', ');
      const cells = [
        `\`${name}\``,
        `\`${type}\``,
        meaning[language],
        ids,
        unknown?.[language] ?? texts.never,
      ];
      return `| ${[...cells, from.join('; ')].join(' | ')} |`;
    },
  );
  const verdicts = CHECKS.map(({ id, title }) => `| \`${verdictColumn(id)}\` | ${title[language]} |`);
  return [
    texts.title,
    '',
    texts.intro,
    '',
    texts.heads,
    '|---|---|---|---|---|---|',
    ...columns,
    '',
    texts.verdicts,
    '',
    texts.verdictsIntro,
    '',
    texts.verdictHeads,
    '|---|---|',
    ...verdicts,
    '',
  ].join('\n');
}
