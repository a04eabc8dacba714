import { basename } from 'node:path';
import { KnownError } from '../errors.ts';
import type { SourceReport } from './manifest.ts';
import { sourceReport, type Snapshot } from './open.ts';

/** What another snapshot may lend: sources that only a signed-in administrator is given. */
const LENT = 'terms-of-use';

/** What stands for a tenant that nobody named: two of them may be two tenants. */
const NAMELESS: readonly string[] = ['', 'tenant'];

/**
 * The snapshot with the terms of use of another one of the same tenant in the place of its own. Neither changes on the
 * disk. Throws `KnownError` (usage) where they are of two tenants, or the other one has no terms of use.
 */
export function joinSnapshots(own: Snapshot, other: Snapshot): Snapshot {
  const [mine, theirs] = [own.manifest.tenant, other.manifest.tenant];
  if (mine.id.toLowerCase() !== theirs.id.toLowerCase() || NAMELESS.includes(mine.id)) {
    throw new KnownError(
      'usage',
      `--with ${other.auditFolder}: it is of another tenant, ${theirs.defaultDomain} (${theirs.id}), not of ${mine.defaultDomain} (${mine.id})`,
      { nextSteps: ['Name two audits of one tenant, each collected by an identity that tells whose it is.'] },
    );
  }
  const lent = sourceReport(other.manifest, LENT);
  if (lent.outcome === 'skipped' || lent.outcome === 'refused') {
    throw new KnownError('usage', `--with ${other.auditFolder}: it holds no terms of use (${lent.outcome})`, {
      nextSteps: ['Make one that does: vigie collect --only terms-of-use --auth device-code'],
    });
  }
  const { collectedAt } = other.manifest;
  const report: SourceReport = { ...lent, startedAt: lent.startedAt ?? collectedAt };
  const sources = [...own.manifest.sources.filter(({ id }) => id !== LENT), report];
  const audit = basename(other.auditFolder);
  return {
    ...own,
    manifest: { ...own.manifest, sources },
    joined: { source: LENT, auditFolder: other.auditFolder, audit, collectedAt },
  };
}
