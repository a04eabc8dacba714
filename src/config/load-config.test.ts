import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KnownError } from '../errors.ts';
import { loadConfig } from './load-config.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-config-'));
});
afterAll(() => rm(folder, { recursive: true }));

const attributes =
  'userPrincipalName, mail, displayName, jobTitle, department, companyName, officeLocation, employeeType, employeeId, extensionAttribute1 to extensionAttribute15';
const correct = ['Correct the file; docs/en/configuration.md lists every key, with an example.'];

async function failureOf(promise: Promise<unknown>): Promise<KnownError> {
  const outcome = await promise.then(
    () => 'no failure',
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(KnownError);
  if (!(outcome instanceof KnownError)) throw new Error('not reached');
  expect(outcome.kind).toBe('usage');
  return outcome;
}

async function load(text: string | Uint8Array): ReturnType<typeof loadConfig> {
  await writeFile(join(folder, 'c.yaml'), text);
  return loadConfig({ file: 'c.yaml', cwd: folder, overrides: {} });
}

async function linesFor(text: string | Uint8Array): Promise<string[]> {
  const failure = await failureOf(load(text));
  return failure.message.split('\n');
}

test('without a file the defaults hold and the folder is the working directory', async () => {
  expect(await loadConfig({ cwd: folder, overrides: {} })).toEqual({
    file: null,
    absence: 'unnoticed',
    folder,
    text: null,
    sha256: null,
    locate: expect.any(Function) as () => string,
    config: {
      inactiveAfterDays: 90,
      timeZone: 'America/Toronto',
      categories: [
        { id: 'all', physician: false, label: { fr: 'Tous les comptes', en: 'All accounts' }, when: {} },
      ],
      establishments: { attribute: 'companyName' },
      domains: { partners: [], universities: [], webmail: [] },
      enrolments: [],
      mailboxPlans: [],
      perUserMfa: 'bulk',
      names: true,
      journal: { reads: false },
      limits: {
        signInActivityRequestsPerMinute: 10,
        registrationDetailsRequestsPerSecond: 0.5,
        reportRequestsPerMinute: 1.4,
        concurrency: 16,
      },
    },
  });
});

test('a whole config is read as written, with the hash of its bytes, and options win over it', async () => {
  const text = `# Réseau de la santé
inactiveAfterDays: 60
categories:
  - id: specialist
    physician: true
    label: { fr: Médecins spécialistes, en: Specialist physicians }
    when: { userPrincipalName: '\\.med@', group: GRP-SPEC }
establishments: { attribute: userPrincipalName, pattern: '\\.([a-z0-9]+)@' }
roster: { file: lists/physicians.csv, key: mail, category: categorie }
domains: { partners: [Exemple.CA], universities: [] }
enrolments:
  - { id: telefax, label: { fr: Service Téléfax, en: Telefax service }, group: GRP-TELEFAX }
mailboxPlans: [EXCHANGE_S_ENTERPRISE_GOV]
perUserMfa: true
limits: { concurrency: 8 }
`;
  await mkdir(join(folder, 'sub'));
  await writeFile(join(folder, 'sub', 'vigie.config.yaml'), text);
  const overrides = { inactiveAfterDays: 30 };
  const loaded = await loadConfig({ file: 'sub/vigie.config.yaml', cwd: folder, overrides });
  expect(loaded).toEqual({
    file: join(folder, 'sub', 'vigie.config.yaml'),
    absence: null,
    folder: join(folder, 'sub'),
    text,
    sha256: createHash('sha256').update(text).digest('hex'),
    locate: expect.any(Function) as () => string,
    config: {
      inactiveAfterDays: 30,
      timeZone: 'America/Toronto',
      categories: [
        {
          id: 'specialist',
          physician: true,
          label: { fr: 'Médecins spécialistes', en: 'Specialist physicians' },
          when: { userPrincipalName: '\\.med@', group: 'GRP-SPEC' },
        },
      ],
      establishments: { attribute: 'userPrincipalName', pattern: '\\.([a-z0-9]+)@' },
      roster: { file: 'lists/physicians.csv', key: 'mail', category: 'categorie' },
      domains: { partners: ['exemple.ca'], universities: [], webmail: [] },
      enrolments: [
        { id: 'telefax', label: { fr: 'Service Téléfax', en: 'Telefax service' }, group: 'GRP-TELEFAX' },
      ],
      mailboxPlans: ['EXCHANGE_S_ENTERPRISE_GOV'],
      perUserMfa: 'each',
      names: true,
      journal: { reads: false },
      limits: {
        signInActivityRequestsPerMinute: 10,
        registrationDetailsRequestsPerSecond: 0.5,
        reportRequestsPerMinute: 1.4,
        concurrency: 8,
      },
    },
  });
});

test('the default file of the working directory is found by its name', async () => {
  const loaded = await loadConfig({ cwd: join(folder, 'sub'), overrides: {} });
  expect([loaded.file, loaded.config.inactiveAfterDays]).toEqual([
    join(folder, 'sub', 'vigie.config.yaml'),
    60,
  ]);
});

test('where none is meant to be read, neither the file of the folder nor one of nearly its name is', async () => {
  const loaded = await loadConfig({ cwd: join(folder, 'sub'), file: false, overrides: {} });
  expect([loaded.file, loaded.absence, loaded.config.inactiveAfterDays]).toEqual([null, 'chosen', 90]);
});

test('an empty file and one of comments only keep every default', async () => {
  expect((await load('')).config).toEqual((await load('# nothing yet\n')).config);
});

test('every problem is told at once, each on a line with its place, what is allowed and what was meant', async () => {
  const text = `inactiveAfterDays: "90"
categories:
  - id: gp
    physician: oui
    label: { fr: Omnis }
    when: { jobtitle: omni, xyz: 1 }
  - id: staff
    physician: false
    label: { fr: "a\\tb", en: Staff }
    when: {}
  - id: gp
    physician: true
    label: { fr: x, en: y, de: z }
    when: { userPrincipalName: '' }
establishment: { attribute: companyName }
establishments: { attribute: compagnyName }
roster: { file: a.csv, key: mail }
domains: { partners: ['@x.ca'], universities: mcgill.ca }
enrolments:
  - { id: " t", label: { fr: a, en: b }, group: 12 }
mailboxPlans:
limits: { concurrency: 0, reportRequestsPerMinute: -1, signInActivityRequestsPerMinute: .inf }
`;
  const failure = await failureOf(load(text));
  expect(failure.nextSteps).toEqual(correct);
  expect(failure.message.split('\n')).toEqual([
    'c.yaml:1:20  inactiveAfterDays: expected a number, found "90"',
    'c.yaml:4:16  categories[0].physician: expected true or false, found "oui"',
    'c.yaml:5:5  categories[0].label.en: is missing; expected text',
    `c.yaml:6:13  categories[0].when.jobtitle: unknown attribute "jobtitle"; did you mean "jobTitle"? allowed: ${attributes}, group`,
    `c.yaml:6:29  categories[0].when.xyz: unknown attribute "xyz"; allowed: ${attributes}, group`,
    'c.yaml:9:18  categories[1].label.fr: must be one line, without control characters, is "a\\tb"',
    'c.yaml:11:5  categories[2]: can never match: categories[1] has "when: {}", which matches every account; move that one to the end',
    'c.yaml:11:9  categories[2].id: is already the id of categories[0]; give each its own',
    'c.yaml:13:28  categories[2].label.de: unknown key "de"; allowed: fr, en',
    'c.yaml:14:32  categories[2].when.userPrincipalName: must not be empty',
    'c.yaml:15:1  establishment: unknown key "establishment"; did you mean "establishments"? allowed: inactiveAfterDays, timeZone, categories, establishments, roster, domains, enrolments, mailboxPlans, mailboxForwarding, exceptions, checks, profiles, licences, perUserMfa, limits, names, encryptTo, journal, retention, signature',
    `c.yaml:16:30  establishments.attribute: is "compagnyName"; did you mean "companyName"? allowed: ${attributes}`,
    'c.yaml:17:1  roster: names no column to read; give it category, establishment, or both',
    'c.yaml:18:23  domains.partners[0]: must be a domain name such as umontreal.ca, and nothing around it, is "@x.ca"',
    'c.yaml:18:47  domains.universities: expected a list, found "mcgill.ca"',
    'c.yaml:20:11  enrolments[0].id: must not begin or end with a space, is " t"',
    'c.yaml:20:49  enrolments[0].group: expected text, found the number 12',
    'c.yaml:21:14  mailboxPlans: expected a list, found nothing',
    'c.yaml:22:24  limits.concurrency: must be at least 1, is the number 0',
    'c.yaml:22:52  limits.reportRequestsPerMinute: must be at least 0.01, is the number -1',
    'c.yaml:22:89  limits.signInActivityRequestsPerMinute: expected a number, found Infinity',
  ]);
});

test('two profiles of one name are told: only the first would ever be chosen', async () => {
  const profile = (id: string): string => `  - { id: ${id}, tenantId: t, clientId: c }\n`;
  expect(await linesFor(`profiles:\n${profile('nord')}${profile('sud')}${profile('nord')}`)).toEqual([
    'c.yaml:4:11  profiles[2].id: is already the id of profiles[0]; give each its own',
  ]);
});

test('every fault of the YAML itself has its line and column', async () => {
  expect(await linesFor('a: 1\na: 2\n')).toEqual([
    'c.yaml:2:1  this key is already given in the same mapping',
  ]);
  expect(await linesFor('limits: !custom { concurrency: 2 }')).toEqual([
    'c.yaml:1:9  tags are not allowed here',
  ]);
  expect(await linesFor('roster:\n\tfile: x')).toEqual(['c.yaml:2:1  Tabs are not allowed as indentation']);
  expect(await linesFor('mailboxPlans: *plans')).toEqual(['c.yaml:1:15  this alias has no anchor before it']);
  expect(await linesFor('limits: {}\n---\nlimits: {}')).toEqual([
    'c.yaml:2:1  a second document begins here; keep one',
  ]);
  expect(await linesFor('__proto__: {}')).toEqual(['c.yaml:1:1  unknown key "__proto__"']);
  expect(await linesFor('['.repeat(50_000))).toEqual([
    expect.stringMatching(/^c\.yaml:1:\d+ {2}nested too deeply$/),
  ]);
  const bomb = [
    'a0: &a0 [x, x]',
    ...Array.from({ length: 30 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]`),
  ];
  expect(await linesFor(bomb.join('\n'))).toEqual(['c.yaml:1:1  too many aliases; write the values out']);
});

test('a file that is no mapping is told so', async () => {
  expect(await linesFor('- a\n')).toEqual(['c.yaml:1:1  expected a mapping (key: value), found a list']);
  expect(await linesFor('hello')).toEqual(['c.yaml:1:1  expected a mapping (key: value), found text']);
});

test('a category after one that matches everything can never match, unless the roster names categories', async () => {
  const categories = `categories:
  - { id: all, physician: false, label: { fr: Tous, en: All }, when: {} }
  - { id: gp, physician: true, label: { fr: Omnis, en: GPs }, when: { jobTitle: omni } }
`;
  expect(await linesFor(categories)).toEqual([
    'c.yaml:3:5  categories[1]: can never match: categories[0] has "when: {}", which matches every account; move that one to the end',
  ]);
  const roster = 'roster: { file: p.csv, key: mail, category: categorie }';
  expect((await load(categories + roster)).config.categories.map(({ id }) => id)).toEqual(['all', 'gp']);
});

test('two categories of one label are refused, however it is written', async () => {
  const text = `categories:
  - { id: gp, physician: true, label: { fr: "Médecins d’unité", en: Unit physicians }, when: { jobTitle: x } }
  - { id: other, physician: true, label: { fr: "MEDECINS  d'unite", en: Others }, when: { jobTitle: y } }
  - { id: last, physician: false, label: { fr: Autres, en: others }, when: {} }
`;
  expect(await linesFor(text)).toEqual([
    'c.yaml:3:48  categories[1].label.fr: is already the label of categories[0]; give each its own',
    'c.yaml:4:60  categories[2].label.en: is already the label of categories[1]; give each its own',
  ]);
});

test('what needs display names where they are not kept is refused, and each key named', async () => {
  const text = `names: false
categories:
  - { id: md, physician: true, label: { fr: M, en: M }, when: { displayName: Dr } }
  - { id: other, physician: false, label: { fr: A, en: O }, when: {} }
establishments: { attribute: displayName }
roster: { file: r.csv, key: displayName, category: c }
`;
  const why =
    'needs displayName, which names: false leaves unasked; read another attribute here, or leave names: false out';
  expect(await linesFor(text)).toEqual([
    `c.yaml:3:65  categories[0].when.displayName: ${why}`,
    `c.yaml:5:30  establishments.attribute: ${why}`,
    `c.yaml:6:29  roster.key: ${why}`,
  ]);
  expect((await load('names: false\n')).config.names).toBe(false);
  await load(text.replace('names: false', 'names: true'));
  const over = await failureOf(loadConfig({ file: 'c.yaml', cwd: folder, overrides: { names: false } }));
  expect(over.message.split('\n')[0]).toBe(
    `c.yaml:3:65  categories[0].when.displayName: ${why.replaceAll('names: false', '--no-names')}`,
  );
});

test('a problem behind an alias is shown where the value stands', async () => {
  const text = `categories:
  - { id: a, physician: true, label: &words { fr: 5, en: A }, when: { jobTitle: x } }
  - { id: b, physician: true, label: *words, when: { jobTitle: y } }
`;
  expect(await linesFor(text)).toEqual([
    'c.yaml:2:51  categories[0].label.fr: expected text, found the number 5',
    'c.yaml:2:51  categories[1].label.fr: expected text, found the number 5',
    'c.yaml:2:58  categories[1].label.en: is already the label of categories[0]; give each its own',
  ]);
});

test('a value that could move the cursor is shown escaped and shortened', async () => {
  const lines = await linesFor(`"\\e[2J\\u202E": 1\nestablishments: { attribute: "${'x'.repeat(200)}" }`);
  expect(lines).toEqual([
    'c.yaml:1:1  unknown key; allowed: inactiveAfterDays, timeZone, categories, establishments, roster, domains, enrolments, mailboxPlans, mailboxForwarding, exceptions, checks, profiles, licences, perUserMfa, limits, names, encryptTo, journal, retention, signature',
    `c.yaml:2:30  establishments.attribute: is "${'x'.repeat(79)}…"; allowed: ${attributes}`,
  ]);
});

test('of a thousand problems a hundred are shown and the rest counted', async () => {
  const lines = await linesFor(Array.from({ length: 1000 }, (_, n) => `k${n}: 1`).join('\n'));
  expect([lines.length, lines.at(-1)]).toEqual([101, '… and 900 more']);
});

const nameAFile = [
  'Name a readable YAML file with --config FILE, or leave the option out to use vigie.config.yaml.',
];

test('a named file that is missing, a folder, not UTF-8 or huge is refused with the next step', async () => {
  const attempt = (file: string): Promise<KnownError> =>
    failureOf(loadConfig({ file, cwd: folder, overrides: {} }));
  await writeFile(join(folder, 'utf16.yaml'), Buffer.from('limits: {}', 'utf16le').fill(0xff, 0, 2));
  await writeFile(join(folder, 'huge.yaml'), '#'.repeat(1_048_577));
  const failures = await Promise.all(
    ['none.yaml', 'sub', 'utf16.yaml', 'huge.yaml', 'huge.yaml/x'].map(attempt),
  );
  expect(failures.map(({ message }) => message)).toEqual([
    'none.yaml: no such file',
    'sub: it is a folder, no plain file',
    'utf16.yaml: is not UTF-8 text; save it as UTF-8',
    'huge.yaml: it has 1048577 bytes, and no such file has more than 1048576',
    'huge.yaml/x: no such file: a part of its path is not a folder',
  ]);
  expect(failures.map(({ nextSteps }) => nextSteps)).toEqual(failures.map(() => nameAFile));
});

test('a pipe is refused without waiting on it, and told what to do instead', async () => {
  execFileSync('mkfifo', [join(folder, 'pipe.yaml')]);
  const failure = await failureOf(loadConfig({ file: 'pipe.yaml', cwd: folder, overrides: {} }));
  expect([failure.kind, failure.message, failure.nextSteps]).toEqual([
    'usage',
    'pipe.yaml: it is a pipe, no plain file',
    ['Write what comes through the pipe to a file first, and name that file.', ...nameAFile],
  ]);
});

test.skipIf(process.getuid?.() === 0)('a file without permission is refused with the next step', async () => {
  await writeFile(join(folder, 'closed.yaml'), '');
  await chmod(join(folder, 'closed.yaml'), 0o000);
  const failure = await failureOf(loadConfig({ file: 'closed.yaml', cwd: folder, overrides: {} }));
  expect([failure.message, failure.nextSteps]).toEqual(['closed.yaml: permission denied', nameAFile]);
});

test('a default file under another extension is not silently ignored', async () => {
  const other = join(folder, 'other');
  await mkdir(other);
  await writeFile(join(other, 'vigie.config.yml'), 'limits: {}');
  const failure = await failureOf(loadConfig({ cwd: other, overrides: {} }));
  expect([failure.message, failure.nextSteps]).toEqual([
    'vigie.config.yml: this name is not read; the config is vigie.config.yaml',
    ['Rename it to vigie.config.yaml, or pass --config vigie.config.yml.'],
  ]);
});

test('an option that is out of range is refused by its own name', async () => {
  const failure = await failureOf(loadConfig({ cwd: folder, overrides: { inactiveAfterDays: 0 } }));
  expect(failure.message).toBe('--inactive-after: must be at least 1, is the number 0');
});

test('hostile text is either a config or a known failure of one line per problem', async () => {
  const piece = fc.constantFrom(
    ...[
      'categories',
      'when',
      ':',
      ' ',
      '\n',
      '- ',
      '{',
      '}',
      '[',
      ']',
      ',',
      '&a',
      '*a',
      '!!map',
      '<<',
      '|',
      '"',
    ],
    ...[
      "'",
      '#',
      '%YAML 1.1\n',
      '---',
      '? ',
      '0x',
      '.nan',
      'id',
      '__proto__',
      'constructor',
      '\t',
      '\u0000',
      '\ufeff',
    ],
  );
  const texts = fc.oneof(
    fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.json({ maxDepth: 4 }),
    fc
      .dictionary(fc.constantFrom('categories', 'limits', 'roster', 'enrolments', 'domains'), fc.jsonValue())
      .map((value) => JSON.stringify(value)),
  );
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      const failure = await load(text).catch((error: unknown) => error);
      const lines = failure instanceof KnownError ? failure.message.split('\n') : [];
      if (lines.length === 0) expect(failure).toHaveProperty('config');
      for (const line of lines) expect(line).toMatch(/^c\.yaml:\d+:\d+ {2}\P{Cc}+$/u);
    }),
    { numRuns: 400 },
  );
});

test('any bytes are either a config or a known failure', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), async (bytes) => {
      const outcome = await load(bytes).catch((error: unknown) => error);
      if (!(outcome instanceof KnownError)) expect(outcome).toHaveProperty('config');
    }),
    { numRuns: 200 },
  );
});

test.each(['en', 'fr'])('the example of docs/%s is a valid config', async (language) => {
  const page = new URL(`../../docs/${language}/configuration.md`, import.meta.url);
  const example = /```yaml\n(.*?)```/s.exec(await readFile(page, 'utf8'))?.[1] ?? '';
  const { config } = await load(example);
  expect(config.categories.map(({ id }) => id)).toEqual(['specialist', 'gp', 'staff']);
});

test('the export of mailboxes is named by its file, and a slip is told', async () => {
  const { config } = await load('mailboxForwarding: { file: mailboxes.csv }');
  expect(config.mailboxForwarding).toEqual({ file: 'mailboxes.csv' });
  expect(await linesFor('mailboxForwarding: { fil: mailboxes.csv }')).toEqual([
    'c.yaml:1:1  mailboxForwarding.file: is missing; expected text',
    'c.yaml:1:22  mailboxForwarding.fil: unknown key "fil"; did you mean "file"? allowed: file',
  ]);
  expect(await linesFor('mailboxForwarding: mailboxes.csv')).toEqual([
    'c.yaml:1:20  mailboxForwarding: expected a mapping (key: value), found "mailboxes.csv"',
  ]);
  expect(await linesFor("mailboxForwarding: { file: '' }")).toEqual([
    'c.yaml:1:28  mailboxForwarding.file: must not be empty',
  ]);
});

test.each([
  ['UTC', true],
  ['America/Halifax', true],
  ['Amérique/Montréal', false],
  ['America/Trois-Rivieres', false],
  ['+05:00', false],
])('a time zone is a name of the IANA database: %s', async (timeZone, isOne) => {
  await writeFile(join(folder, 'zone.yaml'), `timeZone: ${JSON.stringify(timeZone)}\n`);
  const loaded = loadConfig({ file: 'zone.yaml', cwd: folder, overrides: {} });
  if (isOne) expect((await loaded).config.timeZone).toBe(timeZone);
  else
    await expect(loaded).rejects.toThrow(
      'timeZone: must be a time zone of the IANA database, such as America/Toronto or UTC',
    );
});
