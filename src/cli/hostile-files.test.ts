import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unfinishedAudits } from '../audits/unfinished-audit.ts';
import { vouchFor } from '../evidence/vouch-for.ts';
import { assessTiny } from '../testing/assess-tiny.ts';
import { runHere } from '../testing/run-here.ts';
import { MAILBOX_PLAN, temporaryFolder } from '../testing/tiny-snapshot.ts';

/** An assessed audit, vouched for, with a mailbox that is redirected. */
async function assessed(): Promise<string> {
  const { auditFolder, situation } = await assessTiny({
    tables: {
      accounts: [
        {
          accountId: 'a',
          userPrincipalName: 'a@reseau.example',
          exchangePlans: [MAILBOX_PLAN],
          companyName: 'CHUM',
        },
      ],
      'mail-activity': [{ refreshedOn: '2020-10-27', userPrincipalName: 'a@reseau.example' }],
    },
  });
  const tables = situation.indicators.map(({ id }) => `findings/${id}.parquet`);
  const files = [
    'snapshot/manifest.json',
    'situation.json',
    'establishments.json',
    'dossier.parquet',
    ...tables,
  ];
  await vouchFor(auditFolder, files, '0.0.0');
  return auditFolder;
}

/** What a disk, an editor or somebody may make of a file of JSON. */
const DAMAGES: Readonly<Record<string, (text: string) => string | Uint8Array>> = {
  'nothing in it': () => '',
  'a half of it': (text) => text.slice(0, text.length / 2),
  'a byte order mark': (text) => `\ufeff${text}`,
  'bytes that are no UTF-8': (text) => Buffer.from(text.replace(/[a-z]/, 'é'), 'latin1'),
  'UTF-16': (text) => Buffer.from(text, 'utf16le'),
  'a NUL': (text) => text.replace('"', '"\0'),
  'a NUL by its number': (text) => text.replaceAll(/":\s*"/g, '":"\\u0000'),
  'halves of characters': (text) => text.replaceAll(/":\s*"/g, '":"\\ud800'),
  null: () => 'null',
  'a number': () => '1e999',
  'a list around it': (text) => `[${text}]`,
  'lists for objects': (text) =>
    text
      .replaceAll('{', '[')
      .replaceAll('}', ']')
      .replaceAll(/"[^"]*":/g, ''),
  'texts for numbers': (text) => text.replaceAll(/: ?(\d+)/g, ':"$1"'),
  'numbers beyond any': (text) => text.replaceAll(/: ?\d+/g, ':1e308'),
  'numbers below zero': (text) => text.replaceAll(/: ?\d+/g, ':-1'),
  'keys twice': (text) => text.replace('{', '{"schema":1,"sources":2,"indicators":3,'),
  'keys of JavaScript’s own': (text) =>
    text.replaceAll('{', '{"__proto__":{"id":"x"},"constructor":1,"toString":null,').replaceAll(',}', '}'),
  'lists within lists': (text) => text.replace('{', `{"x":${'['.repeat(200_000)}${']'.repeat(200_000)},`),
};

const READERS: Readonly<Record<string, readonly string[]>> = {
  'situation.json': ['report', 'list'],
  'establishments.json': ['split'],
  'manifest.json': ['report', 'assess'],
  'snapshot/manifest.json': ['assess', 'list'],
};

const COMMANDS: Readonly<Record<string, (audit: string) => string[]>> = {
  report: (audit) => ['report', audit, '--formats', 'json,markdown,terminal', '--quiet'],
  list: (audit) => ['list', 'mailbox-redirects', audit],
  split: (audit) => ['report', audit, '--formats', 'json', '--split', 'establishment', '--quiet'],
  assess: (audit) => ['assess', audit],
};

test.each(Object.keys(READERS))(
  'whatever became of %s, a command ends well or names it, and is no bug',
  async (file) => {
    const audit = await assessed();
    const whole = await readFile(join(audit, file), 'utf8');
    for (const [damage, of] of Object.entries(DAMAGES)) {
      for (const command of READERS[file] ?? []) {
        const copy = join(await temporaryFolder(), 'audit');
        await cp(audit, copy, { recursive: true });
        await writeFile(join(copy, file), of(whole));
        if (file !== 'manifest.json') await vouchFor(copy, [file], '0.0.0');
        const { exitCode, stderr } = await runHere(COMMANDS[command]?.(copy) ?? [], { env: {}, cwd: copy });
        expect([0, 4], `${command}, ${damage}: ${stderr}`).toContain(exitCode);
        if (exitCode === 4) expect(stderr, damage).toContain(file);
        expect(stderr, damage).not.toMatch(/^ {4}at /m);
      }
    }
  },
);

test('a beginning that nobody can read is no audit to go on with', async () => {
  const out = await temporaryFolder();
  const audit = join(out, 'reseau.example', '2020-10-29T06-00-00Z');
  await cp(await assessed(), audit, { recursive: true });
  const beginning = JSON.stringify({
    schema: 'vigie/unfinished/1',
    signInTenant: 'x',
    resumedAt: [1],
    tenant: { a: '' },
  });
  for (const of of Object.values(DAMAGES)) {
    await writeFile(join(audit, '.unfinished.json'), of(beginning));
    expect(await unfinishedAudits(out, { signInTenant: 'x', cloud: 'global' })).toEqual([]);
  }
});
