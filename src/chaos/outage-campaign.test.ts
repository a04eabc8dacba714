import { beforeAll, expect, test } from 'vitest';
import { freshBuild } from '../testing/fresh-build.ts';
import { outageCampaign } from './outage-campaign.ts';

beforeAll(freshBuild, 400_000);

test('audits whose network goes away for good are not finished, and whole once they are resumed', async () => {
  expect(await outageCampaign(3, 2)).toEqual({ noticed: 2, problems: [] });
}, 600_000);
