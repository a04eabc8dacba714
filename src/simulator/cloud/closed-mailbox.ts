import type { MailboxAccess } from '../tenant/mailbox-access.ts';
import { graphError, type Answer } from './answer.ts';

const WAIT = { 'retry-after': '1' } as const;

/** What a mailbox answers that does not let itself be read; null where it does. */
export function closedAnswer(access: MailboxAccess): Answer | null {
  switch (access) {
    case 'open':
      return null;
    case 'denied':
      return graphError(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
    case 'none':
    case 'on-premises':
      return graphError(
        404,
        'MailboxNotEnabledForRESTAPI',
        'The mailbox is either inactive, soft-deleted, or is hosted on-premise.',
      );
    case 'failing':
      return graphError(500, 'ErrorInternalServerError', 'An internal server error occurred.');
    case 'throttled':
      return graphError(
        429,
        'ApplicationThrottled',
        'Application is over its MailboxConcurrency limit.',
        WAIT,
      );
    case 'unavailable':
      return graphError(503, 'ErrorMailboxStoreUnavailable', 'The mailbox store is unavailable.', WAIT);
  }
}
