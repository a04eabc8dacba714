import { KnownError } from '../../errors.ts';
import { rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { auditFolderFor, isAuditFolderName } from '../../audits/audit-folder.ts';
import { findAudit } from '../../audits/find-audit.ts';
import { journalFolderOf } from '../../audits/journal.ts';
import { refuseAlteredAssessment, refuseUnexpected } from '../../audits/refuse-altered.ts';
import { auditPaths } from '../../disk/audit-paths.ts';
import { pathExists } from '../../disk/path-exists.ts';
import { cannotWrite, makePrivateFolder } from '../../disk/private-files.ts';
import { manifestDigest } from '../../evidence/manifest.ts';
import type { SharingKey } from '../../evidence/sharing-key.ts';
import type { SigningKey } from '../../evidence/signing-key.ts';
import { vouchFor } from '../../evidence/vouch-for.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Words } from '../../i18n/words.ts';
import { shareCopy } from '../../sharing/share-copy.ts';
import { listsIn } from '../../sharing/share-lists.ts';
import { DOSSIER_FILE } from '../../situation/findings-tables.ts';
import { readSituation } from '../../situation/read-situation.ts';
import type { Situation } from '../../situation/situation.ts';
import type { Io } from '../io.ts';
import { vigieVersion } from '../vigie-version.ts';
import { journalled } from './journalled.ts';
import { sharingKey, signingKey } from './key-files.ts';
import { withOpenedAudit, type OpenedAudit, type OpenOptions } from './opened-audit.ts';
import { reportStage } from './report-stage.ts';
import { signStage } from './sign-stage.ts';
import { splitStage, type SplitOptions } from './split-stage.ts';

export interface ShareRequest extends SplitOptions, OpenOptions {
  /** As it was named; the newest under `from`, where left out. */
  readonly named: string | undefined;
  /** Folder of the audits. */
  readonly from: string;
  /** Where the copies are kept, each in the folder of its tenant. */
  readonly out: string;
  /** File of the key that pseudonyms are made with. */
  readonly key: string;
  /** Numbers of accounts from 1 to one less are in no file of the copy. */
  readonly maskUnder?: number;
  readonly signKey?: string;
  readonly expectSha256?: string;
}

const WORDS = {
  shared: {
    fr: 'Pseudonymes de la clé {key}\u00a0: qui a la clé et l’audit retrouve un nom par «\u00a0vigie reveal\u00a0». Les dates et les nombres de chaque ligne restent\u00a0: qui connaît un compte par ailleurs peut le reconnaître.',
    en: 'Pseudonyms of the key {key}: whoever has the key and the audit finds a name with “vigie reveal”. The dates and numbers of each row stay: whoever knows an account otherwise may recognise it.',
  },
  masked: {
    fr: 'Pseudonymes de la clé {key}. Petits nombres masqués\u00a0: aucun nombre de comptes de 1 à {most} n’est dans la copie, qui ne contient ni liste de comptes ni dossier d’établissement. Masqués en entier\u00a0: {names}.',
    en: 'Pseudonyms of the key {key}. Small numbers are masked: no number of accounts from 1 to {most} is in the copy, which holds no list of accounts and no establishment’s folder. Masked as a whole: {names}.',
  },
  nothing: { fr: 'aucun chiffre', en: 'no figure' },
} as const satisfies Record<string, Words>;

/**
 * Writes a copy of an audit for others to read: under pseudonyms, without the snapshot, in every format chosen. Prints the copy's folder. Writes nothing in
 * the audit; the journal beside it tells of the copy. Throws `KnownError` (usage, local).
 */
export async function shareStage(request: ShareRequest, io: Io): Promise<void> {
  refuseSplit(request);
  const key = await sharingKey(request.key, io);
  const signing = await signingKey(request, io);
  const kept = await findAudit(request.named, resolve(io.cwd, request.from), auditPaths.situation);
  await refuseUnexpected(kept, request);
  const { copy, sharedCopy } = await withOpenedAudit(kept, 'rows', request, io, (opened) =>
    shareOpened(opened, { key, signing }, request, io),
  );
  if (request.quiet !== true) await io.stderr.write(`${wordsOf(sharedCopy, key, request.lang)}\n`);
  await io.stdout.write(`${copy}\n`);
}

interface Keys {
  readonly key: SharingKey;
  readonly signing: SigningKey | null;
}

interface Shared {
  /** The copy's folder. */
  readonly copy: string;
  /** As its situation tells it. */
  readonly sharedCopy: Situation['sharedCopy'];
}

async function shareOpened(
  opened: OpenedAudit,
  { key, signing }: Keys,
  request: ShareRequest,
  io: Io,
): Promise<Shared> {
  const { kept } = opened;
  const situation = await wholeAudit(opened);
  const copy = copyFolder(resolve(io.cwd, request.out), kept, situation);
  await refuseStanding(copy);
  const told = { command: 'share', out: journalFolderOf(kept), auditFolder: kept };
  let { sharedCopy } = situation;
  await journalled(told, io, async () => {
    // Renamed when it is whole: nobody takes half of it for a copy.
    const made = `${copy}.part`;
    await rm(made, { recursive: true, force: true });
    await makePrivateFolder(made);
    try {
      ({ sharedCopy } = await writeCopy({ opened, situation, made }, key, request, io));
      await signStage(made, signing);
      await rename(made, copy);
    } catch (error) {
      await rm(made, { recursive: true, force: true });
      throw cannotWrite(copy, error);
    }
  });
  return { copy, sharedCopy };
}

interface Making {
  readonly opened: OpenedAudit;
  readonly situation: Situation;
  readonly made: string;
}

async function writeCopy(
  { opened: { auditFolder, kept }, situation, made }: Making,
  key: SharingKey,
  request: ShareRequest,
  io: Io,
): Promise<Situation> {
  const shared = await shareCopy({ situation, from: auditFolder, to: made }, key, request.maskUnder);
  const facts = {
    copyOf: { audit: basename(kept), manifestSha256: await manifestDigest(kept) },
    key: key.id,
  };
  await vouchFor(made, shared.files, vigieVersion(), [], { kind: 'share', facts });
  await reportStage(made, shared.situation, request, io);
  await splitStage(made, shared.situation, request, io);
  return shared.situation;
}

/** The figures of one establishment beside those of the others would give small ones back. */
function refuseSplit({ maskUnder, split }: ShareRequest): void {
  if (maskUnder === undefined || split === undefined) return;
  throw new KnownError(
    'usage',
    {
      fr: '--mask-under et --split ne peuvent pas servir ensemble',
      en: '--mask-under and --split cannot be used together',
    },
    {
      nextSteps: [
        {
          fr: 'Omettre --split\u00a0: une copie dont les petits nombres sont masqués n’a pas de dossier pour chaque établissement.',
          en: 'Leave --split out: a copy whose small numbers are masked has no folder for each establishment.',
        },
      ],
    },
  );
}

/** Whose pseudonyms they are, what whoever reads the copy may still recognise, and what was masked. */
function wordsOf(sharedCopy: Situation['sharedCopy'], key: SharingKey, lang: Language): string {
  const { maskUnder, masked } = sharedCopy ?? {};
  if (maskUnder === undefined) return phrase(WORDS, 'shared', lang, { key: key.id });
  const { indicators = [], enrolments = [], services = [] } = masked ?? {};
  const names = [...[...indicators, ...enrolments].map(({ id }) => id), ...services].join(', ');
  const values = {
    key: key.id,
    most: String(maskUnder - 1),
    names: names === '' ? phrase(WORDS, 'nothing', lang) : names,
  };
  return phrase(WORDS, 'masked', lang, values);
}

/** The situation of an audit that is as its assessment left it, and is neither a part nor a copy. */
async function wholeAudit({ auditFolder, kept }: OpenedAudit): Promise<Situation> {
  const situation = await readSituation(auditFolder);
  if (situation.scope !== undefined) {
    throw new KnownError(
      'usage',
      {
        fr: `${kept} est la part d’un seul établissement, non un audit de l’organisation`,
        en: `${kept} is the part of one establishment, not an audit of the tenant`,
      },
      {
        nextSteps: [
          {
            fr: 'Nommer le dossier d’audit dont elle a été tirée; `--split establishment` fait les parts de la copie.',
            en: 'Name the audit folder that it was taken from; --split establishment makes the parts of the copy.',
          },
        ],
      },
    );
  }
  if (situation.sharedCopy !== undefined) {
    throw new KnownError(
      'usage',
      { fr: `${kept} est déjà une copie à partager`, en: `${kept} is a copy to share already` },
      {
        nextSteps: [{ fr: 'Nommer l’audit dont elle vient.', en: 'Name the audit that it was made from.' }],
      },
    );
  }
  await refuseAlteredAssessment(auditFolder, [DOSSIER_FILE, 'establishments.json', ...listsIn(auditFolder)]);
  return situation;
}

/** Named as the audit, so that copies of several months stand beside each other and compare. */
function copyFolder(out: string, auditFolder: string, { tenant, collectedAt }: Situation): string {
  const folder = auditFolderFor(out, tenant.defaultDomain, new Date(collectedAt));
  const name = basename(auditFolder);
  return isAuditFolderName(name) ? join(dirname(folder), name) : folder;
}

async function refuseStanding(copy: string): Promise<void> {
  if (!(await pathExists(copy))) return;
  throw new KnownError(
    'usage',
    {
      fr: `${copy} existe déjà\u00a0: aucune copie n’est remplacée`,
      en: `${copy} is there already: no copy is replaced`,
    },
    {
      nextSteps: [
        {
          fr: 'Nommer un autre dossier avec --out DOSSIER, ou ôter d’abord celui-là.',
          en: 'Name another folder with --out DIR, or take that one away first.',
        },
      ],
    },
  );
}
