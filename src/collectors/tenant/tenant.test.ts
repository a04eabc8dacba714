import { expect, test } from 'vitest';
import { scriptedClient } from '../../testing/scripted-client.ts';
import { readTenant } from './tenant.ts';

const E3 = '05E9A617-0261-4CEE-BB44-138D3EF5D965';

function answering(skus: unknown): Parameters<typeof scriptedClient>[0] {
  return ({ url }) => {
    if (url.includes('/subscribedSkus'))
      return skus === null
        ? { status: 403, json: { error: { code: 'Forbidden' } } }
        : { json: { value: skus } };
    return { json: url.includes('/admin/') ? { displayConcealedNames: false } : { value: [{ id: 't' }] } };
  };
}

test('the licences of the tenant are read with their numbers, and the plans that they hold', async () => {
  const { client, transport } = scriptedClient(
    answering([
      {
        ...{
          skuId: E3,
          skuPartNumber: 'SPE_E3',
          consumedUnits: 14,
          prepaidUnits: { enabled: 25, warning: 1 },
        },
        servicePlans: [
          { servicePlanId: 'EFB87545-963c-4e0d-99df-69c6916d9eb0', servicePlanName: 'EXCHANGE_S_ENTERPRISE' },
        ],
      },
      { skuId: 'B', skuPartNumber: 'FLOW_FREE', consumedUnits: null, prepaidUnits: null },
    ]),
  );
  const { facts } = await readTenant(client, 't');
  expect({ skus: facts.skus, servicePlans: facts.servicePlans }).toEqual({
    skus: [
      { id: E3.toLowerCase(), partNumber: 'SPE_E3', consumed: 14, enabled: 25 },
      { id: 'b', partNumber: 'FLOW_FREE', consumed: null, enabled: null },
    ],
    servicePlans: [{ id: 'efb87545-963c-4e0d-99df-69c6916d9eb0', name: 'EXCHANGE_S_ENTERPRISE' }],
  });
  expect(transport.sent.map(({ url }) => url).filter((url) => url.includes('Skus'))).toEqual([
    'https://graph.microsoft.com/v1.0/subscribedSkus?$select=skuId,skuPartNumber,consumedUnits,prepaidUnits,servicePlans',
  ]);
});

test('licences that the tenant would not tell are not none', async () => {
  const { client } = scriptedClient(answering(null));
  const { facts, report } = await readTenant(client, 't');
  expect({ skus: facts.skus, outcome: report.outcome, grants: report.grants }).toEqual({
    skus: null,
    outcome: 'partial',
    grants: [[{ kind: 'graph-permission', name: 'LicenseAssignment.Read.All' }]],
  });
});
