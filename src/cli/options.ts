import { KnownError } from '../errors.ts';
import type { RowFormat } from '../renderers/findings/findings-rows.ts';
import { Argument, Option, type Command } from 'commander';
import { LANGUAGES, type Language } from '../i18n/language.ts';
import { parseFailOn, type FailOn } from '../assessment/fail-on/fail-on.ts';
import type { Io } from './io.ts';
import {
  authKind,
  collectSources,
  duration,
  factor,
  hosts,
  listOf,
  sha256,
  wholeNumber,
  wholeNumberFrom,
} from './option-values.ts';

// Written again, under the compiler's eye: what the help loads counts.
const ROW_FORMATS: readonly RowFormat[] = ['csv', 'json', 'ndjson', 'table'];

/** The options of the commands, each defined once. Values are checked here, so that a wrong one is a usage error. */
export const options = {
  config: () => new Option('--config <file>', 'configuration (default: vigie.config.yaml, if there)'),
  noConfig: () =>
    new Option('--no-config', 'the defaults are meant: no configuration is read, even where one is there'),
  requireConfig: () => new Option('--require-config', 'exit 2 where no configuration is read'),
  out: () => new Option('--out <dir>', 'folder of the audits').default('reports'),
  lang: (io: Io) =>
    new Option('--lang <language>', 'language of the reports').choices(LANGUAGES).default(languageOf(io.env)),
  formats: (known: readonly string[]) =>
    new Option('--formats <list>', `reports to write, any of ${known.join(',')}`)
      .argParser(listOf(known))
      .default([...known], 'all'),
  split: () =>
    new Option(
      '--split <what>',
      'a folder for each establishment too, with its own people only, below establishments/',
    ).choices(['establishment']),
  excel: () => new Option('--excel', 'CSV as a French Excel expects it: byte order mark, semicolons, CRLF'),
  plainCsv: () =>
    new Option('--plain-csv', 'the lists to act on as plain CSV too, not as Excel opens them').conflicts(
      'excel',
    ),
  open: () => new Option('--open', 'open the page in the browser once it is written'),
  allRows: () =>
    new Option(
      '--all-rows',
      'every row of the accounts in the workbook (default: 50,000 a sheet, physicians first)',
    ),
  maskUnder: () =>
    new Option(
      '--mask-under <n>',
      'leave out, or group, numbers of accounts from 1 to one less than n (2 to 100); the copy then has no list of accounts (default: none is masked)',
    ).argParser(wholeNumberFrom(2, 100)),
  inactiveAfter: () =>
    new Option(
      '--inactive-after <days>',
      'unused means longer than this (default: 90, or the configuration’s)',
    ).argParser(wholeNumber),
  failOn: () =>
    new Option(
      '--fail-on <expr>',
      'exit 1 when it holds or cannot be assessed: gaps or gaps:<source> (to repair), gaps.all, exceptions (that expired), <indicator> > N, >= N or > P% of the examined; <indicator>.undetermined, .new, .change, .unaccepted, .physicians or .physicians.undetermined > N; repeatable',
    )
      .argParser((text, before: readonly FailOn[]) => [...before, parseFailOn(text)])
      .default([], 'none'),
  noNames: () =>
    new Option(
      '--no-names',
      'display names of people are neither asked for nor kept: their column stays, empty (default: the configuration’s)',
    ),
  skip: () =>
    new Option('--skip <source>', 'a source not to ask; repeatable').argParser(collectSources).default([]),
  without: () =>
    new Option('--without <source>', 'a source that nothing is granted for; repeatable')
      .argParser(collectSources)
      .default([]),
  only: () =>
    new Option(
      '--only <source>',
      'ask this source alone, with tenant and accounts (terms-of-use: without accounts); repeatable',
    )
      .argParser(collectSources)
      .default([]),
  sample: () =>
    new Option(
      '--sample <n>',
      'a pilot: what is asked account by account is asked of n drawn ones; the others are undetermined',
    )
      .argParser(wholeNumber)
      .conflicts('previous'),
  giveUpAfter: () =>
    new Option(
      '--give-up-after <duration>',
      'per request or mailbox, retries included: 20s, 5m, 2h (default: 10m, and 60s for the last mailboxes that fail)',
    ).argParser(duration),
  giveUpAfterOf: (ms: number, written: string) =>
    new Option('--give-up-after <duration>', 'per request, retries included: 20s, 5m, 2h')
      .argParser(duration)
      .default(ms, written),
  maxDuration: () =>
    new Option(
      '--max-duration <duration>',
      'for the whole collection; what is not read by then is undetermined (default: none)',
    ).argParser(duration),
  resume: () =>
    new Option('--resume', 'go on with the newest unfinished audit; begin one where there is none'),
  noDoctor: () =>
    new Option(
      '--no-doctor',
      'do not ask a little of every source first (to tell at once what will be missing)',
    ),
  auth: (kinds: readonly string[]) =>
    new Option(
      '--auth <kind>',
      `credential to use: auto, ${kinds.join(', ')}; workload is workload-identity (default: auto, what the environment describes)`,
    ).argParser(authKind(kinds)),
  cloud: (names: readonly string[]) =>
    new Option('--cloud <name>', 'Microsoft cloud').choices(names).default('global'),
  allowDownloadHost: () =>
    new Option(
      '--allow-download-host <host>',
      'a host that usage reports may be downloaded from, beside Microsoft’s own; repeatable',
    )
      .argParser(hosts)
      .default([], 'none'),
  with: () =>
    new Option('--with <audit>', 'audit folder of the same tenant whose terms of use are taken (see --only)'),
  previous: () =>
    new Option(
      '--previous <audit>',
      'earlier audit folder of the same tenant to compare with (default: the newest beside it)',
    ),
  expectSha256: () =>
    new Option(
      '--expect-sha256 <hex>',
      'refuse the audit unless the SHA-256 of its manifest.json, printed by the run that wrote it, is this one',
    ).argParser(sha256),
  signKey: () =>
    new Option(
      '--sign-key <file>',
      'sign the audit with this Ed25519 key (PEM), which “vigie keys new” makes; VIGIE_SIGNING_KEY holds one for pipelines',
    ),
  workDir: () =>
    new Option(
      '--work-dir <dir>',
      'where a private folder for what memory cannot hold is made, and removed (default: the system’s temporary folder)',
    ),
  workDirOfMaking: () =>
    new Option(
      '--work-dir <dir>',
      'with --encrypt-to: where the audit is made in clear, such as a file system in memory; only what is encrypted comes under --out. One that broke off stays there for --resume (default: under --out)',
    ),
  encryptTo: () =>
    new Option(
      '--encrypt-to <recipient>',
      'encrypt every file that holds people for this age recipient (age1…), once all is written; repeatable',
    )
      .argParser((text, before: readonly string[]) => [...before, text])
      .default([], 'in clear'),
  identity: () =>
    new Option(
      '--identity <file>',
      'the age identity, as age-keygen wrote it, that opens an encrypted audit',
    ),
  quiet: () => new Option('-q, --quiet', 'nothing on stderr but what failed').conflicts('verbose'),
  verbose: () => new Option('-v, --verbose', 'tell every retry'),
  trace: () =>
    new Option(
      '--trace <file>',
      'add a line of JSON there for each request: path without ids, status, ms, request id; no person, no secret',
    ),
  accounts: () =>
    new Option(
      '--accounts <n>',
      'mailboxes of the simulated tenant, 200 or more (default: its own 305,554)',
    ).argParser(wholeNumberFrom(200, 10_000_000)),
  seed: () =>
    new Option('--seed <n>', 'another simulated tenant with the same totals').argParser(wholeNumber),
  faults: () => new Option('--faults <file>', 'how the simulated cloud misbehaves: a fault plan (JSON)'),
  clockSpeed: () =>
    new Option('--clock-speed <n>', 'throttle as documented, on a clock this many times faster').argParser(
      factor,
    ),
} as const;

/** Of what a command prints; `meaning` says what each form holds, where they differ. */
export const rowFormat = (io: Io, meaning = 'form of the rows'): Option =>
  new Option('--format <format>', meaning)
    .choices(ROW_FORMATS)
    .default(io.stdout.isTerminal ? 'table' : 'csv');

/**
 * The form of the rows: CSV where only `--excel` is given, on a terminal too. Refuses `--excel` with another form that is named
 * (`isNamed`): `KnownError` (usage).
 */
export function withExcel<T extends { readonly format: RowFormat; readonly excel?: boolean }>(
  given: T,
  command: Command,
): T {
  if (given.excel !== true || given.format === 'csv') return given;
  if (command.getOptionValueSource('format') === 'default') return { ...given, format: 'csv' };
  throw new KnownError(
    'usage',
    {
      fr: `--excel est une forme de CSV, et --format demande ${given.format}`,
      en: `--excel is a form of CSV, and --format asks for ${given.format}`,
    },
    {
      nextSteps: [{ fr: 'Omettre l’une des deux.', en: 'Leave one of the two out.' }],
    },
  );
}

export const auditArgument = (): Argument =>
  new Argument(
    '[audit]',
    'its folder, its name, latest, previous, or a month such as 2026-10 (default: the newest)',
  );

/** French unless the environment asks for English. */
export function languageOf(env: Io['env']): Language {
  const wanted = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => (value ?? '') !== '') ?? '';
  return wanted.toLowerCase().startsWith('en') ? 'en' : 'fr';
}
