import type { Tenant } from '../tenant/tenant.ts';

export const SERVICE_COUNTS_HEADER =
  'Report Refresh Date,Exchange Active,Exchange Inactive,OneDrive Active,OneDrive Inactive,SharePoint Active,SharePoint Inactive,Skype For Business Active,Skype For Business Inactive,Yammer Active,Yammer Inactive,Teams Active,Teams Inactive,Office 365 Active,Office 365 Inactive,Report Period';

/** The one row of the report of the tenant's totals. */
export function serviceCountsRow(tenant: Tenant, period: number): string {
  const { exchange, onedrive, sharepoint, vivaEngage, teams, office365 } = tenant.serviceTotals(period);
  const skype = { active: 0, inactive: 0 };
  const counts = [exchange, onedrive, sharepoint, skype, vivaEngage, teams, office365];
  const cells = counts.flatMap(({ active, inactive }) => [active, inactive]);
  return [tenant.calendar.refreshedOn, ...cells, period].join(',');
}
