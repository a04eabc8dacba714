import type { FileService } from '../tenant/sharing-truth.ts';
import { assignedProducts } from './plans-json.ts';
import { beginningUnnamed, dayOf, type Report } from './report-row.ts';

/** The file activity of OneDrive or SharePoint; that of SharePoint counts visited pages as well. */
function sharingReport(service: FileService): Report {
  const pages = service === 'sharepoint';
  return {
    header: () =>
      `Report Refresh Date,User Principal Name,Is Deleted,Deleted Date,Last Activity Date,Viewed Or Edited File Count,Synced File Count,Shared Internally File Count,Shared Externally File Count,${pages ? 'Visited Page Count,' : ''}Assigned Products,Report Period`,
    covers: (tenant, account) => tenant.sharingOf(account)[service].covered,
    tellsDeleted: true,
    row(tenant, account, bearer, period) {
      const { noise } = account;
      const own = tenant.sharingOf(account)[service];
      const lastAge = bearer.deleted ? bearer.lastAge : own.lastAge;
      const within = lastAge !== null && lastAge < period;
      const count = (files: number): number => (within ? files : 0);
      const external = bearer.deleted ? 5 + (noise % 9) : own.sharedExternally;
      const viewed = count(own.sharedInternally + external + (noise % 300));
      const products = assignedProducts(tenant.plansOf(account));
      return `${beginningUnnamed(tenant, bearer)},${dayOf(tenant, lastAge)},${viewed},${count(noise % 50)},${count(own.sharedInternally)},${count(external)},${pages ? `${count(noise % 80)},` : ''}${products},${period}\r\n`;
    },
  };
}

export const onedriveActivity: Report = sharingReport('onedrive');
export const sharepointActivity: Report = sharingReport('sharepoint');
