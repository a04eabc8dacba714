import { beforeAll, expect, test } from 'vitest';
import { freshBuild } from '../testing/fresh-build.ts';
import { outageCampaign } from './outage-campaign.ts';

beforeAll(freshBuild, 400_000);

test('audits whose network goes away for good are not finished, and whole once they are resumed', async () => {
  const { noticed, problems } = await outageCampaign(3, 2);
  expect(problems).toEqual([]);
  // The other may have come when all was read.
  expect(noticed).toBeGreaterThan(0);
}, 600_000);
