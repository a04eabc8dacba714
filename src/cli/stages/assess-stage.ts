import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { LoadedConfig } from '../../config/load-config.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Words } from '../../i18n/words.ts';
import { assess } from '../../assessment/assess.ts';
import type { Situation } from '../../situation/situation.ts';
import { recordedFiles } from '../../evidence/manifest.ts';
import {
  agesFile,
  changesFile,
  DOSSIER_FILE,
  exceptionsFile,
  OTHERS_FOLDER,
  unmatchedFile,
} from '../../situation/findings-tables.ts';
import { joinedAudit } from '../../audits/joined-audit.ts';
import { refuseAlteredSnapshot } from '../../audits/refuse-altered.ts';
import { auditPaths } from '../../disk/audit-paths.ts';
import type { Io } from '../io.ts';
import { vigieVersion } from '../vigie-version.ts';
import {
  configGiven,
  judgedBy,
  overridesOf,
  requireConfig,
  withCheckedPatterns,
  type ConfigOptions,
} from './checked-config.ts';
import { keepInputs, keptConfig } from './inputs-stage.ts';
import { checkSources } from './kept-checks.ts';
import { tellConfig } from './tell-config.ts';
import { earlierAudits } from '../../audits/earlier-audits.ts';
import { previousAudit, requireEarlier } from '../../audits/previous-audit.ts';
import { removeOutdatedReports } from '../../audits/remove-outdated-reports.ts';
import { vouchFor } from '../../evidence/vouch-for.ts';

const WORDS = {
  keptInputs: {
    fr: 'Jugé par la configuration gardée avec l’audit\u00a0: {folder} (--config FICHIER en nomme une autre)',
    en: 'Judged by the configuration kept with the audit: {folder} (--config FILE names another)',
  },
} as const satisfies Record<string, Words>;

export interface AssessCommandOptions extends ConfigOptions {
  /** Folder of the audits. */
  readonly out: string;
  readonly lang: Language;
  /** Another audit of the tenant, whose terms of use are taken. */
  readonly with?: string;
  /** Another audit of the tenant than the newest earlier one, to compare with. */
  readonly previous?: string;
}

/**
 * Judges the audit's snapshot by the configuration (`isAgain`: the one that judged it before, unless one is named), keeps what
 * judged it, takes away reports that tell other figures, and records what was
 * written. One that is opened elsewhere is among the audits beside where it is kept (`keptAt`). Throws `KnownError` (local) where a table is not as it was collected.
 */
export async function assessStage(
  auditFolder: string,
  given: AssessCommandOptions,
  io: Io,
  { isAgain = false, keptAt = auditFolder }: { readonly isAgain?: boolean; readonly keptAt?: string } = {},
): Promise<Situation> {
  await refuseAlteredSnapshot(auditFolder);
  const loaded = await withCheckedPatterns(await configOf(auditFolder, given, io, isAgain), given);
  // Read once: what judges is what is kept.
  const ownCheckFiles = await checkSources(loaded);
  const joined = await joinedAudit(given);
  const previous = await previousAudit(given);
  if (previous !== undefined) await requireEarlier(previous, auditFolder);
  const earlier = await earlierAudits(auditFolder, previous, keptAt);
  const situation = await assess({
    auditFolder,
    ...(joined === undefined ? {} : { joined }),
    ...judgedBy(loaded),
    ownCheckFiles,
    language: given.lang,
    vigie: vigieVersion(),
    earlier,
  });
  if (loaded.folder === auditPaths.inputs(auditFolder)) await tellKept(keptAt, given.lang, io);
  // An audit told it before its collection.
  if (isAgain) await tellConfig(loaded, given, io, { inLog: false });
  await tellLeftAside(situation, given.lang, io);
  const inputs = await keepInputs(auditFolder, loaded, {
    rosterSha256: situation.parameters.rosterSha256,
    exceptionsSha256: situation.exceptions?.sha256,
    previous: earlier.previous?.auditFolder,
    joined,
    ownCheckFiles,
  });
  const written = await findingsFiles(auditFolder);
  const optional = [agesFile, changesFile, exceptionsFile, unmatchedFile].map((file) =>
    relative(auditFolder, file(auditFolder)),
  );
  await vouchFor(
    auditFolder,
    ['situation.json', 'establishments.json', DOSSIER_FILE, ...written, ...inputs.written],
    vigieVersion(),
    [
      ...(await removeOutdatedReports(
        auditFolder,
        (line) => io.stderr.write(`${line[given.lang]}\n`),
        keptAt,
      )),
      ...optional.filter((file) => !written.includes(file)),
      ...inputs.gone,
      ...(await otherVerdictsRecorded(auditFolder)),
    ],
    {
      kind: 'assessment',
      facts: {
        ...inputs.digests,
        ...namesFact(loaded),
        inactiveAfterDays: situation.parameters.inactiveAfterDays,
      },
    },
  );
  return situation;
}

function namesFact({ config }: LoadedConfig): { readonly names?: false } {
  return config.names ? {} : { names: false };
}

/** What judges: of an audit that is judged again, what judged it, unless a configuration is named. Throws `KnownError` (local, usage). */
export async function configOf(
  auditFolder: string,
  given: AssessCommandOptions,
  io: Io,
  isAgain: boolean,
): Promise<LoadedConfig> {
  const isKept = isAgain && given.config === undefined;
  const kept = isKept ? await keptConfig(auditFolder, overridesOf(given)) : null;
  if (kept === null) return configGiven(given, io);
  requireConfig(kept, given);
  return kept;
}

/** That it was judged by what had judged it, from wherever the command was run. */
async function tellKept(keptAt: string, language: Language, io: Io): Promise<void> {
  const folder = auditPaths.inputs(keptAt);
  await io.stderr.write(`${phrase(WORDS, 'keptInputs', language, { folder })}\n`);
}

/** Earlier audits that were found and could not be used, and why: they stop nothing, and are in the reports too. */
async function tellLeftAside({ trend }: Situation, language: Language, { stderr }: Io): Promise<void> {
  const told = [
    ...(trend?.notUsed ?? []),
    ...(trend?.differences ?? []).filter(({ kind }) => kind === 'findings'),
  ];
  for (const { words } of told) await stderr.write(`${words[language]}\n`);
}

async function findingsFiles(auditFolder: string): Promise<string[]> {
  const entries = await readdir(auditPaths.findings(auditFolder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.parquet'))
    .map((entry) => relative(auditFolder, join(entry.parentPath, entry.name)));
}

/** Tables that an assessment by a version before the dossier was kept had written, and that this one took away. */
async function otherVerdictsRecorded(auditFolder: string): Promise<string[]> {
  return (await recordedFiles(auditFolder)).filter((path) => path.startsWith(`${OTHERS_FOLDER}/`));
}
