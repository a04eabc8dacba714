import { listAudits, type AuditState, type ListedAudit } from '../../audits/list-audits.ts';
import { megabytes } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Words } from '../../i18n/words.ts';
import type { RowFormat } from '../../renderers/findings/findings-rows.ts';
import type { Column } from '../../situation/check-words.ts';
import type { Io } from '../io.ts';
import { printValues, type ValueRow } from './print-values.ts';

export interface AuditsRequest {
  readonly out: string;
  readonly lang: Language;
  readonly format: RowFormat;
  readonly excel?: boolean;
}

const WORDS = {
  none: { fr: 'Aucun audit dans {out}.', en: 'No audit under {out}.' },
} as const satisfies Record<string, Words>;

const STATES: Readonly<Record<AuditState, Words>> = {
  complete: { fr: 'complet', en: 'complete' },
  sample: { fr: 'essai sur un échantillon', en: 'pilot over a sample' },
  collected: { fr: 'recueilli, non évalué', en: 'collected, not assessed' },
  unfinished: { fr: 'inachevé', en: 'unfinished' },
  damaged: { fr: 'endommagé', en: 'damaged' },
};

const column = (name: string, kind: Column['kind'], fr: string, en: string): Column => ({
  ...{ name, kind },
  label: { fr, en },
});

const COLUMNS = [
  column('audit', 'text', 'Audit', 'Audit'),
  column('asOf', 'date', 'En date du', 'As of'),
  column('tenant', 'text', 'Locataire', 'Tenant'),
  column('mailboxes', 'integer', 'Boîtes', 'Mailboxes'),
  column('state', 'text', 'État', 'State'),
];
const DATA_COLUMNS = [
  ...COLUMNS,
  column('bytes', 'integer', 'Octets', 'Bytes'),
  column('path', 'text', 'Dossier', 'Folder'),
];
const TABLE_COLUMNS = [...COLUMNS, column('size', 'text', 'Taille', 'Size')];

/** Lists the audits under `--out` on stdout, the newest first. Reads only. */
export async function auditsStage(request: AuditsRequest, io: Io): Promise<void> {
  const audits = await listAudits(request.out);
  if (audits.length === 0)
    await io.stderr.write(`${phrase(WORDS, 'none', request.lang, { out: request.out })}\n`);
  if (request.format !== 'table') return printValues(audits.map(dataOf), DATA_COLUMNS, request, io);
  if (audits.length === 0) return;
  const rows = audits.map((audit) => tableRow(audit, request.lang));
  await printValues(rows, TABLE_COLUMNS, request, io);
}

function dataOf({ audit, asOf, tenant, mailboxes, state, bytes, path }: ListedAudit): ValueRow {
  return { audit, asOf, tenant, mailboxes, state, bytes, path };
}

function tableRow({ state, bytes, ...audit }: ListedAudit, language: Language): ValueRow {
  return { ...audit, state: STATES[state][language], size: megabytes(bytes, language) };
}
