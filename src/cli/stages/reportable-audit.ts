import { join, relative, sep } from 'node:path';
import { isEncrypted } from '../../audits/encrypt-audit.ts';
import { refuseToEncryptAltered } from '../../audits/refuse-altered.ts';
import { sealOpened } from '../../audits/seal-opened.ts';
import { AGE_SUFFIX, type Recipients } from '../../evidence/age-files.ts';
import { readAuditManifest } from '../../evidence/manifest.ts';
import { isTally } from '../../evidence/retention.ts';
import type { Language } from '../../i18n/language.ts';
import type { Io } from '../io.ts';
import { vigieVersion } from '../vigie-version.ts';
import { encryptStage, inClear } from './encrypt-stage.ts';
import { requireSame } from './same-recipients.ts';
import { asKept, withOpenedAudit, type OpenedAudit, type OpenOptions } from './opened-audit.ts';

/** An audit whose reports can be written again. */
export interface Reportable {
  /** Where it lies in clear. */
  readonly auditFolder: string;
  /** As `ReportInput`: in clear where the audit is kept, once it is sealed. */
  readonly staysInClear?: (path: string) => boolean;
  /** Brings the reports written where the audit was opened to where it is kept; gives where each of them lies then. */
  readonly seal: (files: readonly string[]) => Promise<string[]>;
}

/**
 * Does `work` on an audit whose reports are written again; whoever calls it holds the lock. An encrypted one is opened for those that hold people,
 * and what `work` writes comes back encrypted by the seal; the others are written where it is kept. One in clear is encrypted by the seal
 * where recipients are given.
 *
 * @throws KnownError (usage) without an identity, or without the very recipients that it was encrypted for
 */
export async function withReportable<T>(
  kept: string,
  { readsAccounts, recipients }: { readonly readsAccounts: boolean; readonly recipients: Recipients | null },
  request: OpenOptions & { readonly lang: Language },
  io: Io,
  work: (opened: Reportable) => Promise<T>,
): Promise<T> {
  if (!(await isEncrypted(kept))) {
    const seal: Reportable['seal'] = async (files) => {
      if (recipients === null) return [...files];
      await refuseToEncryptAltered(kept);
      await encryptStage(kept, recipients, request, io);
      return files.map((file) => keptFile(file, asKept(kept)));
    };
    return work({ auditFolder: kept, ...inClear(recipients), seal });
  }
  if (!readsAccounts)
    return work({ auditFolder: kept, staysInClear: isTally, seal: (files) => Promise.resolve([...files]) });
  return withOpenedAudit(kept, 'reports', request, io, async (opened) => {
    const known = await requireSame(recipients, kept, FOR_NOBODY);
    const before = (await readAuditManifest(opened.auditFolder))?.manifest;
    if (before === undefined) throw new Error('an opened audit has a manifest');
    const seal: Reportable['seal'] = async (files) => {
      const copy = { opened: opened.auditFolder, kept, before, kind: 'reports' } as const;
      await sealOpened(copy, known, vigieVersion());
      return files.map((file) => keptFile(file, opened));
    };
    return work({ auditFolder: opened.auditFolder, staysInClear: isTally, seal });
  });
}

function keptFile(file: string, { auditFolder, kept }: OpenedAudit): string {
  const path = relative(auditFolder, file).split(sep).join('/');
  return join(kept, isTally(path) ? path : `${path}${AGE_SUFFIX}`);
}

const FOR_NOBODY = {
  fr: 'Les rapports sans personne (`--formats json,html,pptx,markdown`) n’en demandent aucun.',
  en: 'Reports without people (--formats json,html,pptx,markdown) need none.',
};
