import type { AuditLock } from '../../audits/audit-lock.ts';
import { isEncrypted } from '../../audits/encrypt-audit.ts';
import { findAudit } from '../../audits/find-audit.ts';
import { journalFolderOf } from '../../audits/journal.ts';
import { locked } from '../../audits/locked.ts';
import { refuseAlteredAssessment, refuseUnexpected } from '../../audits/refuse-altered.ts';
import { removeBeginning } from '../../audits/unfinished-audit.ts';
import { auditPaths } from '../../disk/audit-paths.ts';
import type { Recipients } from '../../evidence/age-files.ts';
import type { SigningKey } from '../../evidence/signing-key.ts';
import { KnownError } from '../../errors.ts';
import { WITH_ACCOUNTS } from '../../renderers/catalogue.ts';
import { readSituation } from '../../situation/read-situation.ts';
import type { Situation } from '../../situation/situation.ts';
import type { Io } from '../io.ts';
import { openPage, pageToOpen } from '../open-page.ts';
import { printManifest } from '../print-manifest.ts';
import { showReport } from '../show-report.ts';
import { silenced } from '../silenced.ts';
import { recipientsGiven, type EncryptOptions } from './encrypt-stage.ts';
import { failOnStage, requireChecks, type FailOnOptions } from './fail-on-stage.ts';
import { journalled } from './journalled.ts';
import { signingKey } from './key-files.ts';
import type { OpenOptions } from './opened-audit.ts';
import { fileFormats, reportStage } from './report-stage.ts';
import { withReportable, type Reportable } from './reportable-audit.ts';
import { signStage } from './sign-stage.ts';
import type { SplitOptions } from './split-stage.ts';

export interface ReportRequest extends SplitOptions, FailOnOptions, OpenOptions, EncryptOptions {
  /** As it was named; the newest under `out`, where left out. */
  readonly named: string | undefined;
  /** Whether the formats were named. */
  readonly isNamed: boolean;
  readonly out: string;
  readonly quiet?: boolean;
  /** The page is opened. */
  readonly open?: boolean;
  readonly expectSha256?: string;
  readonly signKey?: string;
}

/** Writes the reports of an assessed audit again, and prints where they are. Gives the exit code. Throws `KnownError`. */
export async function reportCommand(request: ReportRequest, io: Io): Promise<0 | 1> {
  const key = await signingKey(request, io);
  const recipients = await recipientsGiven(request);
  const kept = await findAudit(request.named, request.out, auditPaths.situation);
  await refuseUnexpected(kept, request);
  const page = request.open === true ? await pageToOpen(kept, request) : null;
  const encrypts = recipients !== null && !(await isEncrypted(kept));
  const writes = fileFormats(request.formats).length > 0 || request.split !== undefined || encrypts;
  const { situation, files } = writes
    ? await writeAgain({ kept, recipients, key }, request, io)
    : { situation: await situationToTell(kept, request, []), files: [] };
  const told = { auditFolder: kept, situation, files, isNamed: request.isNamed };
  await showReport(told, request, silenced(io, request));
  if (writes && request.quiet !== true) await printManifest(kept, request.lang, io);
  const exitCode = await failOnStage(situation, request, io);
  if (page !== null) await openPage(page, request.lang, silenced(io, request));
  return exitCode;
}

/** Of what is not read it does not matter what became of it. */
async function situationToTell(
  auditFolder: string,
  { failOn }: FailOnOptions,
  findings?: readonly string[],
): Promise<Situation> {
  const situation = await readSituation(auditFolder);
  await refuseAlteredAssessment(auditFolder, findings);
  requireChecks(failOn, situation);
  return situation;
}

/** The manifest of the audit holds the part's own. */
function refuseToEncryptPart(kept: string, { scope }: Situation): void {
  if (scope === undefined) return;
  throw new KnownError(
    'usage',
    {
      fr: `${kept} est la part d’un seul établissement\u00a0: elle n’est pas chiffrée à part`,
      en: `${kept} is the part of one establishment: it is not encrypted by itself`,
    },
    {
      nextSteps: [
        {
          fr: 'Nommer le dossier d’audit dont elle a été tirée\u00a0: ses parts sont chiffrées avec lui.',
          en: 'Name the audit folder that it was taken from: its parts are encrypted with it.',
        },
      ],
    },
  );
}

interface Writing {
  readonly kept: string;
  readonly recipients: Recipients | null;
  readonly key: SigningKey | null;
}

interface Written {
  readonly situation: Situation;
  /** Paths of the files. */
  readonly files: readonly string[];
}

/** Nobody else works there from before it is opened until it is sealed: what another run wrote meanwhile would be taken for gone. */
async function writeAgain(
  { kept, recipients, key }: Writing,
  request: ReportRequest,
  io: Io,
): Promise<Written> {
  const readsAccounts =
    request.split !== undefined || fileFormats(request.formats).some((format) => WITH_ACCOUNTS.has(format));
  const write = async (lock: AuditLock, { auditFolder, seal, ...inClear }: Reportable): Promise<Written> => {
    const situation = await situationToTell(auditFolder, request, readsAccounts ? undefined : []);
    if (recipients !== null) refuseToEncryptPart(kept, situation);
    const written = await reportStage(auditFolder, situation, { ...request, ...inClear }, io);
    await lock.requireHeld();
    const index = await splitOf(auditFolder, situation, { ...request, ...inClear }, io);
    await lock.requireHeld();
    const files = await seal(index === undefined ? written : [...written, index]);
    await signStage(kept, key);
    // An audit that broke off after its collection is brought to its end by hand.
    await removeBeginning(kept);
    return { situation, files };
  };
  const told = { command: 'report', out: journalFolderOf(kept), auditFolder: kept };
  return journalled(told, io, () =>
    locked(kept, 'report', io.now, (lock) =>
      withReportable(kept, { readsAccounts, recipients }, request, io, (opened) => write(lock, opened)),
    ),
  );
}

/** What writes the establishments' folders is loaded where they are asked for. */
async function splitOf(
  auditFolder: string,
  situation: Situation,
  request: SplitOptions,
  io: Io,
): Promise<string | undefined> {
  if (request.split === undefined) return undefined;
  const { splitStage } = await import('./split-stage.ts');
  return splitStage(auditFolder, situation, request, io);
}
