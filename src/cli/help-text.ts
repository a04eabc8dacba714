import type { Command } from 'commander';

type Variables = 'credential' | 'proxy' | 'colour';
type Exit = 'verified' | 'strict' | 'tenant' | 'resumable';

interface HelpText {
  /** What follows `vigie`, as one would type it. */
  readonly examples: readonly string[];
  readonly reads?: readonly Variables[];
  /** What its exit codes mean beside those that every command has. */
  readonly exits?: readonly Exit[];
}

const VARIABLES: Readonly<Record<Variables, readonly string[]>> = {
  credential: [
    'AZURE_TENANT_ID, AZURE_CLIENT_ID, and one of AZURE_CLIENT_SECRET, AZURE_CLIENT_CERTIFICATE_PATH (AZURE_CLIENT_CERTIFICATE_PASSWORD), AZURE_FEDERATED_TOKEN_FILE: who asks',
    'ACTIONS_ID_TOKEN_REQUEST_URL and …_TOKEN, SYSTEM_OIDCREQUESTURI and SYSTEM_ACCESSTOKEN: the pipeline’s own identity',
  ],
  proxy: ['HTTPS_PROXY, NO_PROXY, NODE_EXTRA_CA_CERTS: the way to Microsoft'],
  colour: ['NO_COLOR, FORCE_COLOR, TERM, COLUMNS: how the terminal is written to'],
};
/** What a command reads, and how it may end, for an option that it has. */
const SIGNATURE = 'VIGIE_SIGNING_KEY: the key to sign with, where --sign-key names none';
const FAIL_ON = '1  done, and a --fail-on matched or could not be assessed';
const LANGUAGE = 'LC_ALL, LC_MESSAGES, LANG: the language, where --lang names none';

const EXITS: Readonly<Record<Exit, string>> = {
  verified: '4  local trouble: the disk, or an audit that is damaged, altered, or not as its record tells',
  strict: '1  with --strict, something cannot be read or is about to expire',
  tenant: '3  the tenant could not be read',
  resumable: '130  interrupted; --resume goes on',
};

const COLLECTING: Pick<HelpText, 'reads' | 'exits'> = {
  reads: ['credential', 'proxy'],
  exits: ['tenant', 'resumable'],
};
const READING: Pick<HelpText, 'reads'> = { reads: ['colour'] };

/** Of every command that does something, by its words. */
const HELP: Readonly<Record<string, HelpText>> = {
  audit: {
    examples: ['audit --fail-on gaps', "audit --resume --fail-on 'mailbox-redirects.new > 0'"],
    ...COLLECTING,
  },
  collect: {
    examples: ['collect --resume --max-duration 8h'],
    reads: ['credential', 'proxy'],
    exits: ['tenant', 'resumable'],
  },
  assess: {
    examples: ['assess latest', 'assess 2026-10 --config vigie.config.yaml'],
  },
  report: {
    examples: ['report latest --formats html,xlsx --lang fr', 'report --formats terminal'],
    reads: ['colour'],
  },
  list: {
    examples: ['list', "list mailbox-redirects --physicians --where 'targetClass=public-webmail'"],
    ...READING,
  },
  show: { examples: ['show jean.roy.med@ssss.gouv.qc.ca', 'show jean.roy --format json'], ...READING },
  query: {
    examples: [
      'query --tables',
      'query "SELECT establishment, count(*) AS accounts FROM dossier GROUP BY ALL ORDER BY 2 DESC"',
    ],
    ...READING,
  },
  compare: { examples: ['compare previous latest', 'compare 2026-09 2026-10 --format csv'], ...READING },
  check: {
    examples: ["check latest --fail-on 'mailbox-redirects.new > 0' --format junit"],
  },
  audits: { examples: ['audits', 'audits --format json'], ...READING },
  export: { examples: ['export --append history.csv --all'] },
  doctor: {
    examples: ['doctor', 'doctor --strict --format json'],
    reads: ['credential', 'proxy'],
    exits: ['strict', 'tenant'],
  },
  init: { examples: ['init --from-tenant --lang fr'], reads: ['credential', 'proxy'], exits: ['tenant'] },
  import: {
    examples: [
      'import --print-commands > exports.ps1',
      'import --from exports/ --domain cisss.example && vigie assess && vigie report',
    ],
  },
  'config check': { examples: ['config check --config vigie.config.yaml --against latest'] },
  permissions: { examples: ['permissions', 'permissions --format json'], ...READING },
  setup: {
    examples: [
      'setup --print powershell --without terms-of-use > setup.ps1',
      'setup --print az --github ORG/REPO > setup.sh',
    ],
  },
  verify: {
    examples: ['verify latest', 'verify latest --recompute'],
    exits: ['verified'],
  },
  'keys new': { examples: ['keys new --out signing-key.pem'] },
  share: { examples: ['share latest --out shared --key sharing.key'] },
  reveal: { examples: ['reveal a-0123456789abcdef latest --key sharing.key'] },
  journal: { examples: ['journal', 'journal --format json'], exits: ['verified'] },
  purge: { examples: ['purge', 'purge --yes'] },
  completion: { examples: ['completion bash > ~/.vigie-completion'] },
  demo: { examples: ['demo --accounts 2000 --formats html'], exits: ['resumable'] },
  simulate: { examples: ['simulate --accounts 2000'] },
};

/** Adds to the help of every command an example, the variables that it reads, and its exit codes. */
export function addHelpTexts(program: Command): void {
  for (const { words, command } of commandsOf(program)) {
    const help = HELP[words];
    if (help !== undefined) command.addHelpText('after', `\n${helpText(help, command)}`);
  }
}

/** Every command that does something, nested ones too, with its words. */
export function commandsOf(
  program: Command,
  before: readonly string[] = [],
): { words: string; command: Command }[] {
  return program.commands.flatMap((command) => {
    const path = [...before, command.name()];
    return command.commands.length === 0 ? [{ words: path.join(' '), command }] : commandsOf(command, path);
  });
}

function helpText({ examples, reads = [], exits = [] }: HelpText, command: Command): string {
  const has = (option: string): boolean => command.options.some(({ long }) => long === option);
  const variables = [
    ...reads.flatMap((kind) => VARIABLES[kind]),
    ...(has('--sign-key') ? [SIGNATURE] : []),
    ...(has('--lang') ? [LANGUAGE] : []),
  ];
  const ends = [...exits.map((exit) => EXITS[exit]), ...(has('--fail-on') ? [FAIL_ON] : [])];
  const told = new Map(ends.map((line) => [numberOf(line), line]));
  const codes = [
    '0  done',
    '2  usage or configuration',
    '4  local trouble: the disk, or a damaged or altered audit',
    '70  a bug of Vigie, with its stack',
    '130  interrupted',
  ];
  for (const code of codes) if (!told.has(numberOf(code))) told.set(numberOf(code), code);
  const lines = [...told].sort(([a], [b]) => a - b).map(([, line]) => line);
  return [
    part(
      'Examples',
      examples.map((example) => `vigie ${example}`),
    ),
    ...(variables.length === 0 ? [] : [part('Environment', variables)]),
    part('Exit codes', lines),
  ].join('\n\n');
}

function numberOf(line: string): number {
  return Number.parseInt(line, 10);
}

function part(title: string, lines: readonly string[]): string {
  return [`${title}:`, ...lines.map((line) => `  ${line}`)].join('\n');
}
