import type { AuditLock } from '../../audits/audit-lock.ts';
import { findAudit } from '../../audits/find-audit.ts';
import { journalFolderOf } from '../../audits/journal.ts';
import { locked } from '../../audits/locked.ts';
import { refuseAlteredAssessment, refuseUnexpected } from '../../audits/refuse-altered.ts';
import { removeBeginning } from '../../audits/unfinished-audit.ts';
import { auditPaths } from '../../disk/audit-paths.ts';
import type { SigningKey } from '../../evidence/signing-key.ts';
import { WITH_ACCOUNTS } from '../../renderers/catalogue.ts';
import { readSituation } from '../../situation/read-situation.ts';
import type { Situation } from '../../situation/situation.ts';
import type { Io } from '../io.ts';
import { printManifest } from '../print-manifest.ts';
import { showReport } from '../show-report.ts';
import { silenced } from '../silenced.ts';
import { recipientsGiven, type EncryptOptions } from './encrypt-stage.ts';
import { failOnStage, requireChecks, type FailOnOptions } from './fail-on-stage.ts';
import { journalled } from './journalled.ts';
import { signingKey } from './key-files.ts';
import type { OpenedAudit, OpenOptions } from './opened-audit.ts';
import { fileFormats, reportStage } from './report-stage.ts';
import { withReportable, type Seal } from './reportable-audit.ts';
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
  const formats = fileFormats(request.formats);
  const readsAccounts = request.split !== undefined || formats.some((format) => WITH_ACCOUNTS.has(format));
  const writesNothing = formats.length === 0 && request.split === undefined;
  return withReportable(kept, { readsAccounts, recipients }, request, io, async (opened, seal) => {
    const situation = await readSituation(opened.auditFolder);
    // Of what is not read it does not matter what became of it.
    await refuseAlteredAssessment(opened.auditFolder, readsAccounts ? undefined : []);
    requireChecks(request.failOn, situation);
    const files = writesNothing ? [] : await writeAgain({ opened, seal, situation, key }, request, io);
    const told = { auditFolder: kept, situation, files, isNamed: request.isNamed };
    await showReport(told, request, silenced(io, request));
    if (!writesNothing && request.quiet !== true) await printManifest(kept, request.lang, io);
    if (request.open === true) {
      const { openPage } = await import('../open-page.ts');
      await openPage(kept, request.lang, silenced(io, request));
    }
    return failOnStage(situation, request, io);
  });
}

interface Writing {
  readonly opened: OpenedAudit;
  readonly seal: Seal;
  readonly situation: Situation;
  readonly key: SigningKey | null;
}

/** Gives the paths of the files. */
async function writeAgain(
  { opened: { auditFolder, kept }, seal, situation, key }: Writing,
  request: ReportRequest,
  io: Io,
): Promise<string[]> {
  const write = async (lock: AuditLock): Promise<string[]> => {
    const written = await reportStage(auditFolder, situation, request, io);
    await lock.requireHeld();
    const index = await splitOf(auditFolder, situation, request, io);
    await lock.requireHeld();
    const files = await seal(index === undefined ? written : [...written, index]);
    await signStage(kept, key);
    // An audit that broke off after its collection is brought to its end by hand.
    await removeBeginning(kept);
    return files;
  };
  const told = { command: 'report', out: journalFolderOf(kept), auditFolder: kept };
  return journalled(told, io, () => locked(kept, 'report', io.now, write));
}

/** What writes the establishments' folders is loaded where they are asked for. */
async function splitOf(
  auditFolder: string,
  situation: Situation,
  request: ReportRequest,
  io: Io,
): Promise<string | undefined> {
  if (request.split === undefined) return undefined;
  const { splitStage } = await import('./split-stage.ts');
  return splitStage(auditFolder, situation, request, io);
}
