import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { vouchFor } from '../evidence/vouch-for.ts';
import { assessTiny } from '../testing/assess-tiny.ts';
import { runHere } from '../testing/run-here.ts';
import { MAILBOX_PLAN } from '../testing/tiny-snapshot.ts';

const refreshedOn = '2020-10-27';
const writings = ['\ufeffCHUM', 'CHUM', 'C\u200bHUM', '\u202aCHUM\u202c'];

/** An assessed audit of accounts of one establishment and their unused mailboxes, each written with what cannot be seen. */
async function assessed(): Promise<string> {
  const { auditFolder, situation } = await assessTiny({
    tables: {
      accounts: writings.map((companyName, at) => ({
        accountId: `a${at}`,
        userPrincipalName: `${at % 2 === 0 ? '\ufeff' : ''}a${at}@reseau.example`,
        userType: 'Member',
        createdAt: '2015-01-01T00:00:00',
        exchangePlans: [MAILBOX_PLAN],
        companyName,
      })),
      'mail-activity': writings.map((_, at) => ({
        refreshedOn,
        userPrincipalName: `${at % 2 === 0 ? '' : '\u2060'}A${at}@reseau.example`,
        lastActivityOn: '2019-01-01',
      })),
    },
  });
  const tables = situation.indicators.map(({ id }) => `findings/${id}.parquet`);
  await vouchFor(
    auditFolder,
    ['situation.json', 'establishments.json', 'dossier.parquet', ...tables],
    '0.0.0',
  );
  return auditFolder;
}

test('accounts of one establishment are found under its name, whatever cannot be seen in it', async () => {
  const audit = await assessed();
  const argv = ['list', 'inactive-mailboxes', audit, '--format', 'csv', '--establishment'];
  for (const name of ['CHUM', '\ufeffchum', 'CH\u00adUM']) {
    const { exitCode, stdout, stderr } = await runHere([...argv, name], { env: {} });
    const rows = stdout.trimEnd().split('\n').slice(1);
    expect([exitCode, rows.map((row) => row.split(',').slice(2, 7))], stderr).toEqual([
      0,
      writings.map((_, at) => [`a${at}@reseau.example`, '', 'staff', 'false', 'CHUM']),
    ]);
  }
});

test('an audit is split by establishments that were written with what cannot be seen', async () => {
  const audit = await assessed();
  const argv = ['report', audit, '--formats', 'csv', '--split', 'establishment', '--quiet'];
  const { exitCode, stderr } = await runHere(argv, { env: {} });
  expect([exitCode, stderr]).toEqual([0, '']);
  expect((await readdir(join(audit, 'establishments'))).sort()).toEqual(['chum', 'index.csv']);
});
