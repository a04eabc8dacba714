import {
  appendFile,
  chmod,
  cp,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { vouchFor } from '../evidence/vouch-for.ts';
import { frenchFaults } from '../testing/french-faults.ts';
import { runHere, type EndedHere } from '../testing/run-here.ts';
import { situationOf } from '../testing/simulated-audit.ts';
import { MAILBOX_PLAN, temporaryFolder, tinySnapshot } from '../testing/tiny-snapshot.ts';

const verificationSchema = z.looseObject({
  verified: z.boolean(),
  layers: z.array(z.looseObject({ kind: z.string(), sha256: z.string() })),
  faults: z.array(z.object({ path: z.string(), what: z.string() })),
  signature: z.looseObject({ outcome: z.string(), isTrusted: z.boolean().nullable().optional() }),
  expected: z.looseObject({ layer: z.number().nullable() }).nullable(),
  recomputed: z
    .looseObject({
      outcome: z.string(),
      why: z.string().optional(),
      unproved: z.array(z.string()).optional(),
      files: z.array(z.looseObject({ path: z.string(), outcome: z.string() })).optional(),
    })
    .nullable(),
});

type Verification = z.infer<typeof verificationSchema>;

function vigie(...argv: string[]): Promise<EndedHere> {
  return runHere(argv, { env: {} });
}

/** Exit code and what `--format json` tells. */
async function verify(...argv: string[]): Promise<[number, Verification]> {
  const { exitCode, stdout, stderr } = await vigie('verify', '--format', 'json', ...argv);
  expect(stderr).toBe('');
  return [exitCode, verificationSchema.parse(JSON.parse(stdout))];
}

/** A snapshot of two accounts, judged and reported, in a folder named by its instant. */
async function audited(out: string, collectedAt = '2020-10-29T06:00:00Z'): Promise<string> {
  const made = await tinySnapshot({
    tables: {
      accounts: ['a', 'b'].map((id) => ({
        ...{ accountId: id, userPrincipalName: `${id}@reseau.example`, createdAt: '2015-01-01T00:00:00Z' },
        exchangePlans: [MAILBOX_PLAN],
      })),
      'mail-activity': [
        {
          refreshedOn: collectedAt.slice(0, 10),
          userPrincipalName: 'a@reseau.example',
          lastActivityOn: '2020-05-20',
        },
      ],
    },
    manifest: { collectedAt, endedAt: collectedAt },
  });
  const audit = join(out, 'reseau.example', collectedAt.replaceAll(':', '-'));
  await cp(made, audit, { recursive: true });
  const assessed = await vigie('assess', audit, '--lang', 'en');
  expect(assessed.exitCode, assessed.stderr).toBe(0);
  const reported = await vigie('report', audit, '--formats', 'markdown,csv', '--lang', 'en');
  expect(reported.exitCode, reported.stderr).toBe(0);
  return audit;
}

test('an audit is verified and worked out again byte for byte, and nothing is written in it', async () => {
  const audit = await audited(await temporaryFolder());
  const before = await stat(audit);
  const [exitCode, told] = await verify(audit, '--recompute');
  expect(told.recomputed?.files?.filter(({ outcome }) => outcome !== 'same')).toEqual([]);
  expect([exitCode, told.verified, told.recomputed?.outcome, told.faults]).toEqual([0, true, 'same', []]);
  expect(told.layers.map(({ kind }) => kind)).toEqual(['reports', 'assessment', 'reports']);
  expect(told.recomputed?.files?.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['dossier.parquet', 'findings/inactive-mailboxes.parquet', 'situation.json']),
  );
  expect((await stat(audit)).mtimeMs).toBe(before.mtimeMs);
});

test('what a person is told is French or English, and names what is wrong first', async () => {
  const audit = await audited(await temporaryFolder());
  await appendFile(join(audit, 'situation.en.md'), ' ');
  await writeFile(join(audit, 'findings/extra.csv'), '');
  const french = await vigie('verify', audit, '--lang', 'fr');
  expect(french.exitCode).toBe(4);
  expect(french.stdout.split('\n').slice(0, 3)).toEqual([
    `NON vérifié\u00a0: ${audit}`,
    '  ✗ ajouté\u00a0: findings/extra.csv',
    '  ✗ modifié\u00a0: situation.en.md',
  ]);
  expect(frenchFaults(french.stdout.replaceAll(audit, 'DOSSIER'))).toEqual([]);
  const english = await vigie('verify', audit, '--lang', 'en');
  expect(english.stdout.split('\n')[2]).toBe('  ✗ changed: situation.en.md');
});

test('figures that were changed and recorded again do not follow from the snapshot', async () => {
  const audit = await audited(await temporaryFolder());
  const situation = await situationOf(audit);
  const [first] = situation.categories;
  const changed = { ...situation, categories: [{ ...first, label: { fr: 'Autres', en: 'Others' } }] };
  await writeFile(join(audit, 'situation.json'), `${JSON.stringify(changed, null, 2)}\n`);
  await vouchFor(audit, ['situation.json'], '0.1.0');
  expect((await verify(audit))[0]).toBe(0);
  const [exitCode, { recomputed }] = await verify(audit, '--recompute');
  expect([exitCode, recomputed?.outcome]).toEqual([4, 'differs']);
  expect(recomputed?.files?.filter(({ outcome }) => outcome !== 'same')).toEqual([
    { path: 'situation.json', outcome: 'differs' },
  ]);
});

test('where the audit compared with is gone, the trend could not be proved, and everything else is', async () => {
  const out = await temporaryFolder();
  const older = await audited(out, '2020-09-29T06:00:00Z');
  const audit = await audited(out);
  expect((await verify(audit, '--recompute'))[1].recomputed).toMatchObject({ outcome: 'same', unproved: [] });
  // Reports written again, or a signature, are no other audit.
  expect((await vigie('report', older, '--formats', 'html')).exitCode).toBe(0);
  expect((await verify(audit, '--recompute'))[1].recomputed).toMatchObject({ outcome: 'same', unproved: [] });
  await rename(older, join(out, 'kept'));
  const [exitCode, { recomputed }] = await verify(audit, '--recompute');
  expect([exitCode, recomputed?.outcome, recomputed?.unproved]).toEqual([0, 'unproved', ['trend']]);
  expect(recomputed?.files?.filter(({ outcome }) => outcome !== 'same').map(({ path }) => path)).toEqual([
    'findings/ages.parquet',
    'findings/changes.parquet',
    'situation.json',
  ]);
});

test('an audit that was written over since is the expected one up to its layer', async () => {
  const audit = await audited(await temporaryFolder());
  const [, { layers }] = await verify(audit);
  const digest = layers.at(-1)?.sha256 ?? '';
  expect((await verify(audit, '--expect-sha256', digest))[1].expected?.layer).toBe(3);
  expect((await vigie('report', audit, '--formats', 'markdown', '--lang', 'fr')).exitCode).toBe(0);
  const [exitCode, since] = await verify(audit, '--expect-sha256', digest);
  expect([exitCode, since.expected?.layer, since.layers.length]).toEqual([0, 3, 4]);
  const [refused, other] = await verify(audit, '--expect-sha256', '0'.repeat(64));
  expect([refused, other.expected?.layer]).toEqual([4, null]);
});

test('an audit is signed by a key of a file or of the environment, and a key is asked for by option or configuration', async () => {
  const home = await temporaryFolder();
  const audit = await audited(join(home, 'reports'));
  const made = await runHere(['keys', 'new', '--out', 'cle.pem', '--lang', 'fr'], { env: {}, cwd: home });
  expect([made.exitCode, made.stdout]).toEqual([0, `${join(home, 'cle.pem.pub')}\n`]);
  expect(frenchFaults(made.stderr.replaceAll(home, ''))).toEqual([]);
  expect((await stat(join(home, 'cle.pem'))).mode & 0o777).toBe(0o600);
  // As a folder that others may write in: they could put a key of theirs there.
  await mkdir(join(home, 'open'));
  await chmod(join(home, 'open'), 0o777);
  for (const kind of ['sign', 'share']) {
    const open = await runHere(['keys', 'new', '--for', kind, '--out', 'open/cle.pem'], {
      env: {},
      cwd: home,
    });
    expect([open.exitCode, await readdir(join(home, 'open'))]).toEqual([4, []]);
  }
  const again = await runHere(['keys', 'new', '--out', 'cle.pem'], { env: {}, cwd: home });
  expect([again.exitCode, again.stderr]).toEqual([2, expect.stringContaining('is there already') as unknown]);

  const key = join(home, 'cle.pem.pub');
  expect(await verify(audit, '--public-key', key)).toMatchObject([4, { signature: { outcome: 'unsigned' } }]);
  const argv = ['report', audit, '--formats', 'markdown', '--lang', 'en'];
  const signed = await runHere([...argv, '--sign-key', 'cle.pem'], { env: {}, cwd: home });
  expect(signed.exitCode, signed.stderr).toBe(0);
  const trusted = { signature: { outcome: 'valid', isTrusted: true } };
  expect(await verify(audit, '--public-key', key)).toMatchObject([0, trusted]);
  expect(await verify(audit)).toMatchObject([0, { signature: { outcome: 'valid', isTrusted: null } }]);

  await writeFile(join(home, 'vigie.config.yaml'), 'signature: { publicKey: cle.pem.pub }\n');
  const pinned = (): Promise<EndedHere> => runHere(['verify', audit, '--lang', 'en'], { env: {}, cwd: home });
  expect(await pinned()).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/^ {2}Signed by the key [0-9a-f]{64}\.$/m) as unknown,
  });
  await vigie('report', audit, '--formats', 'html', '--lang', 'en');
  expect(await pinned()).toMatchObject({ exitCode: 4 });
  const pem = (await readFile(join(home, 'cle.pem'), 'utf8')).replaceAll('\n', '\\n');
  const byVariable = await runHere(argv, { env: { VIGIE_SIGNING_KEY: pem } });
  expect(byVariable.exitCode, byVariable.stderr).toBe(0);
  expect(await pinned()).toMatchObject({ exitCode: 0 });
});

test('a key that is none stops the run before anything is written, and is not quoted', async () => {
  const audit = await audited(await temporaryFolder());
  const before = await readFile(join(audit, 'manifest.json'), 'utf8');
  const { exitCode, stderr } = await runHere(['report', audit, '--formats', 'html'], {
    env: { VIGIE_SIGNING_KEY: 'my secret' },
  });
  expect([exitCode, stderr]).toEqual([
    2,
    'vigie: VIGIE_SIGNING_KEY must be an Ed25519 private key in PEM: it is no such key\n  → Make one with: vigie keys new --out FILE\n',
  ]);
  expect(await readFile(join(audit, 'manifest.json'), 'utf8')).toBe(before);
});

test('an audit without a manifest is not verified, and a damaged one is named', async () => {
  const audit = await audited(await temporaryFolder());
  await writeFile(join(audit, 'manifest.json'), '{');
  const damaged = await vigie('verify', audit);
  expect([damaged.exitCode, damaged.stdout, damaged.stderr.split('\n')[0]]).toEqual([
    ...[4, '', `vigie: ${join(audit, 'manifest.json')} is damaged or of another version`],
  ]);
  await rm(join(audit, 'manifest.json'));
  const gone = await vigie('verify', audit);
  expect([gone.exitCode, gone.stderr.split('\n')[0]]).toEqual([
    4,
    `vigie: ${audit} holds no manifest.json: nothing tells what should be in it, and nothing can be verified`,
  ]);
});
