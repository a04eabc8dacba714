import { resolve } from 'node:path';
import type { FailOn } from '../../assessment/fail-on/fail-on.ts';
import { requireChecks } from './fail-on-stage.ts';
import { judgeFailOn } from '../../assessment/fail-on/judge-fail-on.ts';
import { findAudit } from '../../audits/find-audit.ts';
import { refuseAlteredAssessment, refuseUnexpected } from '../../audits/refuse-altered.ts';
import { appendToNamedFile } from '../../disk/append-private.ts';
import { auditPaths } from '../../disk/audit-paths.ts';
import { NotPlain } from '../../disk/plain-files.ts';
import { KnownError, worded } from '../../errors.ts';
import type { Language } from '../../i18n/language.ts';
import { jobSummary } from '../../renderers/markdown/job-summary.ts';
import { readSituation } from '../../situation/read-situation.ts';
import type { Situation } from '../../situation/situation.ts';
import type { Io } from '../io.ts';
import { checkText, type Checked, type CheckFormat } from './check-lines.ts';

const CANNOT_USE = { fr: '--summary {named}\u00a0: {why}', en: '--summary {named}: {why}' } as const;

export interface CheckRequest {
  readonly named: string | undefined;
  readonly out: string;
  readonly lang: Language;
  readonly format: CheckFormat;
  readonly failOn: readonly FailOn[];
  readonly summary?: string;
  readonly expectSha256?: string;
}

/**
 * Holds every `--fail-on` against an assessed audit and prints what became of each; writes nothing but the summary
 * that is asked for. Gives 1 where one matched or could
 * not be assessed, else 0. Throws `KnownError` (usage) where there is none to hold.
 */
export async function checkStage(request: CheckRequest, io: Io): Promise<0 | 1> {
  if (request.failOn.length === 0)
    throw new KnownError(
      'usage',
      {
        fr: 'il n’y a rien à vérifier\u00a0: aucun --fail-on n’est donné',
        en: 'there is nothing to check: no --fail-on is given',
      },
      {
        nextSteps: [
          {
            fr: 'Par exemple\u00a0: `vigie check latest --fail-on "mailbox-redirects > 0" --fail-on gaps`',
            en: 'Such as: vigie check latest --fail-on "mailbox-redirects > 0" --fail-on gaps',
          },
        ],
      },
    );
  const auditFolder = await findAudit(request.named, request.out, auditPaths.situation);
  await refuseUnexpected(auditFolder, request);
  const situation = await readSituation(auditFolder);
  await refuseAlteredAssessment(auditFolder, []);
  requireChecks(request.failOn, situation);
  const checked = request.failOn.map((expression) => ({
    expression: expression.text,
    ...judgeFailOn(expression, situation),
  }));
  await io.stdout.write(checkText(checked, situation, request.format, request.lang));
  if (request.summary !== undefined) await addSummary(request.summary, checked, situation, request.lang, io);
  return checked.every(({ outcome }) => outcome === 'clear') ? 0 : 1;
}

async function addSummary(
  named: string,
  checked: readonly Checked[],
  situation: Situation,
  language: Language,
  { cwd }: Pick<Io, 'cwd'>,
): Promise<void> {
  const held = checked.map(({ outcome, words }) => ({
    sentence: words[language],
    isClear: outcome === 'clear',
  }));
  try {
    await appendToNamedFile(resolve(cwd, named), jobSummary(held, situation, language));
  } catch (error) {
    if (!(error instanceof NotPlain)) throw error;
    throw new KnownError('usage', worded(CANNOT_USE, { named, why: error.words }), {
      nextSteps: [
        {
          fr: 'Nommer un autre fichier avec --summary; celui qui n’existe pas est créé.',
          en: 'Name another file with --summary; one that is not there is made.',
        },
      ],
      cause: error,
    });
  }
}
