import { createTenant } from '../simulator/tenant/tenant.ts';
import type { Evidence, Judgement } from './evidence.ts';
import { standingsOf } from './standing.ts';
import { consequencesOf } from '../simulator/faults/consequences.ts';

/** How the process ended, and what it let be seen. */
export function judgeRun(evidence: Evidence): Judgement {
  const { cloud, plan, ended } = evidence;
  const consequences = consequencesOf(plan, cloud);
  const { accounts } = standingsOf(plan, consequences);
  const wanted = consequences.noAudit ? 3 : 0;
  const isUnlucky = ended.exitCode === 3 && wanted === 0 && accounts.byChance;
  const ending = `ended with ${String(ended.exitCode)}, not ${wanted}: ${ended.stderr.slice(0, 600)}`;
  const isAsWanted = ended.exitCode === wanted;
  return {
    problems: [...(isAsWanted || isUnlucky ? [] : [ending]), ...leaks(evidence), ...stdoutOf(evidence)],
    unlucky: isUnlucky ? [ending] : [],
  };
}

function stdoutOf({ ended: { exitCode, stdout } }: Evidence): string[] {
  const wanted = exitCode === 0 ? /^[^\n]+\n$/ : /^$/;
  return wanted.test(stdout) ? [] : [`stdout holds ${JSON.stringify(stdout.slice(0, 200))}`];
}

const SECRETS: readonly (readonly [string, RegExp])[] = [
  ['a stack trace', /^\s+at .+[:(]/m],
  ['a token', /\beyJ[\w-]{8,}/],
  ['an authorization header', /\bbearer\s+\S{8,}/i],
  ['a skip token', /skiptoken=/i],
];

function leaks({ cloud, ended: { stdout, stderr } }: Evidence): string[] {
  const text = `${stdout}\n${stderr}`;
  const { clientSecret } = createTenant(cloud).spec;
  const secret = text.includes(clientSecret) ? ['the client secret is in the output'] : [];
  return [
    ...secret,
    ...SECRETS.flatMap(([name, pattern]) => {
      const found = pattern.exec(text);
      return found === null ? [] : [`${name} is in the output: ${found[0].slice(0, 60)}…`];
    }),
  ];
}
