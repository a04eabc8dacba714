import { dayOf, nameOf, type Report } from './report-row.ts';

/** The beta report of Forms, with spaces after its commas as it is documented. */
export const formsActivity: Report = {
  header: () =>
    'Report Refresh Date, User Principal Name, Last Activity Date, Report Period, Created Count, Responded Count',
  covers: (tenant, account) => tenant.servicesOf(account).forms.licensed,
  tellsDeleted: false,
  row(tenant, account, bearer, period) {
    const { lastAge } = tenant.servicesOf(account).forms;
    const within = lastAge !== null && lastAge < period;
    const count = (forms: number): number => (within ? forms : 0);
    const { noise } = account;
    return `${tenant.calendar.refreshedOn}, ${nameOf(tenant, bearer)}, ${dayOf(tenant, lastAge)}, ${period}, ${count(noise % 5)}, ${count(noise % 40)}\r\n`;
  },
};
