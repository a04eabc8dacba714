import { parseArgs } from 'node:util';
import { killCampaign, type KillCampaign } from './kill-campaign.ts';
import { outageCampaign, type OutageCampaign } from './outage-campaign.ts';
import { planTrial, type Trial } from './plan-trial.ts';
import { sideBySide } from './side-by-side.ts';

/**
 * Audits under random fault plans, audits killed and resumed, and audits whose network goes away: `npm run chaos -- --plans 1000`. With
 * `--only-seed` one plan and nothing else.
 */
const { values } = parseArgs({
  options: {
    plans: { type: 'string', default: '100' },
    kills: { type: 'string', default: '100' },
    outages: { type: 'string', default: '20' },
    seed: { type: 'string', default: '0' },
    'only-seed': { type: 'string' },
    jobs: { type: 'string', default: '2' },
  },
});

/** So many times the requests that are needed, besides those that failed, are worth a look. */
const MANY = 1.5;

const only = values['only-seed'];
const firstSeed = numberOf('seed', only ?? values.seed);
const plans = only === undefined ? numberOf('plans', values.plans) : 1;
const kills = only === undefined ? numberOf('kills', values.kills) : 0;
const outages = only === undefined ? numberOf('outages', values.outages) : 0;

let ended = 0;
const seeds = Array.from({ length: plans }, (_, index) => firstSeed + index);
const jobs = Math.max(1, numberOf('jobs', values.jobs));
const trials = await sideBySide(seeds, jobs, planTrial, (trial) => {
  ended += 1;
  process.stdout.write(linesOf(trial));
  progress(`${ended}/${plans} plans`);
});
const campaign: KillCampaign =
  kills === 0
    ? { kills: 0, audits: 0, problems: [] }
    : await killCampaign(firstSeed, kills, (count) => progress(`${count}/${kills} kills`));
for (const problem of campaign.problems) process.stdout.write(`kills: ${problem}\n`);
const outage: OutageCampaign =
  outages === 0
    ? { noticed: 0, problems: [] }
    : await outageCampaign(firstSeed, outages, (count) => progress(`${count}/${outages} outages`));
for (const problem of outage.problems) process.stdout.write(`${problem}\n`);
progress('');
process.stdout.write(summaryOf(trials, campaign));
process.stdout.write(
  `${outages} outages, ${outage.noticed} before all was read: ${outage.problems.length} problems\n`,
);
if (
  outage.problems.length > 0 ||
  campaign.problems.length > 0 ||
  trials.some(({ problems }) => problems.length > 0)
)
  process.exitCode = 1;

function numberOf(name: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new RangeError(`--${name} is a whole number, not ${JSON.stringify(text)}`);
}

function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}

function linesOf({ seed, plan, problems, traffic, milliseconds }: Trial): string {
  const { requests, needed, failed } = traffic;
  const isBusy = requests - failed > needed * MANY;
  const about = `seed ${seed} (${(milliseconds / 1000).toFixed(1)} s)`;
  const lines = [
    ...problems.map((problem) => `${about}: ${problem}`),
    ...(problems.length > 0 ? [`${about}: ${JSON.stringify(plan)}`] : []),
    ...(isBusy
      ? [`${about}: ${requests} requests, ${failed} of them failed, where ${needed} are needed`]
      : []),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function summaryOf(all: readonly Trial[], { kills: count, audits, problems }: KillCampaign): string {
  const passed = all.filter((trial) => trial.problems.length === 0);
  const patient = passed.filter(({ tookPatience }) => tookPatience).length;
  const patience = patient === 0 ? '' : ` (${patient} with more patience)`;
  return `${all.length} plans: ${passed.length} passed${patience}; ${count} kills over ${audits} audits: ${problems.length} problems\n`;
}
