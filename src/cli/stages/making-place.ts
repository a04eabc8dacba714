import { join, resolve } from 'node:path';
import { deliverAudit, deliverLeft, keptPlaceOf } from '../../audits/deliver-audit.ts';
import { finishEncryptions } from '../../audits/encrypt-audit.ts';
import { removeIfEmpty } from '../../disk/remove-if-empty.ts';
import { makeTrustedFolder } from '../../disk/trusted-folder.ts';
import { KnownError } from '../../errors.ts';
import type { Recipients } from '../../evidence/age-files.ts';
import type { SigningKey } from '../../evidence/signing-key.ts';
import type { Io } from '../io.ts';
import { signStage } from './sign-stage.ts';

/** Where a run makes its audit. */
export interface MakingPlace {
  /** Folder of audits that it is made in. */
  readonly out: string;
  /** Where the one that is made will be kept. */
  readonly keptAt: (made: string) => string;
  /** Signs it and brings it to where it is kept; gives that place. `complete` ends the run on it. */
  readonly deliver: (made: string, complete: () => Promise<void>) => Promise<string>;
}

/** Below the folder that is named: what lies there may be somebody's else. */
const FOLDER = 'vigie-audits';

/**
 * In the folder of audits; where `--work-dir` is named, below that one, in clear, until it is encrypted: only then does it come to the folder of audits. What a
 * run that was killed left encrypted there is brought first; one that broke off stays there for `--resume`. Throws `KnownError` (usage, local).
 */
export async function makingPlace(
  { out, workDir }: { readonly out: string; readonly workDir?: string },
  recipients: Recipients | null,
  key: SigningKey | null,
  io: Io,
): Promise<MakingPlace> {
  const sign = (auditFolder: string): Promise<void> => signStage(auditFolder, key);
  if (workDir === undefined) {
    const deliver: MakingPlace['deliver'] = async (made, complete) => {
      await sign(made);
      await complete();
      return made;
    };
    return { out, keptAt: (made) => made, deliver };
  }
  if (recipients === null) {
    throw new KnownError(
      'usage',
      '--work-dir is where an audit that is encrypted is made, and none is asked for',
      {
        nextSteps: ['Name whom it is encrypted for: --encrypt-to age1…, or encryptTo in the configuration.'],
      },
    );
  }
  const madeIn = join(resolve(io.cwd, workDir), FOLDER);
  await makeTrustedFolder(madeIn);
  // Better known before the hours of a collection than after.
  await makeTrustedFolder(out);
  await finishEncryptions(madeIn, io.now, () => Promise.resolve());
  await deliverLeft(madeIn, out, io.now, sign);
  return {
    out: madeIn,
    keptAt: (made) => keptPlaceOf(made, out),
    deliver: async (made, complete) => {
      await complete();
      const kept = await deliverAudit(made, out);
      await removeIfEmpty(madeIn);
      await sign(kept);
      return kept;
    },
  };
}
