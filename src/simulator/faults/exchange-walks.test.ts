import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { Answer } from '../cloud/answer.ts';
import { createCloud, type Cloud } from '../cloud/cloud.ts';
import { loadTenant, type TenantSpec } from '../tenant/tenant-spec.ts';
import { faultPlanSchema } from './fault-plan.ts';

const EXCHANGE = 'https://outlook.office365.com';
let tenant: TenantSpec;
beforeAll(async () => {
  tenant = await loadTenant('fixtures/tenants/rsss-2020');
});

function jsonOf({ body }: Answer): unknown {
  return JSON.parse(typeof body === 'string' ? body : [...body].join(''));
}

interface Read {
  readonly status: number;
  readonly rows: number;
  readonly next: string;
}

/** A signed-in client of a cloud with pages of 80 mailboxes and these faults. */
function client(...faults: object[]): (command: string, link?: string) => Read {
  const plan = faultPlanSchema.parse({ seed: 7, faults: [{ kind: 'small-pages', rows: 80 }, ...faults] });
  const cloud = createCloud({ tenant, today: '2020-10-29', mailboxes: 200, faults: plan }, () => 0);
  const authorization = signIn(cloud);
  return (command, link = `${EXCHANGE}/adminapi/beta/${tenant.id}/InvokeCommand`) => {
    const answer = cloud({
      method: 'POST',
      host: 'outlook.office365.com',
      target: link.slice(EXCHANGE.length),
      headers: {
        authorization,
        'content-type': 'application/json',
        'x-anchormailbox': `APP:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@${tenant.id}`,
      },
      body: JSON.stringify({
        CmdletInput: { CmdletName: command, Parameters: { ResultSize: 'Unlimited' } },
      }),
    });
    const read = z
      .looseObject({ value: z.array(z.unknown()).optional(), '@odata.nextLink': z.string().optional() })
      .parse(jsonOf(answer));
    return { status: answer.status, rows: read.value?.length ?? 0, next: read['@odata.nextLink'] ?? '' };
  };
}

function signIn(cloud: Cloud): string {
  const answer = cloud({
    method: 'POST',
    host: 'login.microsoftonline.com',
    target: `/${tenant.id}/oauth2/v2.0/token`,
    headers: {},
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: tenant.clientId,
      client_secret: tenant.clientSecret,
      scope: `${EXCHANGE}/.default`,
    }).toString(),
  });
  return `Bearer ${z.looseObject({ access_token: z.string() }).parse(jsonOf(answer)).access_token}`;
}

test('a link of Exchange that expired stays so, and the walk that is begun again goes through', () => {
  const ask = client({ kind: 'expired-skip-token', on: 'exchange', page: 2 });
  const { next } = ask('Get-Mailbox');
  expect([ask('Get-Mailbox', next).status, ask('Get-Mailbox', next).status]).toEqual([400, 400]);
  const again = ask('Get-Mailbox', ask('Get-Mailbox').next);
  expect([again.status, again.rows]).toEqual([200, 80]);
});

test('a link of Exchange may loop, or lead to another host', () => {
  const looping = client({ kind: 'looping-next-link', on: 'exchange', page: 2 });
  const { next } = looping('Get-Mailbox');
  expect(looping('Get-Mailbox', next).next).toBe(next);
  const foreign = client({ kind: 'foreign-next-link', on: 'exchange', page: 1 });
  expect(new URL(foreign('Get-Mailbox').next).host).toBe('outlook.office365.com.example.org');
});

test('each command has walks of its own, though all have one address', () => {
  const ask = client({ kind: 'looping-next-link', on: 'exchange', page: 2 });
  const looping = (command: string): boolean => {
    const { next } = ask(command);
    return ask(command, next).next === next;
  };
  expect(['Get-Mailbox', 'Get-Recipient', 'Get-Mailbox'].map(looping)).toEqual([true, true, false]);
});
