import { expect, test } from 'vitest';
import { frenchFaults } from '../testing/french-faults.ts';
import { runHere } from '../testing/run-here.ts';

const HELP = '(vigie --help liste les commandes, vigie COMMANDE --help leurs options)\n';

test.each<[string, string]>([
  ['audit --inactve-after 30', 'l’option --inactve-after n’existe pas\n(S’agit-il de --inactive-after?)'],
  ['audit --xyzzy', 'l’option --xyzzy n’existe pas'],
  ['audti', 'la commande «\u00a0audti\u00a0» n’existe pas\n(S’agit-il de audit?)'],
  ['config chek', 'la commande «\u00a0chek\u00a0» n’existe pas\n(S’agit-il de check?)'],
  ['show', 'il manque l’argument «\u00a0account\u00a0»'],
  ['compare 2020-09', 'il manque l’argument «\u00a0newer\u00a0»'],
  ['doctor extra', 'la commande doctor ne prend aucun argument, et en a reçu 1'],
  ['compare 2020-08 2020-09 2020-10', 'la commande compare prend 2 arguments au plus, et en a reçu 3'],
  ['audit --out', 'il manque la valeur de l’option --out <dir>'],
  ['setup', 'l’option --print <kind> est obligatoire'],
  ['audit --quiet --verbose', 'l’option -q, --quiet ne va pas avec l’option -v, --verbose'],
  [
    'list --format xml',
    'la valeur «\u00a0xml\u00a0» de l’option --format <format> n’est pas permise. Valeurs permises\u00a0: csv, json, ndjson, table.',
  ],
  [
    'completion tcsh',
    'la valeur «\u00a0tcsh\u00a0» de l’argument «\u00a0shell\u00a0» n’est pas permise. Valeurs permises\u00a0: bash, zsh, fish, powershell.',
  ],
  [
    'audit --inactive-after 0',
    'la valeur «\u00a00\u00a0» de l’option --inactive-after <days> n’est pas permise. Écrire un nombre entier, 1 ou plus.',
  ],
  [
    'share --mask-under 1000',
    'la valeur «\u00a01000\u00a0» de l’option --mask-under <n> n’est pas permise. Écrire un nombre entier, de 2 à 100.',
  ],
  [
    'audit --max-duration 0s',
    'la valeur «\u00a00s\u00a0» de l’option --max-duration <duration> n’est pas permise. Une durée de 0 ne laisse rien faire\u00a0: écrire plus que 0, ou retirer l’option.',
  ],
])('vigie %s is refused in French', async (line, told) => {
  const ended = await runHere(line.split(' '), { env: { LANGUAGE: 'fr' } });
  expect(ended).toEqual({ exitCode: 2, stdout: '', stderr: `erreur\u00a0: ${told}\n${HELP}` });
  expect(frenchFaults(ended.stderr.replaceAll(/--[a-z-]+|<[a-z]+>|«[^»]*»|\([^)]*\)/g, 'x'))).toEqual([]);
});

test('in English Commander tells it as it always does', async () => {
  const { stderr } = await runHere(['audti'], { env: { LANGUAGE: 'en' } });
  expect(stderr).toMatch(/^error: unknown command 'audti'\n\(Did you mean audit\?\)\n/);
});
