import type { FileUse } from '../tenant/sharing-truth.ts';
import type { Tenant } from '../tenant/tenant.ts';
import type { Counting, Facts } from './counting.ts';
import { createTallyBook } from './tallies.ts';
import type { Viewer } from './view.ts';

const UNREAD = { reported: false, sharedExternally: 0 };

/** Accounts that shared files with people outside, over the longest period of the reports. */
export function externalSharing(tenant: Tenant, viewer: Viewer): Counting {
  const book = createTallyBook(viewer);
  const reads = {
    onedrive: viewer.reads('onedrive-activity'),
    sharepoint: viewer.reads('sharepoint-activity'),
  };
  const facts = { onedrive: 0, sharepoint: 0, files: 0 };
  const told = (): Facts => ({
    ...(reads.onedrive ? { onedrive: facts.onedrive } : {}),
    ...(reads.sharepoint ? { sharepoint: facts.sharepoint } : {}),
    ...(reads.onedrive && reads.sharepoint ? { files: facts.files } : {}),
  });
  return {
    id: 'external-sharing',
    assessable: reads.onedrive || reads.sharepoint,
    book,
    facts: told,
    add(seen) {
      if (!seen.personal) return;
      const sharing = tenant.sharingOf(seen.account);
      const onedrive = reads.onedrive ? sharing.onedrive : UNREAD;
      const sharepoint = reads.sharepoint ? sharing.sharepoint : UNREAD;
      const filesOf = (use: Pick<FileUse, 'reported' | 'sharedExternally'>): number =>
        use.reported ? use.sharedExternally : 0;
      const files = filesOf(onedrive) + filesOf(sharepoint);
      if (filesOf(onedrive) > 0) facts.onedrive += 1;
      if (filesOf(sharepoint) > 0) facts.sharepoint += 1;
      facts.files += files;
      const known = onedrive.reported || sharepoint.reported;
      book.add(seen, files > 0 ? 'non-compliant' : known ? 'compliant' : 'undetermined');
    },
  };
}
