import { execFileSync, spawnSync } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/tiny-snapshot.ts';
import { digestOfText } from './digest.ts';
import { historyOf } from './history.ts';
import { manifestOf } from './manifest-schema.ts';
import { readAuditManifest, readSignature } from './manifest.ts';
import { signManifest } from './sign-manifest.ts';
import { newKeyPair, publicKeyOf, signingKeyOf } from './signing-key.ts';
import { verifyFiles, type Fault, type FilesVerdict } from './verify-files.ts';
import { verifySignature, type SignatureVerdict } from './verify-signature.ts';
import { vouchFor } from './vouch-for.ts';

const SCRIPT = 'docs/evidence/verify-audit.mjs';
const KEYS = newKeyPair();
const KEY = signingKeyOf(KEYS.privatePem, 'the key');
const PUBLIC = publicKeyOf(KEYS.publicPem, 'the key');

async function put(folder: string, path: string, text = `the bytes of ${path}`): Promise<string> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
  return path;
}

/** An audit with a snapshot, an assessment, reports, the folder of an establishment, and a signature. */
async function signedAudit(): Promise<string> {
  const folder = await temporaryFolder();
  const snapshot = [
    await put(folder, 'snapshot/accounts.parquet'),
    await put(folder, 'snapshot/manifest.json'),
  ];
  await vouchFor(folder, snapshot, '1.0.0', [], { kind: 'snapshot', facts: { sources: ['accounts'] } });
  const assessed = [await put(folder, 'situation.json'), await put(folder, 'findings/a.parquet')];
  await vouchFor(folder, assessed, '1.0.0', [], { kind: 'assessment', facts: { inactiveAfterDays: 90 } });
  await vouchFor(folder, [await put(folder, 'situation.fr.html')], '1.0.0');
  const part = join(folder, 'establishments/chum');
  await vouchFor(part, [await put(part, 'situation.json')], '1.0.0', [], { kind: 'assessment' });
  await put(folder, 'establishments/index.csv');
  const ofParts = ['establishments/index.csv', 'establishments/chum/manifest.json'];
  await vouchFor(folder, ofParts, '1.0.0', [], { kind: 'establishments' });
  await signManifest(folder, KEY, { vigie: '1.0.0', journal: { lines: 3, sha256: 'a'.repeat(64) } });
  return folder;
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

async function signatureOf(folder: string, { history }: FilesVerdict): Promise<SignatureVerdict> {
  return verifySignature(history, await readSignature(folder), [PUBLIC]);
}

/** What verify says is wrong, the signature among it; a manifest that is none is named too. */
async function wrong(folder: string): Promise<Fault[]> {
  try {
    const verdict = await verifyFiles(folder);
    const signature = await signatureOf(folder, verdict);
    const isSigned = signature.outcome === 'valid' && signature.isTrusted === true;
    const manifest = await readFile(join(folder, 'manifest.json'), 'utf8');
    expect(verdict.faults.length === 0 && isSigned).toBe(ofScript(folder).exitCode === 0);
    expect(manifest).not.toBe('');
    return [
      ...verdict.faults,
      ...(isSigned ? [] : [{ path: 'manifest.json.sig', what: 'changed' } as const]),
    ];
  } catch (error) {
    expect(String(error)).toContain(`${join(folder, 'manifest.json')} is damaged`);
    return [{ path: 'manifest.json', what: 'changed' }];
  }
}

/** The same by a script that knows nothing of this program. */
function ofScript(folder: string): { readonly exitCode: number | null; readonly stdout: string } {
  const key = join(folder, '../key.pub');
  const { status, stdout } = spawnSync(process.execPath, [SCRIPT, folder, key], { encoding: 'utf8' });
  return { exitCode: status, stdout };
}

async function besideKey(): Promise<string> {
  const home = await temporaryFolder();
  await writeFile(join(home, 'key.pub'), KEYS.publicPem);
  const folder = join(home, 'audit');
  await cp(await signedAudit(), folder, { recursive: true });
  return folder;
}

test('an audit that nobody touched is verified, signed, and made of its layers', async () => {
  const folder = await besideKey();
  const verdict = await verifyFiles(folder);
  expect([verdict.faults, verdict.intact.files, verdict.unrecorded, verdict.renderedSince]).toEqual([
    [],
    7,
    [],
    [],
  ]);
  expect(verdict.history.steps.map(({ kind, written }) => [kind, written.length])).toEqual([
    ['snapshot', 2],
    ['assessment', 2],
    ['reports', 1],
    ['establishments', 2],
    ['signature', 0],
  ]);
  expect(await signatureOf(folder, verdict)).toEqual({
    ...{ outcome: 'valid', keyId: PUBLIC.id, isTrusted: true, layer: 5 },
  });
  expect(ofScript(folder)).toMatchObject({ exitCode: 0 });
});

test('a byte flipped anywhere is found, and the file named: 200 at random', async () => {
  const folder = await signedAudit();
  const files = await filesIn(folder);
  const verifiedFaults = async (): Promise<string[]> => {
    try {
      const verdict = await verifyFiles(folder);
      const signature = await signatureOf(folder, verdict);
      return [
        ...verdict.faults.map(({ path }) => path),
        ...(signature.outcome === 'valid' ? [] : ['manifest.json.sig']),
      ];
    } catch (error) {
      return /(\S+) is damaged/.test(String(error)) ? ['manifest.json'] : [];
    }
  };
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }), async (which, where, flip) => {
      const path = files[which % files.length] ?? '';
      const bytes = await readFile(join(folder, path));
      const flipped = Buffer.from(bytes);
      const at = where % bytes.length;
      flipped[at] = (bytes[at] ?? 0) ^ flip;
      await writeFile(join(folder, path), flipped);
      const found = await verifiedFaults();
      await writeFile(join(folder, path), bytes);
      expect(found, `${path} at ${at} by ${flip}`).toContain(path);
    }),
    { numRuns: 200 },
  );
  expect(await verifiedFaults()).toEqual([]);
});

test.each(['schema', 'vigie', 'files', 'layers', 'contentSha256'])(
  'a manifest whose key %s bears another name is not taken for one of an earlier version',
  async (key) => {
    const folder = await besideKey();
    const path = join(folder, 'manifest.json');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace(`\n  "${key}": `, `\n  "${key.replace(/.$/, 'z')}": `));
    expect((await wrong(folder)).map((fault) => fault.path)).toContain('manifest.json');
  },
);

test('every file that is dropped, renamed or changed is named, by the program and by a script without it', async () => {
  const folder = await besideKey();
  const files = (await filesIn(folder)).filter((path) => !path.startsWith('manifest.json'));
  for (const path of files.filter(
    (path) => !path.endsWith('manifest.json') || path.startsWith('snapshot/'),
  )) {
    const bytes = await readFile(join(folder, path));
    await rm(join(folder, path));
    expect(await wrong(folder)).toEqual([{ path, what: 'missing' }]);
    await writeFile(join(folder, `${path}.bak`), bytes);
    expect(await wrong(folder)).toEqual([
      { path, what: 'missing' },
      { path: `${path}.bak`, what: 'added' },
    ]);
    await rename(join(folder, `${path}.bak`), join(folder, path));
  }
  await rm(join(folder, 'establishments/chum/manifest.json'));
  expect(await wrong(folder)).toEqual([
    { path: 'establishments/chum/manifest.json', what: 'missing' },
    { path: 'establishments/chum/situation.json', what: 'added' },
  ]);
});

test('what is added is named: a file, a hidden one, one in a new folder, one of an establishment, a link', async () => {
  const folder = await besideKey();
  for (const path of ['notes.txt', '.hidden', 'new/deep/file', 'establishments/chum/notes.txt'])
    await put(folder, path);
  await symlink('/etc/hostname', join(folder, 'findings/link.parquet'));
  expect(await wrong(folder)).toEqual([
    { path: '.hidden', what: 'added' },
    { path: 'establishments/chum/notes.txt', what: 'added' },
    { path: 'findings/link.parquet', what: 'not-plain' },
    { path: 'new/deep/file', what: 'added' },
    { path: 'notes.txt', what: 'added' },
  ]);
});

test('a file that is a link to the very same bytes is not the one that was written', async () => {
  const folder = await besideKey();
  await rename(join(folder, 'situation.json'), join(folder, '../elsewhere'));
  await symlink(join(folder, '../elsewhere'), join(folder, 'situation.json'));
  expect((await verifyFiles(folder)).faults).toEqual([{ path: 'situation.json', what: 'changed' }]);
});

test('reports that are written again are a layer over a signed manifest, which can still be told and verified', async () => {
  const folder = await signedAudit();
  const before = await readFile(join(folder, 'manifest.json'), 'utf8');
  await put(folder, 'situation.fr.html', 'other bytes');
  await vouchFor(folder, ['situation.fr.html', await put(folder, 'situation.en.html')], '1.1.0');
  const verdict = await verifyFiles(folder);
  expect(verdict.faults).toEqual([]);
  const [step, former] = [verdict.history.steps.at(-1), verdict.history.steps.at(-2)];
  expect([step?.kind, step?.written, step?.gone.map(({ path }) => path)]).toEqual([
    'reports',
    ['situation.en.html', 'situation.fr.html'],
    ['situation.fr.html'],
  ]);
  expect(former?.text).toBe(before);
  expect(await readSignature(folder)).toBeNull();
  expect(await signatureOf(folder, verdict)).toEqual({
    ...{ outcome: 'former', keyId: PUBLIC.id, isTrusted: true, layer: 5 },
  });
});

test('the same bytes written again leave the manifest and its signature as they are', async () => {
  const folder = await signedAudit();
  const before = await readFile(join(folder, 'manifest.json'), 'utf8');
  await vouchFor(folder, ['situation.fr.html'], '2.0.0');
  expect(await readFile(join(folder, 'manifest.json'), 'utf8')).toBe(before);
  expect(await signatureOf(folder, await verifyFiles(folder))).toMatchObject({ outcome: 'valid' });
});

test('a history that somebody wrote anew does not follow from itself, or bears another digest', async () => {
  const folder = await signedAudit();
  const { manifest } = (await readAuditManifest(folder)) ?? expect.fail('no manifest');
  const layers = manifest.layers ?? expect.fail('no layers');
  const forged = [
    layers.toSpliced(2, 1),
    layers.toReversed(),
    layers.with(1, { ...(layers[1] ?? expect.fail()), vigie: '9.9.9' }),
    layers.with(1, { ...(layers[1] ?? expect.fail()), facts: { inactiveAfterDays: 9_000 } }),
  ];
  for (const one of forged) {
    const made = manifestOf(manifest.files, manifest.vigie, one);
    expect(historyOf(made, `${JSON.stringify(made, null, 2)}\n`).isWhole).toBe(false);
  }
});

test('an establishment whose reports were written again since is told apart from one that was changed', async () => {
  const folder = await signedAudit();
  const part = join(folder, 'establishments/chum');
  await vouchFor(part, [await put(part, 'situation.en.md')], '1.0.0');
  expect(await verifyFiles(folder)).toMatchObject({ faults: [], renderedSince: ['establishments/chum'] });
  await rm(join(part, 'manifest.json'));
  await vouchFor(part, ['situation.json', 'situation.en.md'], '1.0.0');
  expect((await verifyFiles(folder)).faults).toEqual([
    { path: 'establishments/chum/manifest.json', what: 'changed' },
  ]);
});

test('an audit of a version before the layers is verified as far as it tells; what comes over it names it', async () => {
  const folder = await temporaryFolder();
  const paths = [await put(folder, 'situation.json'), await put(folder, 'snapshot/manifest.json')];
  const part = join(folder, 'establishments/chum');
  const old = async (at: string, of: readonly string[]): Promise<string> => {
    const files = await Promise.all(
      of.map(async (path) => ({ path, ...digestOfText(await readFile(join(at, path), 'utf8')) })),
    );
    const text = JSON.stringify({ schema: 'vigie/manifest/1', vigie: '0.1.0', files }, null, 2);
    await writeFile(join(at, 'manifest.json'), text);
    return digestOfText(text).sha256;
  };
  await put(part, 'situation.json');
  await old(part, ['situation.json']);
  const digest = await old(folder, paths);
  expect(await verifyFiles(folder)).toMatchObject({
    ...{ faults: [], intact: { files: 3 }, unrecorded: ['establishments/chum'], history: { steps: [] } },
  });
  await vouchFor(folder, [await put(folder, 'situation.fr.md')], '1.0.0');
  const verdict = await verifyFiles(folder);
  expect(verdict).toMatchObject({ faults: [], unrecorded: ['establishments/chum'] });
  expect(verdict.history.steps.map(({ kind, sha256 }) => [kind, sha256])).toEqual([
    ['unlayered', digest],
    ['reports', verdict.history.steps[1]?.sha256],
  ]);
  await put(part, 'situation.json', 'changed');
  expect((await verifyFiles(folder)).faults).toEqual([
    { path: 'establishments/chum/situation.json', what: 'changed' },
  ]);
});

test('the signature is one that openssl checks alone, with the key identified as the docs say', async () => {
  const folder = await besideKey();
  const argv = [
    ...['pkeyutl', '-verify', '-rawin', '-pubin', '-inkey', join(folder, '../key.pub')],
    ...['-in', join(folder, 'manifest.json'), '-sigfile', join(folder, 'manifest.json.sig')],
  ];
  expect(execFileSync('openssl', argv).toString()).toBe('Signature Verified Successfully\n');
  const der = execFileSync('openssl', [
    'pkey',
    '-pubin',
    '-in',
    join(folder, '../key.pub'),
    '-outform',
    'DER',
  ]);
  expect(execFileSync('openssl', ['dgst', '-sha256', '-r'], { input: der }).toString().slice(0, 64)).toBe(
    PUBLIC.id,
  );
  await writeFile(join(folder, 'manifest.json'), `${await readFile(join(folder, 'manifest.json'), 'utf8')} `);
  expect(spawnSync('openssl', argv).status).toBe(1);
});

test('a signature by another key, and one that was left out, are told', async () => {
  const folder = await signedAudit();
  const other = newKeyPair();
  const verdict = await verifyFiles(folder);
  const bytes = await readSignature(folder);
  expect(verifySignature(verdict.history, bytes, [publicKeyOf(other.publicPem, 'other')])).toMatchObject({
    ...{ outcome: 'valid', keyId: PUBLIC.id, isTrusted: false },
  });
  expect(verifySignature(verdict.history, bytes, [])).toMatchObject({ outcome: 'valid', isTrusted: null });
  await rm(join(folder, 'manifest.json.sig'));
  expect(await signatureOf(folder, await verifyFiles(folder))).toEqual({ outcome: 'unsigned' });
});

test.each([
  [
    'an RSA key',
    '-----BEGIN PUBLIC KEY-----\nMFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAK==\n-----END PUBLIC KEY-----\n',
  ],
  ['a text', 'no key'],
  ['a private key', KEYS.privatePem],
])('%s is refused as a public key, and not quoted', (_, pem) => {
  expect(() => publicKeyOf(pem, 'cle.pub')).toThrow(
    /^cle\.pub must be an Ed25519 public key in PEM: it is (no such|a private) key/,
  );
});
