export const ATTRIBUTES = [
  'userPrincipalName',
  'mail',
  'displayName',
  'jobTitle',
  'department',
  'companyName',
  'officeLocation',
  'employeeType',
  'employeeId',
  'extensionAttribute1',
  'extensionAttribute2',
  'extensionAttribute3',
  'extensionAttribute4',
  'extensionAttribute5',
  'extensionAttribute6',
  'extensionAttribute7',
  'extensionAttribute8',
  'extensionAttribute9',
  'extensionAttribute10',
  'extensionAttribute11',
  'extensionAttribute12',
  'extensionAttribute13',
  'extensionAttribute14',
  'extensionAttribute15',
] as const;

/** An account attribute that categories, establishments and the roster can read. */
export type Attribute = (typeof ATTRIBUTES)[number];
