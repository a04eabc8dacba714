import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { effectOf } from '../simulator/tenant/mail-flow-truth.ts';
import { forwardingOf } from '../simulator/tenant/forwarding-truth.ts';
import { targetsOf } from '../simulator/tenant/redirect-target.ts';
import { predict } from '../simulator/predict.ts';
import { createTenant } from '../simulator/tenant/tenant.ts';
import type { SimulatorOptions } from '../simulator/simulator.ts';
import { runProgram } from '../testing/run-program.ts';
import { auditHere } from '../testing/audit-here.ts';
import { figuresOf, predictedFigures, situationOf } from '../testing/simulated-audit.ts';

/** A whole audit each: a machine under load is slow. */
const LONG = 120_000;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-redirects-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const HEADER =
  'verdict,check,userPrincipalName,displayName,category,physician,establishment,accountEnabled,createdOn,accountId,' +
  'mechanism,rule,action,target,targetClass,effect,why,keepsCopy,targetCount,reason,state,openSince,acceptedUntil,acceptedBy,acceptedReason';

const WORST_FIRST = {
  targetClass: ['public-webmail', 'external', 'university', 'unresolved', 'partner', 'internal'],
  keepsCopy: ['false', '', 'true'],
  effect: ['effective', 'undetermined', 'blocked'],
} as const;

type Row = Readonly<Record<string, string>>;

/** No cell of these redirects holds a quote or a line break. */
function rowsOf(csv: string): Row[] {
  const [header = '', ...lines] = csv.trimEnd().split('\n');
  const cells = (line: string): string[] =>
    [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  return lines.map((line) =>
    Object.fromEntries(header.split(',').map((name, at) => [name, cells(line)[at] ?? ''])),
  );
}

/** What is true of every redirect in effect of a personal mailbox: whose, by what, to which class, and what becomes of it. */
function trueRedirects(options: SimulatorOptions): string[] {
  const tenant = createTenant(options);
  const { mailFlow, mailDomain } = tenant.spec;
  return [...tenant.accounts()]
    .filter(({ segment }) => segment.kind === 'mailbox')
    .flatMap((account) => {
      const { rules, forward } = targetsOf(tenant, account);
      const { coverage } = tenant.redirectOf(account);
      const { userPrincipalName } = tenant.identityOf(account);
      const copy = String(forwardingOf(tenant, account).keepsCopy);
      const all = [
        ...rules.map((target) => ['inbox-rule', '', target] as const),
        ...(forward === null ? [] : [['mailbox-forwarding', copy, forward] as const]),
      ];
      return all.map(([mechanism, keepsCopy, target]) => {
        const effect = effectOf(mailFlow, coverage, mailDomain, target);
        return [userPrincipalName, mechanism, target.targetClass, effect, keepsCopy].join(' ');
      });
    })
    .sort();
}

function undeterminedOf(options: SimulatorOptions): number {
  return predict(options).indicators.find(({ id }) => id === 'mailbox-redirects')?.undetermined ?? 0;
}

test(
  'the list has one row per redirect, the worst first, with who, how, whither and what becomes of it',
  async () => {
    const audit = await auditHere({
      tenant: { mailboxes: 3000 },
      out: join(folder, 'list'),
      argv: ['--formats', 'json', '--quiet'],
    });
    expect(audit.exitCode, audit.stderr).toBe(0);
    const { exitCode, stdout, stderr } = await runProgram(
      ['list', 'mailbox-redirects', audit.auditFolder, '--format', 'csv'],
      {},
    );
    expect(exitCode, stderr).toBe(0);
    expect(stdout.split('\n')[0]).toBe(HEADER);
    const listed = rowsOf(stdout);
    const rows = listed.filter(({ verdict }) => verdict === 'non-compliant');
    // Of whom a broken rule leaves it open, no redirect is told; they come last.
    const open = listed.slice(rows.length);
    expect(open.map(({ verdict, mechanism }) => [verdict, mechanism])).toEqual(
      Array.from({ length: undeterminedOf(audit.options) }, () => ['undetermined', '']),
    );
    const told = rows.map(({ userPrincipalName, mechanism, action, targetClass, effect, keepsCopy }) => {
      // Of a rule the action tells: a message that is forwarded stays.
      const copy = mechanism === 'inbox-rule' ? '' : keepsCopy;
      if (mechanism === 'inbox-rule') expect(keepsCopy).toBe(action === 'redirectTo' ? '' : 'true');
      return [userPrincipalName, mechanism, targetClass, effect, copy].join(' ');
    });
    expect([...told].sort()).toEqual(trueRedirects(audit.options));
    const rank = (row: Row): number =>
      Object.entries(WORST_FIRST).reduce(
        (sum, [name, values]) => sum * 10 + values.findIndex((value) => value === row[name]),
        // Mail that reaches nobody comes before all.
        row.effect === 'blocked' && row.keepsCopy === 'false' ? 0 : 1,
      );
    expect(rows.map(rank)).toEqual(rows.map(rank).sort((a, b) => a - b));
    for (const row of rows) {
      const isRule = row.mechanism === 'inbox-rule';
      expect([row.verdict, row.rule !== '', row.target !== '', row.category !== '']).toEqual([
        'non-compliant',
        isRule,
        true,
        true,
      ]);
    }
    expect(new Set(told).size).toBeGreaterThan(15);
  },
  LONG,
);

/** Spaces that do not break, as ordinary ones. */
function plain(text: string | undefined): string {
  return (text ?? '').replaceAll(/[\u00a0\u202f]/g, ' ');
}

const FORWARDING_GRANT =
  'Exchange.ManageAsApp (Office 365 Exchange Online) et le rôle Entra Lecteur général (Global Reader), ou un groupe de rôles Exchange qui contient View-Only Recipients';

test.each([
  [
    'neither road',
    ['Exchange.ManageAsApp', 'Exchange.ManageAsAppV2'],
    'refused',
    'accès refusé, permission manquante',
  ],
  [
    'only the documented road, which leaves the forwarding out',
    ['Exchange.ManageAsApp'],
    'partial',
    'Exchange Online a donné les boîtes aux lettres sans leurs redirections',
  ],
] as const)(
  'with %s to Exchange the redirects read “au moins”, the missing grant is named, and everything else is there',
  async (_, missingPermissions, outcome, gap) => {
    const audit = await auditHere({
      tenant: { mailboxes: 3000, overrides: { missingPermissions } },
      out: join(folder, outcome),
      argv: ['--formats', 'json,markdown', '--lang', 'fr'],
    });
    expect(audit.exitCode, audit.stderr).toBe(0);
    const situation = await situationOf(audit.auditFolder);
    const figures = figuresOf(situation);
    expect(figures).toEqual(predictedFigures(audit.options));
    const { 'mailbox-redirects': whole, ...others } = predictedFigures({
      ...audit.options,
      overrides: {},
    }).indicators;
    const { 'mailbox-redirects': redirects, ...rest } = figures.indicators;
    expect(rest).toEqual(others);
    expect(redirects?.count).toBeLessThan(whole?.count ?? 0);
    expect(situation.indicators.filter(({ lowerBound }) => lowerBound).map(({ id }) => id)).toEqual([
      'mailbox-redirects',
      'terms-of-use',
    ]);
    expect(situation.sources.find(({ id }) => id === 'mailbox-forwarding')?.outcome).toBe(outcome);
    const [count, physicians] = [redirects?.count, redirects?.physicians.count];
    const sentence = `Au moins ${count} comptes sont automatiquement redirigés, dont au moins ${physicians} comptes médecins (${redirects?.undetermined} comptes indéterminés)`;
    const markdown = plain(await readFile(join(audit.auditFolder, 'situation.fr.md'), 'utf8'));
    const stderr = plain(audit.stderr);
    expect(markdown).toContain(`\n- ${sentence}\n`);
    expect(stderr).toContain(`  • ${sentence}\n`);
    const [told] = situation.gaps.filter(({ source }) => source === 'mailbox-forwarding');
    expect([told?.reason, told?.accounts]).toEqual(['permission', 3000]);
    expect(plain(told?.words.what.fr)).toContain(gap);
    expect(plain(told?.words.remedy.fr)).toContain(FORWARDING_GRANT);
    expect(markdown).toContain(FORWARDING_GRANT);
    expect(stderr).toContain(FORWARDING_GRANT);
  },
  LONG,
);

test(
  'with the documented road alone, where its rows tell of forwarding, the redirects are all there',
  async () => {
    const audit = await auditHere({
      tenant: { mailboxes: 3000, overrides: { exchange: 'v2' } },
      out: join(folder, 'v2'),
      argv: ['--formats', 'json', '--quiet'],
    });
    expect(audit.exitCode, audit.stderr).toBe(0);
    const situation = await situationOf(audit.auditFolder);
    expect(figuresOf(situation)).toEqual(predictedFigures(audit.options));
    expect(situation.indicators.find(({ id }) => id === 'mailbox-redirects')?.lowerBound).toBe(false);
  },
  LONG,
);
