import type { Section } from '../section.ts';
import { forwardingGaps } from './forwarding-gaps.ts';
import { ruleGaps } from './rule-gaps.ts';
import { unreadMailboxGaps } from './unread-mailbox-gaps.ts';

/** Its figures are those of the check of redirects. */
export const redirects: Section = {
  id: 'redirects',
  isOf: ({ needs }) =>
    needs === null ||
    needs.fields.has('inbox-rules/rules') ||
    needs.fields.has('mailbox-forwarding/forwarding'),
  gaps: async ({ db, manifest, populations }) => [
    ...(await unreadMailboxGaps(db, manifest)),
    ...(await ruleGaps(db, manifest)),
    ...(await forwardingGaps(db, manifest, populations)),
  ],
};
