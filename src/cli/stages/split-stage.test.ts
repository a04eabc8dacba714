import { readXlsx } from 'hucre';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verifyFiles } from '../../evidence/verify-files.ts';
import { vouchFor } from '../../evidence/vouch-for.ts';
import type { Language } from '../../i18n/language.ts';
import { FILE_FORMATS } from '../../renderers/renderer.ts';
import { assessTinyOf } from '../../testing/assess-tiny.ts';
import { deckFaults } from '../../testing/deck-faults.ts';
import { MAILBOX_PLAN } from '../../testing/tiny-snapshot.ts';
import type { Io, Output } from '../io.ts';
import { splitStage } from './split-stage.ts';

const write = () => Promise.resolve();
const OUTPUT: Output = { isTerminal: false, columns: 80, write, draw: write, finish: write };
const IO: Io = {
  ...{
    env: {},
    language: 'en',
    cwd: '/',
    now: () => new Date(0),
    random: () => 0,
    stdout: OUTPUT,
    stderr: OUTPUT,
  },
  signal: new AbortController().signal,
  ending: { onInterruption: [], onFailure: [], folders: new Set() },
};

const PEOPLE = [
  { name: 'anne', at: 'CHUM', lastOn: '2020-02-01' },
  { name: 'benoit', at: 'CHUM', lastOn: '2020-10-20' },
  { name: 'chantal', at: 'CISSS d’Été', lastOn: '2020-10-26' },
];

/** Two establishments: one has somebody to write to, and the other nobody. */
async function splitAudit(languages: readonly Language[]): Promise<string> {
  const of = <T>(row: (person: (typeof PEOPLE)[number], upn: string) => T): T[] =>
    PEOPLE.map((person) => row(person, `${person.name}@reseau.example`));
  const report = { refreshedOn: '2020-10-27', isDeleted: false };
  const { auditFolder, situation } = await assessTinyOf(
    'inactive-mailboxes',
    'unread-mail',
  )({
    tables: {
      accounts: of(({ name, at }, userPrincipalName) => ({
        ...{ accountId: `id-${name}`, userPrincipalName, accountEnabled: true, userType: 'Member' },
        ...{ createdAt: '2016-05-04T13:00:00Z', jobTitle: 'Commis', companyName: at },
        exchangePlans: [MAILBOX_PLAN],
      })),
      'mail-activity': of(({ lastOn }, userPrincipalName) => ({
        ...{ ...report, userPrincipalName, lastActivityOn: lastOn, receiveCount: 0 },
      })),
      'mailbox-usage': of((_, userPrincipalName) => ({
        ...report,
        userPrincipalName,
        recipientType: 'user',
      })),
    },
  });
  const assessed = (await filesIn(auditFolder)).filter((path) => !path.startsWith('snapshot/'));
  await vouchFor(auditFolder, assessed, '0.0.0', [], { kind: 'assessment' });
  for (const lang of languages) {
    await splitStage(auditFolder, situation, { split: 'establishment', formats: FILE_FORMATS, lang }, IO);
  }
  return auditFolder;
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name !== 'manifest.json')
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

test('an establishment’s folder has what people open at its top, under names to send, and what programs read in its data', async () => {
  const folder = await splitAudit(['fr', 'en']);
  const chum = join(folder, 'establishments', 'chum');
  expect((await readdir(chum)).sort()).toEqual([
    'LISEZMOI.txt',
    'README.txt',
    'donnees',
    ...['html', 'md', 'pptx', 'xlsx'].map((extension) => `etat-de-situation_chum_2020-10-27.${extension}`),
    ...['letters', 'lettres', 'listes_chum_2020-10-27.xlsx', 'lists_chum_2020-10-27.xlsx'],
    ...['html', 'md', 'pptx', 'xlsx'].map((extension) => `situation-report_chum_2020-10-27.${extension}`),
  ]);
  expect(await readdir(join(chum, 'lettres'))).toEqual(['inactive-mailboxes.docx', 'inactive-mailboxes.md']);
  const data = await filesIn(join(chum, 'donnees'));
  expect(data).toEqual(
    expect.arrayContaining(['dossier.parquet', 'situation.json', 'findings/inactive-mailboxes.csv']),
  );
  // Nobody is to be written to: no list, no letter and no workbook of them.
  const other = join(folder, 'establishments', 'cisss-d-ete');
  expect(
    (await filesIn(other)).filter((path) => /lettres|listes|actions|findings\/.*csv/.test(path)),
  ).toEqual([]);
  const { faults, unrecorded } = await verifyFiles(folder);
  expect([faults, unrecorded]).toEqual([[], []]);
});

test('its page and slides are whole, and every file that is named is there', async () => {
  const folder = await splitAudit(['fr']);
  for (const name of ['chum', 'cisss-d-ete']) {
    const top = join(folder, 'establishments', name);
    const report = join(top, `etat-de-situation_${name}_2020-10-27`);
    const page = await readFile(`${report}.html`, 'utf8');
    const links = [...page.matchAll(/href="(?!#|https:|data:)([^"]+)"/g)].map(([, to = '']) => to);
    expect(links).toContain(`etat-de-situation_${name}_2020-10-27.xlsx`);
    for (const link of links) expect(existsSync(join(top, link)), link).toBe(true);
    expect(await deckFaults(await readFile(`${report}.pptx`))).toEqual([]);
    const text = await readFile(join(top, 'LISEZMOI.txt'), 'utf8');
    const markdown = await readFile(`${report}.md`, 'utf8');
    const places = [...markdown.matchAll(/[\w/]*(?:actions|findings)\/[\w-]/g)].map(([place]) => place);
    expect(places.filter((place) => !place.startsWith('donnees/'))).toEqual([]);
    if (name === 'chum') expect(markdown).toContain('donnees/actions/inactive-mailboxes.fr.csv');
    const named = [...text.matchAll(/^ {2}(\S+)\u00a0: /gm)].map(([, path = '']) => path);
    for (const path of named) expect(existsSync(join(top, path)), path).toBe(true);
  }
});

test('what an establishment is told to read first says what is found, what to decide, how sure it is, and what each file is', async () => {
  const folder = await splitAudit(['fr']);
  const text = await readFile(join(folder, 'establishments/chum/LISEZMOI.txt'), 'utf8');
  const titles = text.split('\r\n').filter((line) => line !== '' && line === line.toUpperCase());
  expect(titles).toEqual([
    'CHUM',
    'CONSTATS',
    'À DÉCIDER',
    'DEGRÉ DE CERTITUDE',
    'À LIRE',
    'POUR AGIR',
    'UNE LETTRE PAR CONTRÔLE, AVEC LES CONSEILS',
    'FUSIONNER UNE LETTRE, DANS WORD',
    'POUR LES PROGRAMMES',
  ]);
  expect(text).toMatch(/\r\n\r\nLe plus grave.*\u00a0: 1 compte courriel/);
  expect(text).toContain('- 1 compte courriel non utilisé de plus de 90 jours sur un total de 2\r\n');
  expect(text).toContain('  lettres/inactive-mailboxes.docx\u00a0: Comptes courriels non utilisés\r\n');
});

test('the workbook of lists has whom to write to, under the merge fields of the letter', async () => {
  const folder = await splitAudit(['fr']);
  const file = join(folder, 'establishments/chum/listes_chum_2020-10-27.xlsx');
  const { sheets } = await readXlsx(await readFile(file));
  expect(sheets.map(({ name }) => name)).toEqual(['Contenu', 'Boîtes inutilisées']);
  const [head = [], ...rows] = sheets[1]?.rows ?? [];
  expect(head).toEqual([
    ...['email', 'displayName', 'establishment', 'category', 'physician', 'audience', 'subject'],
    ...['finding', 'userPrincipalName', 'accountId', 'accountEnabled'],
  ]);
  expect(rows.map((row) => [row[0], row[2], row[5], row[9], row[10]])).toEqual([
    ['anne@reseau.example', 'CHUM', 'titulaire', 'id-anne', 'oui'],
  ]);
});
