import { copyFile, cp, mkdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { assess } from '../../assessment/assess.ts';
import type { EarlierAudits } from '../../assessment/trend/earlier-audits.ts';
import { earlierAudits } from '../../audits/earlier-audits.ts';
import { assessedAudit } from '../../audits/previous-audit.ts';
import { refuseAlteredSnapshot } from '../../audits/refuse-altered.ts';
import { CHECKS } from '../../checks/catalogue.ts';
import { auditPaths } from '../../disk/audit-paths.ts';
import { pathExists } from '../../disk/path-exists.ts';
import { makePrivateFolder } from '../../disk/private-folder.ts';
import { KnownError } from '../../errors.ts';
import { historyOf } from '../../evidence/history.ts';
import { readAuditManifest } from '../../evidence/manifest.ts';
import type { Language } from '../../i18n/language.ts';
import { agesFile, changesFile, DOSSIER_FILE } from '../../situation/findings-tables.ts';
import { readSituation } from '../../situation/read-situation.ts';
import type { Situation } from '../../situation/situation.ts';
import type { Io } from '../io.ts';
import { vigieVersion } from '../vigie-version.ts';
import { judgedBy, withCheckedPatterns } from './checked-config.ts';
import type { OpenedAudit } from './opened-audit.ts';
import { keptConfig, readRecord, type InputsRecord } from './inputs-stage.ts';
import { withReadersFolder } from './readers-folder.ts';

/** A part of the audit that rests on another audit. */
export type Section = 'trend' | 'terms-of-use';

/** Why nothing could be worked out again. */
export type Impossible = 'no-situation' | 'purged' | 'no-inputs';

export interface RecomputedFile {
  /** Relative to the audit folder. */
  readonly path: string;
  /**
   * `same`: byte for byte. `unproved`: it differs in, or is, a section that rests on another audit, which is gone or not as it was.
   * `differs`: it does not follow from the snapshot and the inputs.
   */
  readonly outcome: 'same' | 'unproved' | 'differs';
  /** Where it is unproved: what could not be told again. */
  readonly sections?: readonly Section[];
}

/** What came of working an audit out again. */
export type Recomputed =
  | { readonly outcome: 'impossible'; readonly why: Impossible }
  | {
      readonly outcome: 'same' | 'unproved' | 'differs';
      /** Versions that wrote the audit, and that worked it out again: others may count otherwise. */
      readonly wroteBy: string;
      readonly recomputedBy: string;
      readonly files: readonly RecomputedFile[];
      readonly unproved: readonly Section[];
    };

/**
 * Works the situation, the dossier and the findings of an audit out again, in a work folder, from copies of its snapshot and of
 * what judged it, and compares them byte for byte. Writes nothing in the audit folder. The files must have been verified before.
 * Throws `KnownError` (local).
 */
export async function recompute(opened: OpenedAudit, io: Io): Promise<Recomputed> {
  const { auditFolder } = opened;
  const manifest = (await readAuditManifest(auditFolder))?.manifest;
  const recorded = new Set(manifest?.files.map(({ path }) => path) ?? []);
  const isPurged = manifest?.layers?.some(({ kind }) => kind === 'purge') === true;
  if (!recorded.has('situation.json')) return { outcome: 'impossible', why: 'no-situation' };
  if (!recorded.has('snapshot/accounts.parquet') && isPurged) return { outcome: 'impossible', why: 'purged' };
  if (!recorded.has('inputs/inputs.json'))
    return { outcome: 'impossible', why: isPurged ? 'purged' : 'no-inputs' };
  const situation = await readSituation(auditFolder);
  const others = await otherAudits(opened, await readRecord(auditFolder));
  return withReadersFolder(opened, io, async (folder) => {
    // The trend tells the folder's name.
    const copy = join(folder, basename(auditFolder));
    await copyOf(auditFolder, copy, [...recorded]);
    await workOut(copy, situation, others);
    const paths = [...recorded].filter(isOfAssessment);
    const files: RecomputedFile[] = [];
    for (const path of paths) files.push(await compared(path, auditFolder, copy, others));
    const unproved = [...new Set(files.flatMap(({ sections = [] }) => sections))];
    const outcome = (['differs', 'unproved'] as const).find((one) =>
      files.some((file) => file.outcome === one),
    );
    return {
      outcome: outcome ?? 'same',
      ...{ wroteBy: situation.vigie, recomputedBy: vigieVersion(), files, unproved },
    };
  });
}

/** What else than the snapshot and the inputs judged the audit, as far as it is still there. */
interface OtherAudits {
  readonly earlier: EarlierAudits;
  readonly joined: string | undefined;
  /** What rests on one that is gone, or on audits beside this one that came or went since. */
  readonly lost: readonly Section[];
}

async function otherAudits(
  opened: Pick<OpenedAudit, 'auditFolder' | 'kept'>,
  { previous, joined }: InputsRecord,
): Promise<OtherAudits> {
  const beside = await earlierAudits(opened.auditFolder, undefined, opened.kept);
  const lent = joined === null ? undefined : await joinedOf(joined);
  const lostTerms: Section[] = joined !== null && lent === undefined ? ['terms-of-use'] : [];
  if (previous === null) {
    const { points, notUsed } = beside;
    const hasCome = beside.previous !== undefined;
    const earlier = hasCome ? { points: [], notUsed: [] } : { points, notUsed };
    return { earlier, joined: lent, lost: [...(hasCome ? (['trend'] as const) : []), ...lostTerms] };
  }
  const found = beside.previous?.auditFolder;
  if (found !== undefined && (await wasManifest(found, previous.sha256)))
    return { earlier: beside, joined: lent, lost: lostTerms };
  const earlier = await namedEarlier(opened, previous);
  if (earlier !== null) return { earlier, joined: lent, lost: lostTerms };
  const without = { points: beside.points, notUsed: beside.notUsed };
  return { earlier: without, joined: lent, lost: ['trend', ...lostTerms] };
}

type NamedAudit = NonNullable<InputsRecord['previous']>;

/** Null where the audit compared with is no longer where it was, or not the same. */
async function namedEarlier(
  { auditFolder, kept }: Pick<OpenedAudit, 'auditFolder' | 'kept'>,
  { path, sha256 }: NamedAudit,
): Promise<EarlierAudits | null> {
  if (!(await wasManifest(path, sha256))) return null;
  return orNull(async () => earlierAudits(auditFolder, await assessedAudit(path, '.'), kept));
}

async function joinedOf({ path, sha256 }: NamedAudit): Promise<string | undefined> {
  if (!(await wasManifest(path, sha256))) return undefined;
  const whole = await orNull(async () => {
    await refuseAlteredSnapshot(path);
    return path;
  });
  return whole ?? undefined;
}

/** The audit's manifest is of that digest, or was before other layers came over it. */
async function wasManifest(auditFolder: string, sha256: string | null): Promise<boolean> {
  const read = await orNull(() => readAuditManifest(auditFolder));
  if (read === null) return false;
  const { steps, isWhole } = historyOf(read.manifest, read.text);
  return isWhole && steps.some((step) => step.sha256 === sha256);
}

async function orNull<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof KnownError) return null;
    throw error;
  }
}

/** The copies are what is judged: nobody changes them meanwhile. */
async function copyOf(auditFolder: string, copy: string, recorded: readonly string[]): Promise<void> {
  await mkdir(copy, { mode: 0o700 });
  const read = recorded.filter((path) => path.startsWith('snapshot/') || path.startsWith('inputs/'));
  for (const path of read) {
    await makePrivateFolder(dirname(join(copy, path)));
    await cp(join(auditFolder, path), join(copy, path));
  }
  await copyFile(auditPaths.manifest(auditFolder), auditPaths.manifest(copy));
}

async function workOut(copy: string, situation: Situation, { earlier, joined }: OtherAudits): Promise<void> {
  await refuseAlteredSnapshot(copy);
  const kept = await keptConfig(copy, {});
  if (kept === null) throw new Error('the inputs were there, and were not kept');
  // Those that a later version has were neither chosen nor left out.
  const left = situation.parameters.notChosen?.checks ?? [];
  const judged = new Set([...situation.checks, ...left].map(({ id }) => id));
  await assess({
    auditFolder: copy,
    ...judgedBy(await withCheckedPatterns(kept)),
    ...(joined === undefined ? {} : { joined }),
    language: languageOf(situation),
    vigie: situation.vigie,
    earlier,
    checks: CHECKS.filter(({ id }) => judged.has(id)),
  });
}

/** The language that the remedies were written in; any, where there is none. */
function languageOf({ gaps }: Situation): Language {
  return gaps.some(({ remedy, words }) => remedy === words.remedy.en && remedy !== words.remedy.fr)
    ? 'en'
    : 'fr';
}

function isOfAssessment(path: string): boolean {
  return (
    ['situation.json', 'establishments.json', DOSSIER_FILE].includes(path) ||
    /^findings\/.*\.parquet$/.test(path)
  );
}

async function compared(
  path: string,
  auditFolder: string,
  copy: string,
  { lost }: OtherAudits,
): Promise<RecomputedFile> {
  const [was, is] = [join(auditFolder, path), join(copy, path)];
  const isThere = await pathExists(is);
  if (isThere && (await readFile(was)).equals(await readFile(is))) return { path, outcome: 'same' };
  if (path === 'situation.json') {
    const [one, other] = await Promise.all([readSituation(auditFolder), readSituation(copy)]);
    return { path, ...situationsCompared(one, other, lost) };
  }
  const sections = sectionsOf(path, auditFolder, lost);
  return sections.length > 0 ? { path, outcome: 'unproved', sections } : { path, outcome: 'differs' };
}

/** Other audits may have come beside this one, or gone, since it was judged: then only its line over time is another. */
function situationsCompared(
  one: Situation,
  other: Situation,
  lost: readonly Section[],
): Omit<RecomputedFile, 'path'> {
  const isSame = (strip: (situation: Situation) => Partial<Situation>): boolean =>
    JSON.stringify(strip(one)) === JSON.stringify(strip(other));
  // Earlier versions wrote the keys in another order.
  if (isSame((situation) => situation)) return { outcome: 'same' };
  if (isSame((situation) => without(lost, situation))) return { outcome: 'unproved', sections: lost };
  if (isSame((situation) => without(lost, withoutPoints(situation))))
    return { outcome: 'unproved', sections: [...new Set<Section>([...lost, 'trend'])] };
  return { outcome: 'differs' };
}

function withoutPoints(situation: Situation): Situation {
  const { trend } = situation;
  return trend === undefined ? situation : { ...situation, trend: { ...trend, points: [], notUsed: [] } };
}

/** The tables that rest on an audit that is gone; the figures of establishments and the dossier hold the terms' verdicts. */
function sectionsOf(path: string, auditFolder: string, lost: readonly Section[]): Section[] {
  const ofTerms = [DOSSIER_FILE, 'establishments.json', 'findings/terms-of-use.parquet'];
  const isOf = {
    trend: join(auditFolder, path) === changesFile(auditFolder),
    'terms-of-use': ofTerms.includes(path),
  };
  // It rests on every earlier audit, each of which may have lost its verdicts since.
  if (join(auditFolder, path) === agesFile(auditFolder)) return ['trend'];
  return lost.filter((section) => isOf[section]);
}

/** What a situation tells beside the sections that rest on audits that are gone. */
function without(lost: readonly Section[], situation: Situation): Partial<Situation> {
  const kept: Partial<Situation> = { ...situation };
  if (lost.includes('trend')) delete kept.trend;
  if (!lost.includes('terms-of-use')) return kept;
  delete kept.termsOfUse;
  delete kept.dictionary;
  return {
    ...kept,
    sources: situation.sources.filter(({ id }) => id !== 'terms-of-use'),
    gaps: situation.gaps.filter(({ source }) => source !== 'terms-of-use'),
    checks: situation.checks.filter(({ id }) => id !== 'terms-of-use'),
    indicators: situation.indicators.filter(({ id }) => id !== 'terms-of-use'),
  };
}
