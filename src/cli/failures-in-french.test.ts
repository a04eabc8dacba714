import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { vouchFor } from '../evidence/vouch-for.ts';
import { runHere } from '../testing/run-here.ts';
import { temporaryFolder } from '../testing/tiny-snapshot.ts';

const inFrench = (argv: readonly string[]) => runHere([...argv, '--lang', 'fr'], { env: {} });

async function withManifest(text: string): Promise<string> {
  const audit = await temporaryFolder();
  await mkdir(join(audit, 'snapshot'));
  await writeFile(join(audit, 'snapshot/manifest.json'), text);
  return audit;
}

test('a snapshot that is damaged, of another version, or not there is told in French', async () => {
  const damaged = await withManifest('{"schema":');
  const manifest = (audit: string): string => join(audit, 'snapshot/manifest.json');
  expect(await inFrench(['assess', damaged])).toEqual({
    exitCode: 4,
    stdout: '',
    stderr: `vigie: L’instantané est endommagé\u00a0: ${manifest(damaged)} n’est pas du JSON.\n  → Collecter un nouvel instantané avec «\u00a0vigie collect\u00a0».\n`,
  });
  const other = await withManifest('{"schema":"vigie/snapshot/99"}');
  const refused = await inFrench(['assess', other]);
  expect(refused.exitCode).toBe(4);
  expect(refused.stderr).toMatch(
    /^vigie: L’instantané est d’une autre version\u00a0: .* dit "vigie\/snapshot\/99", ce programme lit "[^"]+"\.\n {2}→ Utiliser la version de Vigie qui l’a écrit, ou collecter un nouvel instantané\.\n$/,
  );
});

test('an audit that was altered, and a key that makes no pseudonyms, are told in French', async () => {
  const audit = await withManifest('{}');
  await writeFile(join(audit, 'situation.json'), '{}');
  await vouchFor(audit, ['situation.json', 'snapshot/manifest.json'], '1.2.3');
  await writeFile(join(audit, 'situation.json'), '[]');
  const verified = await inFrench(['verify', audit]);
  expect({ ...verified, stdout: verified.stdout.replaceAll(/[0-9a-f]{64}/g, '…') }).toEqual({
    exitCode: 4,
    stderr: '',
    stdout: `NON vérifié\u00a0: ${audit}
  ✗ modifié\u00a0: situation.json
  Empreinte de l’audit (SHA-256 de manifest.json)\u00a0: …
  1. rapports (Vigie 1.2.3)\u00a0: fichiers écrits\u00a0: 2; remplacés\u00a0: 0; retirés\u00a0: 0
     manifest.json était alors …
  Fichiers intacts\u00a0: 1 (2 octets).
  Non signé\u00a0: les empreintes montrent une altération, pas qui a écrit l’audit.
`,
  });
  const key = join(audit, 'key.txt');
  await writeFile(key, 'a password\n', { mode: 0o600 });
  const out = join(await temporaryFolder(), 'copy');
  expect(await inFrench(['share', audit, '--key', key, '--out', out])).toEqual({
    exitCode: 2,
    stdout: '',
    stderr: `vigie: ${key} n’est pas une clé pour faire des pseudonymes\u00a0: elle n’est ni en base64 ni en hexadécimal
  → En créer une avec\u00a0: \`vigie keys new --for share --out FICHIER\`; elle doit avoir 32 octets aléatoires ou plus, en base64 ou en hexadécimal.
`,
  });
});
