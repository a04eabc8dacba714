import { basename } from 'node:path';
import { KnownError, worded } from '../errors.ts';
import type { SourceReport } from './manifest.ts';
import { sourceReport, type Snapshot } from './open.ts';
import { TROUBLE_WORDS } from './trouble-words.ts';

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
    const message = worded(TROUBLE_WORDS.otherTenant, {
      audit: other.auditFolder,
      ...{ theirs: theirs.defaultDomain, theirId: theirs.id, mine: mine.defaultDomain, myId: mine.id },
    });
    throw new KnownError('usage', message, { nextSteps: [TROUBLE_WORDS.nameOneTenant] });
  }
  const lent = sourceReport(other.manifest, LENT);
  if (lent.outcome === 'skipped' || lent.outcome === 'refused') {
    const outcome = TROUBLE_WORDS[lent.outcome];
    throw new KnownError('usage', worded(TROUBLE_WORDS.noTerms, { audit: other.auditFolder, outcome }), {
      nextSteps: [TROUBLE_WORDS.makeTerms],
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
