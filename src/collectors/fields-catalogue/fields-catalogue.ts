import { ACCESS_FIELDS } from './access-fields.ts';
import type { AskedEndpoint } from './asked-field.ts';
import { DIRECTORY_FIELDS } from './directory-fields.ts';
import { MAIL_FIELDS } from './mail-fields.ts';
import { MAIL_FLOW_FIELDS } from './mail-flow-fields.ts';
import { REPORT_FIELDS } from './report-fields.ts';

/**
 * Every request of every source, with each property that is asked or read: what it is kept as, why, and what its absence means.
 * What is not here is not asked: a test holds the requests to it.
 */
export const FIELDS_CATALOGUE: readonly AskedEndpoint[] = [
  ...DIRECTORY_FIELDS,
  ...REPORT_FIELDS,
  ...MAIL_FIELDS,
  ...MAIL_FLOW_FIELDS,
  ...ACCESS_FIELDS,
];
