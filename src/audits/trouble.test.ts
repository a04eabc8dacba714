import { expect, test } from 'vitest';
import { runHere } from '../testing/run-here.ts';
import { temporaryFolder } from '../testing/tiny-snapshot.ts';

const FRENCH = (out: string): string =>
  `vigie: aucun audit sous ${out}\n  → Lancer d’abord \`vigie audit\`, ou nommer le dossier d’audit, ou le dossier des audits avec --out DOSSIER.\n`;
const ENGLISH = (out: string): string =>
  `vigie: no audit under ${out}\n  → Run \`vigie audit\` first, or name the audit folder, or the folder of audits with --out DIR.\n`;

test.each([
  [['--lang', 'fr'], { LANGUAGE: 'en' }, FRENCH],
  [['--lang=en'], { LANGUAGE: 'fr_CA:en' }, ENGLISH],
  [[], { LANGUAGE: 'fr_CA:en' }, FRENCH],
  [[], { LANGUAGE: '', LANG: 'en_CA.UTF-8' }, ENGLISH],
  [[], { LANGUAGE: '' }, FRENCH],
])('vigie list %j with %j tells that there is no audit in one language', async (argv, env, expected) => {
  const out = await temporaryFolder();
  const ended = await runHere(['list', 'mfa-status', '--out', out, ...argv], { env });
  expect(ended).toEqual({ exitCode: 4, stdout: '', stderr: expected(out) });
});
