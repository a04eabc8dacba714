import { KnownError } from '../../errors.ts';
import { stringify } from 'csv-stringify/sync';
import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { Config } from '../../config/config.ts';
import { DEFAULT_FILE, loadConfig, type LoadedConfig, type Overrides } from '../../config/load-config.ts';
import { auditPaths } from '../../disk/audit-paths.ts';
import { pathExists } from '../../disk/path-exists.ts';
import { readNamedFile, readPlainFile } from '../../disk/plain-files.ts';
import { writePrivateFile } from '../../disk/private-files.ts';
import { manifestDigest, recordedFiles, unvouchedFiles } from '../../evidence/manifest.ts';
import type { OwnCheckSource } from '../../assessment/own-checks/read-own-checks.ts';
import { CHECKS_FOLDER, checksDigest, keptCheckFiles, removeOtherChecks } from './kept-checks.ts';
import { MOST_EXCEPTIONS_BYTES } from '../../config/exceptions/read-exceptions.ts';
import { rosterLines } from '../../population/roster-lines.ts';
import { readJson } from '../../texts/read-json.ts';

const INPUTS_SCHEMA = 'vigie/inputs/1';
/** A few paths and digests. */
const MOST_BYTES = 64 * 1_024;

const CONFIG_FILE = DEFAULT_FILE;
const ROSTER_FILE = 'roster.csv';
const EXCEPTIONS_FILE = 'exceptions.csv';
const RECORD_FILE = 'inputs.json';

const fileSchema = z.object({ path: z.string(), sha256: z.string().nullable() });

/** `inputs/inputs.json`: where what judged the audit came from. */
const recordSchema = z.object({
  schema: z.literal(INPUTS_SCHEMA),
  /** Null where no configuration was there, and the defaults held. */
  config: fileSchema.nullable(),
  /** Why none was. */
  absence: z.enum(['chosen', 'unnoticed']).nullable().default(null),
  roster: fileSchema.nullable(),
  /** Left out by earlier versions, which knew of none. */
  exceptions: fileSchema.nullable().default(null),
  /** The folder of the configuration's checks, and the digest of all its files. */
  checks: fileSchema.nullable().default(null),
  inactiveAfterDays: z.int().positive(),
  /** False: display names were not kept. Left out where they were. */
  names: z.literal(false).optional(),
  /** The audits whose figures or terms of use were taken, by the digest of their manifest. */
  previous: fileSchema.nullable(),
  joined: fileSchema.nullable(),
});

export type InputsRecord = z.infer<typeof recordSchema>;

/** What else than the configuration an assessment rested on. */
export interface OtherInputs {
  readonly rosterSha256: string | undefined;
  readonly exceptionsSha256: string | undefined;
  /** Audit folders. */
  readonly previous: string | undefined;
  readonly joined: string | undefined;
  /** The files of the configuration's checks that judged. */
  readonly ownCheckFiles: readonly OwnCheckSource[];
}

interface KeptInputs {
  readonly written: string[];
  readonly gone: string[];
  /** SHA-256 of what judged the audit; null for what was not there. */
  readonly digests: {
    readonly configSha256: string | null;
    readonly rosterSha256: string | null;
    readonly exceptionsSha256: string | null;
    readonly checksSha256: string | null;
    readonly previousSha256: string | null;
    readonly joinedSha256: string | null;
  };
}

/**
 * Keeps below `inputs/` what judged the audit: the configuration as it stands, of the roster the columns that were used, and
 * where they and the other audits came from. Gives the paths that were written, and those that are gone, relative to the audit
 * folder. Throws `KnownError` (local, usage).
 */
export async function keepInputs(
  auditFolder: string,
  loaded: LoadedConfig,
  others: OtherInputs,
): Promise<KeptInputs> {
  const at = (name: string): string => join(auditPaths.inputs(auditFolder), name);
  const { roster, exceptions } = loaded.config;
  const files = new Map<string, string | AsyncIterable<string>>([
    // First, since it may be refused: what an earlier assessment kept stays whole then.
    ...(roster === undefined
      ? []
      : [
          [ROSTER_FILE, usedLines(resolve(loaded.folder, roster.file), roster, others.rosterSha256)] as const,
        ]),
    ...(exceptions === undefined
      ? []
      : [
          [
            EXCEPTIONS_FILE,
            sameText(resolve(loaded.folder, exceptions.file), others.exceptionsSha256),
          ] as const,
        ]),
    ...others.ownCheckFiles.map(({ name, text }) => [`${CHECKS_FOLDER}/${name}`, text] as const),
    ...(loaded.text === null ? [] : [[CONFIG_FILE, loaded.text] as const]),
  ]);
  // Of an assessment by what was kept, the files are those that it is read from.
  const isKept = loaded.folder === auditPaths.inputs(auditFolder);
  const written = isKept ? [RECORD_FILE] : [...files.keys(), RECORD_FILE];
  if (!isKept) for (const [name, content] of files) await writePrivateFile(at(name), content);
  const record = await recordOf(loaded, others);
  const source = isKept ? await readRecord(auditFolder) : record;
  const kept: InputsRecord = {
    ...record,
    ...{ config: source.config, roster: source.roster, exceptions: source.exceptions, checks: source.checks },
  };
  await writePrivateFile(at(RECORD_FILE), `${JSON.stringify(kept, null, 2)}\n`);
  const gone: string[] = [CONFIG_FILE, ROSTER_FILE, EXCEPTIONS_FILE].filter((name) => !files.has(name));
  for (const name of gone) await rm(at(name), { force: true });
  gone.push(...(await removeOtherChecks(auditFolder, [...files.keys()])));
  return { written: written.map(below), gone: gone.map(below), digests: digestsOf(kept) };
}

function digestsOf({
  config,
  roster,
  exceptions,
  checks,
  previous,
  joined,
}: InputsRecord): KeptInputs['digests'] {
  return {
    configSha256: config?.sha256 ?? null,
    rosterSha256: roster?.sha256 ?? null,
    exceptionsSha256: exceptions?.sha256 ?? null,
    checksSha256: checks?.sha256 ?? null,
    previousSha256: previous?.sha256 ?? null,
    joinedSha256: joined?.sha256 ?? null,
  };
}

async function recordOf(loaded: LoadedConfig, others: OtherInputs): Promise<InputsRecord> {
  const { config, folder, file, sha256, absence } = loaded;
  const audit = async (path: string | undefined): Promise<InputsRecord['previous']> =>
    path === undefined ? null : { path, sha256: await manifestDigest(path) };
  return {
    schema: INPUTS_SCHEMA,
    config: file === null ? null : { path: file, sha256 },
    absence,
    roster:
      config.roster === undefined
        ? null
        : { path: resolve(folder, config.roster.file), sha256: others.rosterSha256 ?? null },
    exceptions:
      config.exceptions === undefined
        ? null
        : {
            path: resolve(folder, config.exceptions.file),
            sha256: others.exceptionsSha256 ?? null,
          },
    checks:
      config.checks?.folder === undefined
        ? null
        : { path: resolve(folder, config.checks.folder), sha256: checksDigest(others.ownCheckFiles) },
    inactiveAfterDays: config.inactiveAfterDays,
    ...(config.names ? {} : { names: false }),
    previous: await audit(others.previous),
    joined: await audit(others.joined),
  };
}

/** A file of exceptions as it stands; it is read again, and must be what judged. */
async function* sameText(file: string, sha256: string | undefined): AsyncGenerator<string> {
  const bytes = await readNamedFile(file, MOST_EXCEPTIONS_BYTES);
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) {
    throw new KnownError(
      'usage',
      {
        fr: `Les exceptions ont changé pendant l’évaluation de l’audit\u00a0: ${file}.`,
        en: `The exceptions changed while the audit was judged: ${file}.`,
      },
      {
        nextSteps: [ASSESS_AGAIN],
      },
    );
  }
  yield bytes.toString('utf8');
}

type RosterConfig = NonNullable<Config['roster']>;

/** A roster with the columns alone that the configuration names; it is read again, and must be what judged. */
async function* usedLines(
  file: string,
  roster: RosterConfig,
  sha256: string | undefined,
): AsyncGenerator<string> {
  const { key, category, establishment, person } = roster;
  const columns = [...new Set([key, category, establishment, person])].filter((name) => name !== undefined);
  yield stringify([columns]);
  let found = '';
  for await (const line of rosterLines(file, roster, (digest) => (found = digest))) {
    const cells = new Map<string | undefined, string>([
      [person, line.person],
      [establishment, line.establishment],
      [category, line.category],
      [key, line.key],
    ]);
    yield stringify([columns.map((name) => cells.get(name) ?? '')]);
  }
  if (sha256 !== undefined && found !== sha256) {
    throw new KnownError(
      'usage',
      {
        fr: `La liste des médecins a changé pendant l’évaluation de l’audit\u00a0: ${file}.`,
        en: `The roster changed while the audit was judged: ${file}.`,
      },
      {
        nextSteps: [ASSESS_AGAIN],
      },
    );
  }
}

/**
 * The configuration that the audit was judged by, with the roster that was kept beside it; null where nothing was kept, as by
 * versions that did not. `overrides` win. Throws `KnownError` (local, usage).
 */
export async function keptConfig(auditFolder: string, overrides: Overrides): Promise<LoadedConfig | null> {
  const folder = auditPaths.inputs(auditFolder);
  const recorded = (await recordedFiles(auditFolder)).filter((path) => path.startsWith('inputs/'));
  const there = (await pathExists(folder))
    ? [...(await readdir(folder)), ...(await keptCheckFiles(auditFolder))].map(below)
    : [];
  if (recorded.length === 0 && there.length === 0) return null;
  // What is recorded and gone is no audit that nothing was kept of: other figures would come of it.
  const unvouched = await unvouchedFiles(auditFolder, [...new Set([...recorded, ...there.filter(isOurs)])]);
  const isMissing = !recorded.includes(below(RECORD_FILE));
  if (unvouched.length > 0 || isMissing)
    throw changed(auditFolder, isMissing ? [below(RECORD_FILE)] : unvouched);
  const { inactiveAfterDays, names, config, absence, roster: source } = await readRecord(auditFolder);
  if ((config !== null) !== recorded.includes(below(CONFIG_FILE)))
    throw changed(auditFolder, [below(CONFIG_FILE)]);
  const loaded = await loadConfig({
    cwd: folder,
    ...(absence === 'chosen' ? { file: false } : {}),
    overrides: { inactiveAfterDays, ...(names === undefined ? {} : { names }), ...overrides },
  });
  return fromKept(auditFolder, loaded, source?.sha256 ?? undefined, recorded);
}

/** The files that the configuration names, as they were kept beside it. */
function fromKept(
  auditFolder: string,
  loaded: LoadedConfig,
  rosterSha256: string | undefined,
  recorded: readonly string[],
): LoadedConfig {
  const { checks, ...others } = loaded.config;
  const { roster, exceptions } = others;
  // Of a folder that held none, no file was kept.
  const isOfChecks = (path: string): boolean => path.startsWith(below(`${CHECKS_FOLDER}/`));
  const hasChecks = checks?.folder !== undefined && recorded.some(isOfChecks);
  const choice = { ...checks };
  delete choice.folder;
  const needed = [
    ...(roster === undefined ? [] : [below(ROSTER_FILE)]),
    ...(exceptions === undefined ? [] : [below(EXCEPTIONS_FILE)]),
  ].filter((file) => !recorded.includes(file));
  if (needed.length > 0) throw changed(auditFolder, needed);
  return {
    ...loaded,
    ...(roster !== undefined && rosterSha256 !== undefined ? { rosterSha256 } : {}),
    config: {
      ...others,
      ...(roster === undefined ? {} : { roster: { ...roster, file: ROSTER_FILE } }),
      ...(exceptions === undefined ? {} : { exceptions: { file: EXCEPTIONS_FILE } }),
      ...(checks === undefined
        ? {}
        : { checks: { ...choice, ...(hasChecks ? { folder: CHECKS_FOLDER } : {}) } }),
    },
  };
}

/**
 * Whether the configuration that judged the audit wants every read to be told of; false where none was kept. Throws `KnownError`
 * (local, usage), also where it was changed since.
 */
export async function wantsReadsTold(auditFolder: string): Promise<boolean> {
  if (!(await recordedFiles(auditFolder)).includes(below(CONFIG_FILE))) return false;
  const unvouched = await unvouchedFiles(auditFolder, [below(CONFIG_FILE)]);
  if (unvouched.length > 0) throw changed(auditFolder, unvouched);
  const { config } = await loadConfig({ cwd: auditPaths.inputs(auditFolder), overrides: {} });
  return config.journal.reads;
}

/** As the manifest names it. */
function below(name: string): string {
  return `inputs/${name}`;
}

/** Whoever looks into a folder may leave files of their own there. */
function isOurs(path: string): boolean {
  const isCheck = path.startsWith(`${below(CHECKS_FOLDER)}/`);
  return isCheck || [RECORD_FILE, CONFIG_FILE, ROSTER_FILE, EXCEPTIONS_FILE].map(below).includes(path);
}

/** Where what judged the audit came from. Throws `KnownError` (local). */
export async function readRecord(auditFolder: string): Promise<InputsRecord> {
  const file = join(auditPaths.inputs(auditFolder), RECORD_FILE);
  const text = await readPlainFile(file, MOST_BYTES);
  try {
    return recordSchema.parse(readJson(text));
  } catch (error) {
    throw new KnownError(
      'local',
      {
        fr: `${file} est endommagé ou d’une autre version.`,
        en: `${file} is damaged or of another version.`,
      },
      {
        nextSteps: [NAME_A_CONFIG],
        cause: error,
      },
    );
  }
}

const ASSESS_AGAIN = {
  fr: 'Évaluer l’instantané de nouveau\u00a0: vigie assess',
  en: 'Assess the snapshot again: vigie assess',
};

const NAME_A_CONFIG = {
  fr: 'Nommer la configuration avec --config FICHIER, ou reprendre le dossier d’audit là où il était gardé.',
  en: 'Name the configuration with --config FILE, or take the audit folder from where it was kept.',
};

function changed(auditFolder: string, paths: readonly string[]): KnownError {
  return new KnownError(
    'local',
    {
      fr: `Ce qui a évalué l’audit n’est pas tel qu’il a été gardé\u00a0: ${paths.join(', ')} de ${auditFolder}.`,
      en: `What judged the audit is not as it was kept: ${paths.join(', ')} of ${auditFolder}.`,
    },
    { nextSteps: [NAME_A_CONFIG] },
  );
}
