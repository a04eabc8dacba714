import { graphPermissions } from '../../grants/grant.ts';
import type { Collected, Collector } from '../collector.ts';
import { askEach, EACH_RESTS_ON } from './ask-each.ts';
import { askInBulk } from './ask-in-bulk.ts';

/**
 * The per-user MFA state: of all accounts with the pages of the directory, or of each that nothing else covers. Of the
 * property in bulk no permission is documented; Policy.Read.All is that of one account's state
 * (https://learn.microsoft.com/graph/api/authentication-get), User.Read.All that of the pages.
 */
export const perUserMfa: Collector = {
  id: 'per-user-mfa',
  grants: graphPermissions('User.Read.All', 'Policy.Read.All'),
  restsOn: ({ perUserMfa }) => (perUserMfa === 'each' ? EACH_RESTS_ON : []),
  isAsked: ({ perUserMfa }) => perUserMfa !== 'off',
  collect: (context): Promise<Collected> =>
    context.config.perUserMfa === 'each' ? askEach(context) : askInBulk(context),
};
