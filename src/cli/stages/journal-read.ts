import { dirname } from 'node:path';
import { journalFolderOf } from '../../audits/journal.ts';
import { KnownError } from '../../errors.ts';
import type { Io } from '../io.ts';
import { wantsReadsTold } from './inputs-stage.ts';
import { tellRead } from './journalled.ts';
import type { OpenedAudit } from './opened-audit.ts';

/**
 * Tells the journal that somebody reads an audit, where the configuration that judged it says `journal: { reads: true }`: whoever reads cannot
 * choose another. Before anything is printed: a read that cannot be told of is refused. Throws `KnownError` (local).
 */
export async function journalRead(
  { auditFolder, kept }: OpenedAudit,
  command: string,
  io: Io,
): Promise<void> {
  if (!(await wantsReadsTold(auditFolder))) return;
  const out = journalFolderOf(kept);
  if (out === null) throw elsewhere(kept);
  await tellRead(out, kept, command, io);
}

function elsewhere(auditFolder: string): KnownError {
  return new KnownError(
    'local',
    {
      fr: `${auditFolder} ne se lit pas sans une ligne dans un journal (journal.reads), et il n’est dans aucun dossier des audits`,
      en: `${auditFolder} is not read without a line in a journal (journal.reads), and it lies in no folder of audits`,
    },
    {
      nextSteps: [
        {
          fr: `Le remettre où il était\u00a0: <dossier des audits>/<domaine>/<instant>; il est dans ${dirname(auditFolder)}.`,
          en: `Put it back where it was: <folder of audits>/<domain>/<instant>; it is in ${dirname(auditFolder)}.`,
        },
      ],
    },
  );
}
