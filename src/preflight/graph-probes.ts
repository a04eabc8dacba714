import { z } from 'zod';
import { booleanField, fieldsOf, unlessOdd } from '../collectors/fields.ts';
import { failureOfWalk } from '../collectors/failure-of-walk.ts';
import { heldLicences } from '../collectors/entra-licences.ts';
import { mailboxAccountOf } from '../collectors/inbox-rules/mailbox-accounts.ts';
import { pathOfRules, rulesOnFirstPage } from '../collectors/inbox-rules/rules.ts';
import type { TenantFacts } from '../collectors/tenant/tenant-facts.ts';
import type { Config } from '../config/config.ts';
import { batchGet, type ItemAnswer } from '../graph/batch.ts';
import type { GetOptions, GraphClient } from '../graph/client.ts';
import { GraphFailure } from '../graph/graph-failure.ts';
import { proveUsageReport, type UsageReportName } from '../graph/usage-report.ts';
import type { PartOf } from '../snapshot/source-parts.ts';
import type { LeavableField } from '../snapshot/leavable-fields.ts';
import type { SourceId } from '../snapshot/tables.ts';
import { firstPage, hollow } from './first-page.ts';
import type { Attempt } from './prospect.ts';
import { UNREAD_WORDS } from './unread-words.ts';

/** The first page of a small collection is enough to know whether it may be read. */
interface Probe {
  readonly source: SourceId;
  readonly part: PartOf | null;
  readonly path: string;
  readonly limit?: GetOptions['limit'];
  /** Graph refuses it without a licence of Entra ID. */
  readonly isLicensed?: true;
}

const ROLES = '/roleManagement/directory';

const PROBES: readonly Probe[] = [
  {
    ...{ source: 'sign-in-activity', part: null, limit: 'sign-in-activity', isLicensed: true },
    path: '/users?$select=id,signInActivity&$top=1',
  },
  {
    ...{ source: 'mfa-registrations', part: null, limit: 'registration-details', isLicensed: true },
    path: '/reports/authenticationMethods/userRegistrationDetails?$top=1',
  },
  {
    ...{ source: 'mfa-policies', part: 'conditional-access', limit: 'conditional-access', isLicensed: true },
    path: '/identity/conditionalAccess/policies',
  },
  { source: 'role-assignments', part: null, path: `${ROLES}/roleAssignments?$top=1` },
  { source: 'role-assignments', part: 'role-definitions', path: `${ROLES}/roleDefinitions?$top=1` },
  {
    ...{ source: 'role-assignments', part: 'eligible-assignments', isLicensed: true },
    path: `${ROLES}/roleEligibilitySchedules?$top=1`,
  },
  { source: 'per-user-mfa', part: null, path: '/users?$select=id,perUserMfaState&$top=1' },
  { source: 'terms-of-use', part: null, path: '/identityGovernance/termsOfUse/agreements?$select=id&$top=1' },
];

const REPORTS: Readonly<Partial<Record<SourceId, UsageReportName>>> = {
  'mail-activity': 'getEmailActivityUserDetail',
  'mailbox-usage': 'getMailboxUsageDetail',
  'service-activity': 'getOffice365ActiveUserDetail',
  'onedrive-activity': 'getOneDriveActivityUserDetail',
  'sharepoint-activity': 'getSharePointActivityUserDetail',
  'forms-activity': 'getFormsUserActivityUserDetail',
  'service-counts': 'getOffice365ServicesUserCounts',
};

const SECURITY_DEFAULTS = '/policies/identitySecurityDefaultsEnforcementPolicy';

/** Asks a little of each of these sources, side by side. */
export async function probeGraph(
  client: GraphClient,
  facts: TenantFacts,
  sources: ReadonlySet<SourceId>,
): Promise<readonly Attempt[]> {
  const licences = heldLicences(facts);
  const collections = PROBES.filter(({ source }) => sources.has(source)).map(
    async ({ source, part, path, limit, isLicensed }): Promise<Attempt> => {
      const options = {
        ...(limit === undefined ? {} : { limit }),
        ...(isLicensed === true ? { licences } : {}),
      };
      return {
        source,
        part,
        failure: await failureOfWalk(() => firstPage(client, path, options).then(() => undefined)),
      };
    },
  );
  const reports = Object.entries(REPORTS).flatMap(([id, name]) =>
    [...sources]
      .filter((source) => source === id)
      .map(async (source): Promise<Attempt> => {
        const failure = await failureOfWalk(() => proveUsageReport(client, name, client.giveUpAfterMs));
        return { source, part: null, failure };
      }),
  );
  const defaults = sources.has('mfa-policies')
    ? [
        failureOfWalk(async () => {
          const { json } = await client.get(SECURITY_DEFAULTS);
          if (booleanField(fieldsOf(json, 'security defaults'), 'isEnabled') === null)
            throw hollow('isEnabled did not come');
        }).then((failure): Attempt => ({ source: 'mfa-policies', part: 'security-defaults', failure })),
      ]
    : [];
  return Promise.all([...collections, ...reports, ...defaults]);
}

export interface AccountsProbe {
  readonly attempt: Attempt;
  /** Some accounts with a mailbox, by id; of the first hundred. */
  readonly mailboxes: readonly string[];
}

const SOME_MAILBOXES = 20;

/** A page of accounts, and which of them have a mailbox. */
export async function probeAccounts(
  client: GraphClient,
  facts: TenantFacts,
  config: Config,
): Promise<AccountsProbe> {
  const mailboxOf = mailboxAccountOf(facts, config);
  let mailboxes: string[] = [];
  const failure = await failureOfWalk(async () => {
    const items = await firstPage(
      client,
      '/users?$select=id,userPrincipalName,accountEnabled,assignedPlans&$top=100',
    );
    mailboxes = items.map(mailboxOf).filter((id) => id !== null);
  });
  return {
    attempt: { source: 'accounts', part: null, failure },
    mailboxes: mailboxes.slice(0, SOME_MAILBOXES),
  };
}

/** The rules of a few mailboxes, in one `$batch`: one that answers is enough. */
export async function probeRules(
  client: GraphClient,
  mailboxes: readonly string[],
  leavesOut: ReadonlySet<LeavableField>,
): Promise<Attempt> {
  const idsOnly = leavesOut.has('inbox-rules/rules');
  const source = 'inbox-rules';
  if (mailboxes.length === 0) {
    return { source, part: null, failure: { reason: 'not-read', detail: UNREAD_WORDS.noMailbox } };
  }
  const answers: ItemAnswer[] = [];
  const failure = await failureOfWalk(() =>
    batchGet(client, {
      items: once(mailboxes.map((id) => ({ key: id, url: pathOfRules(id, idsOnly) }))),
      concurrency: 1,
      onAnswers: async (come) => {
        answers.push(...come);
        await Promise.resolve();
      },
    }),
  );
  return { source, part: null, failure: failure ?? whyNoRules(answers) };
}

async function* once<T>(chunk: T): AsyncGenerator<T> {
  yield await Promise.resolve(chunk);
}

function whyNoRules(answers: readonly ItemAnswer[]): Attempt['failure'] {
  if (answers.some(({ status, body }) => status === 200 && holdsRules(body))) return null;
  const denied = answers.find(({ failureClass }) => failureClass === 'permission');
  const first = denied ?? answers.find(({ failureClass }) => failureClass !== 'no-mailbox');
  if (first === undefined) return { reason: 'no-cloud-mailbox', detail: UNREAD_WORDS.noneInCloud };
  const { status, code, gaveUp } = first;
  return new GraphFailure({
    kind: gaveUp ? 'gave-up' : denied === undefined ? 'rejected' : 'refused',
    ...{ status, code, request: 'GET /v1.0/users/{id}/mailFolders/inbox/messageRules', message: code },
  });
}

function holdsRules(body: unknown): boolean {
  return unlessOdd(() => rulesOnFirstPage(fieldsOf(body, 'messageRules'))) !== null;
}

const secretsSchema = z.object({
  passwordCredentials: z.array(z.object({ hint: z.string().nullish(), endDateTime: z.iso.datetime() })),
});

/** When the secret that begins so ends, as the directory says; null where it is not told, or not which one it is. */
export async function secretEnd(client: GraphClient, clientId: string, hint: string): Promise<Date | null> {
  let end: Date | null = null;
  await failureOfWalk(async () => {
    const path = `/applications(appId='${encodeURIComponent(clientId)}')?$select=passwordCredentials`;
    const told = secretsSchema.safeParse((await client.get(path)).json).data?.passwordCredentials ?? [];
    const own = told.filter((one) => one.hint === hint);
    const [first] = own.map(({ endDateTime }) => endDateTime).sort();
    end = first === undefined ? null : new Date(first);
  });
  return end;
}
