/** Where a fault can be injected: kinds of request, told apart by what is asked. */
export const PLACES = [
  'directory',
  'sign-ins',
  'per-user-states',
  'registrations',
  'groups',
  'count',
  'tenant',
  'policies',
  'roles',
  'reports-redirect',
  'download',
  'batch',
  'batch-item',
  'mailbox-page',
  'exchange',
  'login',
] as const;
export type Place = (typeof PLACES)[number];

/** What is read page by page. */
export const WALKS = [
  'directory',
  'sign-ins',
  'per-user-states',
  'registrations',
  'groups',
  'mailbox-page',
  'exchange',
] as const;
