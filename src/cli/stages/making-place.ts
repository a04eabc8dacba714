import { realpath } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { deliverAudit, deliverLeft, keptPlaceOf } from '../../audits/deliver-audit.ts';
import { auditsUnder } from '../../audits/audit-folder.ts';
import { finishEncryptions } from '../../audits/encrypt-audit.ts';
import { locked } from '../../audits/locked.ts';
import { auditPaths } from '../../disk/audit-paths.ts';
import { removeIfEmpty } from '../../disk/remove-if-empty.ts';
import { makeTrustedFolder } from '../../disk/trusted-folder.ts';
import { KnownError } from '../../errors.ts';
import type { Recipients } from '../../evidence/age-files.ts';
import type { SigningKey } from '../../evidence/signing-key.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Words } from '../../i18n/words.ts';
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

export interface MakingOptions {
  readonly out: string;
  readonly workDir?: string;
  readonly resume?: boolean;
  readonly lang: Language;
}

const WORDS = {
  left: {
    fr: '{audit}\u00a0: un audit commencé s’y trouve en clair; --resume, avec les mêmes options, le termine, ou ôtez-le',
    en: '{audit}: an audit that was begun lies there in clear; --resume, with the same options, ends it, or take it away',
  },
} as const satisfies Record<string, Words>;

/** Below the folder that is named: what lies there may be somebody's else. */
const FOLDER = 'vigie-audits';

/**
 * In the folder of audits; where `--work-dir` is named, below that one, in clear, until it is encrypted: only then does it come to the folder of audits. What a
 * run that was killed left encrypted there is brought first; one that broke off stays there for `--resume`. Throws `KnownError` (usage, local).
 */
export async function makingPlace(
  { out, workDir, resume, lang }: MakingOptions,
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
      {
        fr: '--work-dir dit où se fait un audit chiffré, et aucun n’est demandé',
        en: '--work-dir is where an audit that is encrypted is made, and none is asked for',
      },
      {
        nextSteps: [
          {
            fr: 'Nommer pour qui il est chiffré\u00a0: --encrypt-to age1…, ou encryptTo dans la configuration.',
            en: 'Name whom it is encrypted for: --encrypt-to age1…, or encryptTo in the configuration.',
          },
        ],
      },
    );
  }
  const madeIn = join(resolve(io.cwd, workDir), FOLDER);
  await makeTrustedFolder(madeIn);
  // Better known before the hours of a collection than after.
  await makeTrustedFolder(out);
  await refuseNested(madeIn, out, workDir);
  await finishEncryptions(madeIn, io.now, () => Promise.resolve());
  await deliverLeft(madeIn, out, io.now, sign);
  if (resume !== true) await tellLeft(madeIn, lang, io);
  return {
    out: madeIn,
    keptAt: (made) => keptPlaceOf(made, out),
    deliver: async (made, complete) => {
      await complete();
      const kept = await deliverAudit(made, out);
      await removeIfEmpty(madeIn);
      await locked(kept, 'audit', io.now, () => sign(kept));
      return kept;
    },
  };
}

/** What a run that was killed left there in clear. */
async function tellLeft(madeIn: string, lang: Language, { stderr }: Io): Promise<void> {
  for (const audit of await auditsUnder(madeIn, auditPaths.beginning))
    await stderr.write(`${phrase(WORDS, 'left', lang, { audit })}\n`);
}

/** What is in clear would lie in the folder of audits, and what is brought where it is taken from. Throws `KnownError` (usage). */
async function refuseNested(madeIn: string, out: string, workDir: string): Promise<void> {
  const [made, kept] = [await realpath(madeIn), await realpath(out)];
  if (made !== kept && !made.startsWith(`${kept}${sep}`) && !kept.startsWith(`${made}${sep}`)) return;
  throw new KnownError(
    'usage',
    {
      fr: `--work-dir ${workDir} et --out ${out} sont l’un dans l’autre`,
      en: `--work-dir ${workDir} and --out ${out} lie in one another`,
    },
    {
      nextSteps: [
        {
          fr: 'Nommer un --work-dir à côté du dossier des audits, sur un disque de cette machine ou en mémoire.',
          en: 'Name a --work-dir beside the folder of audits, on a disk of this machine or in memory.',
        },
      ],
    },
  );
}
