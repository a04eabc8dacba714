import { resolve } from 'node:path';
import { beginImport, type ImportPlace } from '../../audits/begin-import.ts';
import { makeTrustedFolder } from '../../disk/trusted-folder.ts';
import { pathExists } from '../../disk/path-exists.ts';
import { removeIfEmpty } from '../../disk/remove-if-empty.ts';
import { KnownError } from '../../errors.ts';
import { integer } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import { findExports, type FoundExports } from '../../imports/find-exports.ts';
import {
  importExports,
  requireUsers,
  withoutCopies,
  type ImportedTenant,
} from '../../imports/import-exports.ts';
import { exportCommands } from '../../imports/export-commands.ts';
import { ownDomains, type OwnDomains } from '../../imports/own-domains.ts';
import { scanExport, type ScannedExport, type ToldOrder } from '../../imports/scan-export.ts';
import { SOURCE_NAMES } from '../../renderers/vocabulary.ts';
import { SnapshotStore } from '../../snapshot/snapshot-store.ts';
import { visibleText } from '../../texts/visible-text.ts';
import type { Io } from '../io.ts';
import { silenced } from '../silenced.ts';
import { vigieVersion } from '../vigie-version.ts';
import { configGiven, type ConfigOptions } from './checked-config.ts';
import { DATES, ENCODINGS, IMPORT_WORDS, KIND_NAMES, SEPARATORS } from './import-words.ts';

export interface ImportCommandOptions extends Pick<ConfigOptions, 'config' | 'requireConfig' | 'names'> {
  readonly from?: readonly string[];
  readonly domain: readonly string[];
  readonly tenantId?: string;
  readonly tenantName?: string;
  /** Noon, in UTC. */
  readonly exportedOn?: Date;
  readonly dates?: ToldOrder;
  readonly out: string;
  readonly lang: Language;
  readonly quiet?: boolean;
}

/** What exports everything that is imported, for a person to run. */
export async function printCommands({ lang }: Pick<ImportCommandOptions, 'lang'>, io: Io): Promise<void> {
  await io.stdout.write(exportCommands(lang));
}

/**
 * Turns exported files into a snapshot in an audit folder of its own, which stays locked until it is released. All files are read to
 * their end before anything is written. Throws `KnownError`.
 */
export async function importStage(given: ImportCommandOptions, io: Io): Promise<ImportPlace> {
  const { from = [] } = given;
  if (from.length === 0) {
    throw new KnownError(
      'usage',
      {
        fr: '--from manque\u00a0: ce qui a été exporté, des fichiers ou un dossier.',
        en: '--from is missing: what was exported, files or a folder.',
      },
      {
        nextSteps: [
          {
            fr: '«\u00a0vigie import --print-commands\u00a0» dit ce qu’il faut exporter, et comment.',
            en: '“vigie import --print-commands” tells what to export, and how.',
          },
        ],
      },
    );
  }
  const { names } = (await configGiven(given, io)).config;
  const importedAt = given.exportedOn ?? io.now();
  if (importedAt.getTime() > io.now().getTime() + DAY_MS)
    throw new KnownError('usage', {
      fr: '--exported-on est dans l’avenir.',
      en: '--exported-on is in the future.',
    });
  const told = teller(given, io);
  const found = await findExports(from.map((path) => resolve(io.cwd, path)));
  await tellFound(found, given.lang, told);
  const scanned: ScannedExport[] = [];
  for (const file of found.files) {
    const one = await scanExport(file, given.dates ?? null);
    await tellFile(one, given.lang, told);
    scanned.push(one);
  }
  const { files, copies } = withoutCopies(scanned);
  for (const { path } of copies) await told('copy', { file: path });
  requireUsers(files);
  const tenant = tenantOf(given, await ownDomains(given.domain, files));
  return importInto({ given, files, tenant, names, importedAt, told }, io);
}

const DAY_MS = 86_400_000;

interface Importing {
  readonly given: ImportCommandOptions;
  readonly files: readonly ScannedExport[];
  readonly tenant: ImportedTenant;
  readonly names: boolean;
  readonly importedAt: Date;
  readonly told: Teller;
}

async function importInto(
  { given, files, tenant, names, importedAt, told }: Importing,
  io: Io,
): Promise<ImportPlace> {
  const out = resolve(io.cwd, given.out);
  const isNew = !(await pathExists(out));
  await makeTrustedFolder(out);
  const place = await beginImport(out, { domain: tenant.domains[0] ?? tenant.id, importedAt, now: io.now });
  let store: SnapshotStore | undefined;
  try {
    store = await SnapshotStore.create(place.auditFolder);
    const { sources } = await importExports({
      ...{ store, tenant, files, names, vigie: vigieVersion(), importedAt: place.importedAt, now: io.now },
      onSource: () => {
        if (io.signal.aborted) throw io.signal.reason;
      },
    });
    await place.requireHeld();
    const lacking = sources
      .filter(({ outcome }) => outcome === 'skipped')
      .map(({ id }) => SOURCE_NAMES[id][given.lang]);
    await told('done', { files: integer(files.length, given.lang), sources: lacking.join(', ') });
    return place;
  } catch (error) {
    await Promise.allSettled([store?.close()]);
    await place.abandon();
    await place.release();
    if (isNew) await removeIfEmpty(out);
    throw error;
  }
}

function tenantOf({ tenantId, tenantName }: ImportCommandOptions, { domains }: OwnDomains): ImportedTenant {
  const [first = ''] = domains;
  return { id: tenantId ?? first, displayName: tenantName?.trim() ?? first, domains };
}

type Teller = (key: keyof typeof IMPORT_WORDS, values?: Readonly<Record<string, string>>) => Promise<void>;

function teller(given: ImportCommandOptions, io: Io): Teller {
  const { stderr } = silenced(io, given);
  return (key, values = {}) => stderr.write(`${phrase(IMPORT_WORDS, key, given.lang, values)}\n`);
}

async function tellFound(
  { ignored, workbooks, unopened }: FoundExports,
  lang: Language,
  told: Teller,
): Promise<void> {
  for (const file of ignored) await told('ignored', { file });
  for (const file of workbooks) await told('workbook', { file });
  if (unopened.length === 0) return;
  const shown = unopened.slice(0, unopened.length === MOST_SHOWN + 1 ? unopened.length : MOST_SHOWN);
  const others = unopened.length - shown.length;
  await told(others === 0 ? 'unopened' : 'unopenedMany', {
    files: shown.map((file) => visibleText(file)).join(', '),
    others: integer(others, lang),
  });
}

/** Of what was not opened: a folder may hold anything. */
const MOST_SHOWN = 5;

async function tellFile({ path, facts }: ScannedExport, lang: Language, told: Teller): Promise<void> {
  const dates = facts.dates === null || facts.dates === 'year-first' ? '' : `, ${DATES[facts.dates][lang]}`;
  await told('file', {
    ...{ file: path, kind: KIND_NAMES[facts.kind][lang], rows: integer(facts.rows, lang) },
    ...{ encoding: ENCODINGS[facts.encoding], delimiter: SEPARATORS[facts.delimiter][lang], dates },
  });
  if (facts.missing.length > 0) await told('missing', { columns: facts.missing.join(', ') });
}
