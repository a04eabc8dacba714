import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { FILE_FORMATS } from '../renderers/renderer.ts';
import { PART_DATA } from '../disk/audit-paths.ts';
import type { Language } from '../i18n/language.ts';
import { ROOT, type TwoAudits } from './two-audits.ts';

/** Where the sample is kept: what a reader of an audit gets, beside a page that says what it is. */
export const SAMPLE = join(ROOT, 'reports/sample');

/** Written by hand, and so left alone. */
export const SAMPLE_PAGE = 'README.md';

/** The one establishment whose own folder is shown. */
const ESTABLISHMENT = 'ciusss-de-la-capitale-nationale';

/** What an audit folder holds for the program rather than for a reader. */
const NOT_SHOWN = ['snapshot', 'inputs', 'manifest.json', 'establishments.json', 'others'];
/** What says again, for programs, what the page and the workbook show. */
const TOO_LONG = 'evolution.csv';

/** Writes an audit's reports in every format and language into `folder`; French where the languages share a file. */
export async function keepSample(audits: TwoAudits, folder: string): Promise<void> {
  const { audit } = audits;
  await empty(folder);
  await audits.vigie(
    'report',
    audit,
    '--lang',
    'fr',
    '--formats',
    'html,xlsx,csv',
    '--split',
    'establishment',
  );
  for (const language of ['en', 'fr'] as const) {
    await writeReports(audits, language);
    await cp(audit, folder, { recursive: true, filter: (path) => isShown(relative(audit, path)) });
    const onTerminal = await audits.vigie('report', audit, '--lang', language, '--formats', 'terminal');
    await writeFile(join(folder, `situation.${language}.txt`), `${onTerminal}\n`);
  }
}

/** Writes the reports of an audit. */
export async function writeReports({ audit, vigie }: TwoAudits, language: Language): Promise<void> {
  await vigie('report', audit, '--lang', language, '--formats', FILE_FORMATS.join(','));
}

/**
 * The lists of accounts are long: they are shown of the one establishment, whose folder is in French, and leaves out the
 * formats that tell no more there than for the whole, and what only programs read.
 */
function isShown(path: string): boolean {
  const [top = '', establishment = '', below = ''] = path.split(sep);
  const name = basename(path);
  if (NOT_SHOWN.includes(name) || name === TOO_LONG || path.endsWith('.parquet')) return false;
  if (top === 'findings') return false;
  if (top === 'actions') return !/\.(csv|docx)$/.test(name);
  if (top !== 'establishments') return true;
  if (establishment !== ESTABLISHMENT) return ['', 'index.csv'].includes(establishment);
  if (below !== PART_DATA) return true;
  return ['', 'actions'].includes(path.split(sep)[3] ?? '');
}

async function empty(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const names = await readdir(folder);
  for (const name of names.filter((one) => one !== SAMPLE_PAGE)) {
    await rm(join(folder, name), { recursive: true });
  }
}
