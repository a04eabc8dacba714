import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { alteredFiles } from '../evidence/manifest.ts';
import { RENDERERS } from '../renderers/catalogue.ts';
import { terminalReport } from '../renderers/terminal/terminal-report.ts';
import { PROGRAM, runProgram, startCommand, type Ended } from '../testing/run-program.ts';
import {
  auditSimulated,
  SHIPPED_CONFIG,
  situationOf,
  type SimulatedAudit,
} from '../testing/simulated-audit.ts';

const PLAIN = { width: null, drawings: false, colour: 0 } as const;

let folder: string;
let audit: SimulatedAudit;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-terminal-'));
  audit = await auditSimulated({ tenant: { mailboxes: 400 }, out: join(folder, 'reports') });
  expect(audit.exitCode, audit.stderr).toBe(0);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function report(argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return runProgram(['report', audit.auditFolder, ...argv], { env });
}

/** What a command that wrote in the audit ends with. */
async function fingerprint(): Promise<string> {
  const manifest = await readFile(join(audit.auditFolder, 'manifest.json'));
  const sha256 = createHash('sha256').update(manifest).digest('hex');
  return `Empreinte de l’audit (SHA-256 de manifest.json)\u00a0: ${sha256}\n`;
}

test('an audit and an assessment end with the terminal report, and with what to run next', async () => {
  const argv = ['assess', audit.auditFolder, '--config', SHIPPED_CONFIG, '--lang', 'en'];
  const assessed = await runProgram(argv);
  const situation = await situationOf(audit.auditFolder);
  const next = `vigie list unread-mail ${audit.auditFolder}\n`;
  expect(audit.stderr).toContain(`\n${terminalReport(situation, 'fr', PLAIN)}\n  → `);
  expect(audit.stderr).toContain(`\n  → Les comptes du constat le plus grave\u00a0: ${next}`);
  expect(assessed.stdout).toBe(`${audit.auditFolder}\n`);
  expect(assessed.stderr).toContain(`\n${terminalReport(situation, 'en', PLAIN)}\n  → `);
  expect(assessed.stderr).toContain(`\n  → The accounts of the most serious finding: ${next}`);
});

test('the terminal report alone is the data of stdout, and nothing is written', async () => {
  const manifest = join(audit.auditFolder, 'manifest.json');
  const before = await readFile(manifest);
  const text = terminalReport(await situationOf(audit.auditFolder), 'fr', PLAIN);
  expect(await report(['--formats', 'terminal'])).toEqual({ exitCode: 0, stdout: text, stderr: '' });
  expect(await readFile(manifest)).toEqual(before);
});

test('beside the terminal report the paths of the other formats go to stderr', async () => {
  const text = terminalReport(await situationOf(audit.auditFolder), 'fr', PLAIN);
  expect(await report(['--formats', 'json,terminal,markdown'])).toEqual({
    exitCode: 0,
    stdout: text,
    stderr: `${['situation.json', 'situation.fr.md']
      .map((name) => `${join(audit.auditFolder, name)}\n`)
      .join('')}${await fingerprint()}`,
  });
});

test('by default every format that is a file is written, and stdout lists them', async () => {
  const { exitCode, stdout, stderr } = await report([]);
  expect([exitCode, stderr]).toEqual([0, await fingerprint()]);
  const listed = stdout.trimEnd().split('\n');
  expect(listed).toEqual(expect.arrayContaining([join(audit.auditFolder, 'situation.fr.md')]));
  expect(listed.length).toBeGreaterThan(Object.keys(RENDERERS).length);
});

test('colours and width can be forced upon a pipe, and colours refused', async () => {
  const situation = await situationOf(audit.auditFolder);
  const argv = ['--formats', 'terminal', '--lang', 'en'];
  const forced = await report(argv, { FORCE_COLOR: '1', COLUMNS: '60' });
  const refused = await report(argv, { NO_COLOR: '1' });
  expect(forced.stdout).toBe(terminalReport(situation, 'en', { width: 60, drawings: true, colour: 1 }));
  expect(refused.stdout).toBe(terminalReport(situation, 'en', PLAIN));
});

test('a reader who has seen enough ends the report', async () => {
  const script = `set -o pipefail; "$NODE" "$PROGRAM" report "$AUDIT" --formats terminal | head -n 1`;
  const env = {
    NODE: process.execPath,
    PROGRAM: join(process.cwd(), PROGRAM),
    AUDIT: audit.auditFolder,
    PATH: '/usr/bin:/bin',
  };
  const { exitCode, stdout, stderr } = await startCommand('/bin/bash', ['-c', script], { env }).ended;
  expect([exitCode, stdout, stderr]).toEqual([0, 'État de situation — Constats\n', '']);
});

test('a format that cannot be written ends the report with its file’s name, and loses none before it', async () => {
  const page = join(audit.auditFolder, 'situation.en.md');
  await mkdir(join(page, 'in-the-way'), { recursive: true });
  const listing = join(audit.auditFolder, 'gaps.csv');
  await writeFile(listing, 'stale');
  const { exitCode, stdout, stderr } = await report(['--formats', 'csv,markdown,json', '--lang', 'en']);
  expect([exitCode, stdout]).toEqual([4, '']);
  expect(stderr).toContain(`vigie: cannot write ${page}`);
  expect(await readFile(listing, 'utf8')).toMatch(/^source,reason,/);
  expect(await alteredFiles(audit.auditFolder, 'findings')).toEqual([]);
});
