import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { DOSSIER_COLUMNS } from '../dossier/columns.ts';
import { openDuckDb, pathLiteral } from '../duckdb/duckdb.ts';
import { auditHere } from '../testing/audit-here.ts';
import { frenchFaults } from '../testing/french-faults.ts';
import { peopleOf } from '../testing/people-of.ts';
import { runHere, type EndedHere } from '../testing/run-here.ts';
import { situationOf } from '../testing/simulated-audit.ts';
import { textsOfFiles } from '../testing/texts-of-files.ts';
import { MAILBOX_PLAN, temporaryFolder, tinySnapshot } from '../testing/tiny-snapshot.ts';

const KEY = 'kHc2x0b9tQm3rV8wZ1yL5nP7sD4fG6jA0eR2uIYoTjX=';

interface Simulated {
  readonly folder: string;
  readonly auditFolder: string;
}

let made: Promise<Simulated> | undefined;

/** An audit of a simulated tenant, and a key beside it; made once, as nothing here writes in it. */
function simulated(): Promise<Simulated> {
  made ??= (async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vigie-test-'));
    await writeFile(join(folder, 'key'), KEY);
    const out = join(folder, 'reports');
    const { auditFolder } = await auditHere({ tenant: { mailboxes: 200 }, out, argv: ['--formats', 'json'] });
    return { folder, auditFolder };
  })();
  return made;
}

afterAll(async () => {
  if (made !== undefined) await rm((await made).folder, { recursive: true, force: true });
});

test('no name, address or id of a simulated tenant is in any file of a copy, whatever its format', async () => {
  const { folder, auditFolder } = await simulated();
  const copies = join(folder, 'copies');
  const share = ['share', auditFolder, '--key', join(folder, 'key'), '--out', copies, '--lang', 'fr'];
  const ended = await runHere(share, { env: {} });
  expect(ended.exitCode, ended.stderr).toBe(0);
  expect(frenchFaults(ended.stderr)).toEqual([]);
  const copy = ended.stdout.trimEnd();
  const texts = await textsOfFiles(copy);
  const formats = new Set([...texts.keys()].map((path) => path.replace(/^.*\./, '')));
  expect([...formats].sort()).toEqual(['csv', 'docx', 'html', 'json', 'md', 'parquet', 'pptx', 'xlsx']);
  const people = await peopleOf(auditFolder, true);
  expect(people.length).toBeGreaterThan(600);
  const whole = [...texts.values()].join('\n');
  const names = people.filter((name) => name.length > 3);
  expect(names.filter((name) => whole.includes(name))).toEqual([]);
  expect(whole).toMatch(/n-[0-9a-f]{20}/);
  expect([...texts.keys()].filter((path) => /^(snapshot|inputs)\//.test(path))).toEqual([]);

  // A dictionary of all addresses, under every digest that needs no key.
  const digests = new Set([...whole.matchAll(/\b(?:id|a|n)-([0-9a-f]{20})/g)].map(([, digits]) => digits));
  const guesses = people
    .flatMap((name) => [name, name.toLowerCase()])
    .flatMap((name) =>
      ['', 'address\0', 'person\0', 'object\0'].map((kind) =>
        createHash('sha256').update(`${kind}${name}`).digest('hex').slice(0, 20),
      ),
    );
  expect(guesses.filter((guess) => digests.has(guess))).toEqual([]);
  expect((await runHere(['verify', copy], { env: {} })).exitCode).toBe(0);
  const [one, other] = [await situationOf(auditFolder), await situationOf(copy)];
  expect(other.indicators).toEqual(one.indicators);
  for (const path of texts.keys()) expect((await stat(join(copy, path))).mode & 0o77, path).toBe(0);
});

/** The numbers of the tables of a report: in CSV and Markdown, cells that are nothing but one, and the marks around it. */
function numbersIn(texts: ReadonlyMap<string, string>): number[] {
  return [...texts].flatMap(([path, text]) => {
    if (!/\.(?:csv|md)$/.test(path)) return [];
    const cells = text.split('\n').flatMap((line) => line.split(path.endsWith('.csv') ? ',' : '|'));
    return cells.flatMap((cell) => {
      const [, digits] = /^ *(\d{1,3}(?:[ ,\u00a0\u202f]?\d{3})*)(?: · .*| \(.*)? *$/.exec(cell) ?? [];
      return digits === undefined ? [] : [Number(digits.replace(/\D/g, ''))];
    });
  });
}

test('with --mask-under, no file of a copy has a small number or a list, and the readers of lists say why', async () => {
  const { folder, auditFolder } = await simulated();
  const before = await readFile(join(auditFolder, 'situation.json'), 'utf8');
  const vigie = (...argv: readonly string[]) => runHere(argv, { env: {}, cwd: folder });
  for (const [lang, formats] of [
    ['fr', ['html', 'md', 'pptx', 'xlsx']],
    ['en', ['md']],
  ] as const) {
    const chosen = lang === 'fr' ? [] : ['--formats', 'csv,json,markdown'];
    const ended = await vigie(
      ...['share', auditFolder, '--key', 'key', '--out', lang, '--lang', lang, '--mask-under', '5'],
      ...chosen,
    );
    expect(ended.exitCode, ended.stderr).toBe(0);
    if (lang === 'fr') expect(frenchFaults(ended.stderr)).toEqual([]);
    const copy = ended.stdout.trimEnd();
    const texts = await textsOfFiles(copy);
    expect([...texts.keys()].sort()).toEqual([
      ...['categories', 'enrolments', 'establishments', 'evolution', 'gaps', 'indicators'].map(
        (name) => `${name}.csv`,
      ),
      ...['manifest.json', 'services.csv'],
      ...formats.map((form) => `situation.${lang}.${form}`),
      ...['situation.json', 'trend.csv'],
    ]);
    const numbers = numbersIn(texts);
    expect(numbers.length).toBeGreaterThan(30);
    expect(numbers.filter((n) => n > 0 && n < 5)).toEqual([]);
    const { indicators, sharedCopy } = await situationOf(copy);
    expect([indicators.length > 0, sharedCopy?.maskUnder]).toEqual([true, 5]);
    expect(texts.get(`situation.${lang}.md`)).toContain(
      lang === 'fr' ? 'Petits nombres masqués' : 'Small numbers are masked',
    );
    expect(texts.get(`situation.${lang}.html`) ?? '').not.toContain('Aucun audit antérieur');
    const listed = await vigie('list', indicators[0]?.id ?? '', copy);
    expect([listed.exitCode, listed.stderr]).toEqual([
      2,
      expect.stringContaining('--mask-under 5') as unknown,
    ]);
    expect((await vigie('verify', copy)).exitCode).toBe(0);
  }
  expect(await readFile(join(auditFolder, 'situation.json'), 'utf8')).toBe(before);
  const split = ['--split', 'establishment', '--mask-under', '5'];
  const refused = await vigie('share', auditFolder, '--key', 'key', '--out', 'split', ...split);
  expect([refused.exitCode, refused.stderr]).toEqual([
    2,
    expect.stringContaining('--mask-under and --split cannot be used together') as unknown,
  ]);
});

interface Home {
  readonly folder: string;
  readonly vigie: (...argv: readonly string[]) => Promise<EndedHere>;
}

const RULE = { isEnabled: true, hasError: false, redirectTo: [], forwardTo: [], forwardAsAttachmentTo: [] };

const ACCEPTED = `check,account,reason,owner,until
mailbox-redirects,Zoe.Tremblay@reseau.example,Dre Tremblay est en congé,luc.gagnon@reseau.example,2021-01-31
mailbox-redirects,0000-aude.roy,Jusqu’à la rentrée,Chef Roy,2021-01-31
`;

/** Two months of three people: one has moved her redirect, one is gone, one came. */
async function twoMonths(): Promise<Home & { readonly audits: readonly string[] }> {
  const folder = await temporaryFolder();
  const vigie: Home['vigie'] = (...argv) => runHere(argv, { env: { LANG: 'en_CA.UTF-8' }, cwd: folder });
  await writeFile(
    join(folder, 'vigie.config.yaml'),
    `roster: { file: liste.csv, key: userPrincipalName, establishment: lieu }
exceptions: { file: acceptes.csv }
`,
  );
  await writeFile(join(folder, 'liste.csv'), 'userPrincipalName,lieu\nzoe.tremblai@reseau.example,CHUM\n');
  await writeFile(join(folder, 'acceptes.csv'), ACCEPTED);
  await writeFile(join(folder, 'key'), KEY);
  const audits: string[] = [];
  for (const [month, people] of [
    ['2020-09-30', ['zoe.tremblay', 'luc.gagnon']],
    ['2020-10-31', ['zoe.tremblay', 'aude.roy']],
  ] as const) {
    const made = await tinySnapshot({
      tables: {
        accounts: people.map((name) => ({
          ...{
            accountId: `0000-${name}`,
            userPrincipalName: `${name}@reseau.example`,
            displayName: `Dr ${name}`,
          },
          ...{ createdAt: '2015-01-01T00:00:00Z', exchangePlans: [MAILBOX_PLAN] },
        })),
        'inbox-rules': people.map((name) => ({
          ...{ accountId: `0000-${name}`, outcome: 'rules' },
          rules: [
            {
              ...RULE,
              name: `Vers ${name}`,
              redirectTo: [`${name}.${month.slice(5, 7)}@gmail.com`, `moi@${name}.example`],
            },
          ],
        })),
        'mail-flow': [
          {
            kind: 'transport-rule',
            name: 'Copie à Zoé',
            isEnabled: true,
            mode: 'Enforce',
            redirectTo: ['zoe@reseau.example'],
          },
        ],
      },
      manifest: { collectedAt: `${month}T06:00:00Z`, endedAt: `${month}T06:00:00Z` },
    });
    const audit = join(folder, 'reports/reseau.example', `${month}T06-00-00Z`);
    await mkdir(join(folder, 'reports/reseau.example'), { recursive: true, mode: 0o700 });
    await cp(made, audit, { recursive: true });
    const assessed = await vigie('assess', audit);
    expect(assessed.exitCode, assessed.stderr).toBe(0);
    audits.push(audit);
  }
  return { folder, vigie, audits };
}

/** The names of the columns of every table of an audit, but those of the snapshot. */
async function columnsOf(audit: string): Promise<Record<string, string[]>> {
  const files = (await readdir(audit, { recursive: true })).filter(
    (path) => path.endsWith('.parquet') && !path.startsWith('snapshot'),
  );
  const columns: Record<string, string[]> = {};
  const db = await openDuckDb({ memoryLimitMb: 100, threads: 1 });
  try {
    for (const path of files.sort()) {
      const rows = await db.rows(
        `SELECT column_name AS name FROM (DESCRIBE SELECT * FROM read_parquet(${pathLiteral(join(audit, path))}))`,
        z.object({ name: z.string() }),
      );
      columns[path] = rows.map(({ name }) => name);
    }
  } finally {
    await db.close();
  }
  expect(Object.keys(columns)).toEqual(
    expect.arrayContaining([
      'dossier.parquet',
      ...['ages', 'changes', 'exceptions', 'roster-unmatched'].map((name) => `findings/${name}.parquet`),
    ]),
  );
  return columns;
}

test('copies of two months join: the same people moved, under the same pseudonyms, and a key’s holder finds them', async () => {
  const { folder, vigie, audits } = await twoMonths();
  for (const audit of audits) {
    const { exitCode, stderr } = await vigie(
      'share',
      audit,
      '--key',
      'key',
      '--out',
      'copies',
      '--formats',
      'csv,json',
    );
    expect(exitCode, stderr).toBe(0);
  }
  const compare = async (out: string): Promise<string[][]> => {
    const { exitCode, stdout, stderr } = await vigie(
      'compare',
      '2020-09',
      '2020-10',
      '--out',
      out,
      '--format',
      'csv',
    );
    expect(exitCode, stderr).toBe(0);
    return stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split(','));
  };
  const [clear, shared] = [await compare('reports'), await compare('copies')];
  const bare = (rows: string[][]): string[] => rows.map(([check, change]) => `${check} ${change}`).sort();
  expect(bare(shared)).toEqual(bare(clear));
  expect(clear).toHaveLength(4);

  const copy = join(folder, 'copies/reseau.example/2020-10-31T06-00-00Z');
  const [, audit = ''] = audits;
  expect(await columnsOf(copy)).toEqual(await columnsOf(audit));
  const whole = [...(await textsOfFiles(copy)).values()].join('\n');
  expect(whole.match(/tremblay|gagnon|aude|zo[eé]|roy|congé|rentrée|0000-/gi)).toBeNull();
  const found: string[][] = [];
  for (const name of new Set(whole.match(/\b(?:id|a|n|r|d)-[0-9a-f]{20}/g))) {
    const { exitCode, stdout } = await vigie('reveal', name, '2020-10', '--key', 'key', '--format', 'json');
    const rows = exitCode === 0 ? z.array(z.object({ value: z.string() })).parse(JSON.parse(stdout)) : [];
    found.push(rows.map(({ value }) => value));
  }
  expect(found.filter((values) => values.length !== 1)).toEqual([]);
  expect([...new Set(found.flat())].sort()).toEqual(
    [
      ...[
        '0000-aude.roy',
        '0000-luc.gagnon',
        '0000-zoe.tremblay',
        'Chef Roy',
        'Copie à Zoé',
        'Dr aude.roy',
        'Dr luc.gagnon',
      ],
      ...[
        'Dr zoe.tremblay',
        'Vers aude.roy',
        'Vers zoe.tremblay',
        'aude.roy.10@gmail.com',
        'aude.roy.example',
      ],
      ...[
        'aude.roy@reseau.example',
        'luc.gagnon@reseau.example',
        'moi@aude.roy.example',
        'moi@zoe.tremblay.example',
      ],
      ...['zoe.tremblai@reseau.example', 'zoe.tremblay.10@gmail.com', 'zoe.tremblay.example'],
      ...['zoe.tremblay@reseau.example'],
    ].sort(),
  );
  const other = await vigie('reveal', `n-${'0'.repeat(20)}`, '2020-10', '--key', 'key');
  expect([other.exitCode, other.stderr.split('\n')[0]]).toEqual([
    2,
    expect.stringContaining('stands for nothing in') as unknown,
  ]);
});

const OWN_CHECK = `title: { fr: Boîte de Berthe, en: Berthe’s mailbox }
shortTitle: { fr: Berthe, en: Berthe }
question: { fr: Et Berthe?, en: And Berthe? }
rule: { fr: Demandé par Berthe, en: Berthe asked for it }
sentence:
  fr: { one: "{n} compte de Berthe", other: "{n} comptes de Berthe" }
  en: { one: "{n} account of Berthe", other: "{n} accounts of Berthe" }
sources: [accounts]
population: userPrincipalName <> 'berthe@xyzzy.example'
nonCompliantWhen: accountId <> '5f0c1f3e-2222-4444-8888-0123456789ab'
columns:
  - { name: byBerthe, kind: boolean, label: { fr: De Berthe, en: Of Berthe }, sql: accountEnabled }
`;

test('of a check of one’s own a copy has the id and the figures, and neither its words nor its SQL', async () => {
  const { folder, vigie, audits } = await twoMonths();
  const [audit = ''] = audits;
  await mkdir(join(folder, 'checks'));
  await writeFile(join(folder, 'checks', 'own-berth.yaml'), OWN_CHECK);
  await writeFile(join(folder, 'own.yaml'), 'checks: { folder: checks }\n');
  const assessed = await vigie('assess', audit, '--config', 'own.yaml');
  expect(assessed.exitCode, assessed.stderr).toBe(0);
  const formats = ['--formats', 'json,csv,markdown,html,xlsx,pptx'];
  const ended = await vigie('share', audit, '--key', 'key', '--out', 'copies', ...formats);
  expect(ended.exitCode, ended.stderr).toBe(0);
  const copy = ended.stdout.trimEnd();
  const whole = [...(await textsOfFiles(copy)).values()].join('\n');
  expect(whole.match(/berthe|xyzzy|5f0c1f3e/gi)).toBeNull();
  const [one, other] = [await situationOf(audit), await situationOf(copy)];
  const own = ({ id }: { readonly id: string }): boolean => id === 'own-berth';
  expect(other.indicators.find(own)).toMatchObject({ id: 'own-berth', population: 2, count: 2 });
  expect(other.indicators).toEqual(one.indicators);
  const { sql } = other.checks.find(own) ?? {};
  expect(sql?.verdict).toMatch(/^r-[0-9a-f]{20}$/);
  const revealed = await vigie('reveal', sql?.verdict ?? '', audit, '--key', 'key', '--format', 'json');
  expect(revealed.stdout).toContain('5f0c1f3e-2222-4444-8888-0123456789ab');
});

test('the same audit and key give the same copy; another key gives other names; none is replaced', async () => {
  const { folder, vigie, audits } = await twoMonths();
  const [audit = ''] = audits;
  await vigie('keys', 'new', '--for', 'share', '--out', 'other');
  for (const [key, out] of [
    ['key', 'one'],
    ['key', 'two'],
    ['other', 'three'],
  ] as const)
    expect((await vigie('share', audit, '--key', key, '--out', out, '--formats', 'csv,html')).exitCode).toBe(
      0,
    );
  const [one, two, three] = await Promise.all(
    ['one', 'two', 'three'].map((out) => textsOfFiles(join(folder, out))),
  );
  expect(two).toEqual(one);
  const namesIn = (texts: ReadonlyMap<string, string> | undefined): Set<string> =>
    new Set(
      [...(texts ?? new Map<string, string>()).values()].join('\n').match(/\b(?:id|a|n|r|d)-[0-9a-f]{20}/g),
    );
  expect(namesIn(one).size).toBeGreaterThan(8);
  expect([...namesIn(one)].filter((name) => namesIn(three).has(name))).toEqual([]);
  const again = await vigie('share', audit, '--key', 'key', '--out', 'one');
  expect([again.exitCode, again.stdout]).toEqual([2, '']);
  const ofCopy = await vigie(
    'share',
    join(folder, 'one/reseau.example/2020-09-30T06-00-00Z'),
    '--key',
    'key',
    '--out',
    'four',
  );
  expect([ofCopy.exitCode, ofCopy.stderr]).toEqual([
    2,
    expect.stringContaining('is a copy to share already') as unknown,
  ]);
  expect(await readdir(folder)).not.toContain('four');
  const journal = await vigie('journal', '--lang', 'en');
  expect(journal.stdout.match(/, share by /g)).toHaveLength(3);

  await writeFile(join(audit, 'findings/roster-unmatched.parquet'), 'x');
  const changed = await vigie('reveal', `n-${'0'.repeat(20)}`, audit, '--key', 'key');
  expect([changed.exitCode, changed.stdout]).toEqual([4, '']);
  expect(changed.stderr).toContain('The audit was altered: findings/roster-unmatched.parquet of');
});

test('every column of the dossier that holds a text says whom it names, or is one of few ids', () => {
  const silent = Object.entries(DOSSIER_COLUMNS).filter(([, column]) => {
    const isText = column.type.includes('VARCHAR');
    return isText && !('names' in column) && !('values' in column);
  });
  expect(silent).toEqual([]);
});
