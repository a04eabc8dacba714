import { isEncrypted } from '../../audits/encrypt-audit.ts';
import { refuseToEncryptAltered } from '../../audits/refuse-altered.ts';
import { recordTallies, sealOpened } from '../../audits/seal-opened.ts';
import { readAuditManifest } from '../../evidence/manifest.ts';
import type { Situation } from '../../situation/situation.ts';
import type { Io } from '../io.ts';
import { vigieVersion } from '../vigie-version.ts';
import { assessStage, configOf, type AssessCommandOptions } from './assess-stage.ts';
import { configGiven } from './checked-config.ts';
import { encryptStage, recipientsBy, type EncryptOptions } from './encrypt-stage.ts';
import { withOpenedAudit, type OpenOptions } from './opened-audit.ts';
import { requireSame } from './same-recipients.ts';

type Request = AssessCommandOptions & EncryptOptions & OpenOptions;

/**
 * Judges an audit again; whoever calls it holds its lock. An encrypted one is opened for it, and what is written comes back encrypted for the same
 * recipients; one in clear is encrypted where recipients are named. Throws `KnownError` (usage, local).
 */
export async function assessAgain(kept: string, request: Request, io: Io): Promise<Situation> {
  if (await isEncrypted(kept)) return assessEncrypted(kept, request, io);
  const recipients = await recipientsBy(request, () => configOf(kept, request, io, true));
  const situation = await assessStage(kept, request, io, { isAgain: true });
  if (recipients === null) return situation;
  await refuseToEncryptAltered(kept);
  await encryptStage(kept, recipients, request, io);
  return situation;
}

function assessEncrypted(kept: string, request: Request, io: Io): Promise<Situation> {
  return withOpenedAudit(kept, 'everything', request, io, async (opened) => {
    // What it was judged by lies in it: whoever can write there could have added a recipient to it.
    const recipients = await recipientsBy(request, () => configGiven(request, io));
    const known = await requireSame(recipients, kept);
    await recordTallies(opened.auditFolder, kept, vigieVersion());
    const before = (await readAuditManifest(opened.auditFolder))?.manifest;
    if (before === undefined) throw new Error('an opened audit has a manifest');
    const situation = await assessStage(opened.auditFolder, request, io, { isAgain: true, keptAt: kept });
    const copy = { opened: opened.auditFolder, kept, before, kind: 'assessment' } as const;
    await sealOpened(copy, known, vigieVersion());
    return situation;
  });
}
