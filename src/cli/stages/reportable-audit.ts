import { join, relative, sep } from 'node:path';
import { z } from 'zod';
import { isEncrypted } from '../../audits/encrypt-audit.ts';
import { sealReports } from '../../audits/seal-reports.ts';
import { KnownError } from '../../errors.ts';
import { AGE_SUFFIX, type Recipients } from '../../evidence/age-files.ts';
import { readAuditManifest } from '../../evidence/manifest.ts';
import { isTally } from '../../evidence/retention.ts';
import type { Io } from '../io.ts';
import { vigieVersion } from '../vigie-version.ts';
import { asKept, withOpenedAudit, type OpenedAudit, type OpenOptions } from './opened-audit.ts';

/** Brings the reports written where the audit was opened to where it is kept; gives where each of them lies then. */
export type Seal = (files: readonly string[]) => Promise<string[]>;

/**
 * Does `work` on an audit whose reports are written again. An encrypted one is opened for those that hold people, and what `work` writes comes
 * back encrypted by the seal; the others are written where it is kept.
 *
 * @throws KnownError (usage) without an identity, or without the very recipients that it was encrypted for
 */
export async function withReportable<T>(
  kept: string,
  { readsAccounts, recipients }: { readonly readsAccounts: boolean; readonly recipients: Recipients | null },
  request: OpenOptions,
  io: Io,
  work: (opened: OpenedAudit, seal: Seal) => Promise<T>,
): Promise<T> {
  if (!readsAccounts || !(await isEncrypted(kept)))
    return work(asKept(kept), (files) => Promise.resolve([...files]));
  return withOpenedAudit(kept, 'reports', request, io, async (opened) => {
    const known = requireSame(recipients, await recipientsOfAudit(kept), kept);
    const before = (await readAuditManifest(opened.auditFolder))?.manifest;
    if (before === undefined) throw new Error('an opened audit has a manifest');
    return work(opened, async (files) => {
      await sealReports({ opened: opened.auditFolder, kept, before }, known, vigieVersion());
      return files.map((file) => keptFile(file, opened));
    });
  });
}

function keptFile(file: string, { auditFolder, kept }: OpenedAudit): string {
  const path = relative(auditFolder, file).split(sep).join('/');
  return join(kept, isTally(path) ? path : `${path}${AGE_SUFFIX}`);
}

const factsSchema = z.object({ recipients: z.array(z.string()) });

async function recipientsOfAudit(kept: string): Promise<readonly string[]> {
  const layers = (await readAuditManifest(kept))?.manifest.layers ?? [];
  const facts = layers.findLast(({ kind }) => kind === 'encryption')?.facts;
  return factsSchema.safeParse(facts).data?.recipients ?? [];
}

/** Whoever can write there could have added a recipient: they are said again by whoever runs the command. */
function requireSame(given: Recipients | null, known: readonly string[], kept: string): Recipients {
  if (given !== null && [...given.names].sort().join('\n') === [...known].sort().join('\n')) return given;
  throw new KnownError(
    'usage',
    `${kept} is encrypted: name whom its reports are encrypted for, the same as its other files`,
    {
      nextSteps: [
        ...known.map((name) => `--encrypt-to ${name}`),
        'Make sure that these are the recipients you chose. Reports without people (--formats json,html,pptx,markdown) need none.',
      ],
    },
  );
}
