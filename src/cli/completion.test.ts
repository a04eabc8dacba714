import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runHere } from '../testing/run-here.ts';

/** Names by the command they are of: what its help lists. */
type Names = Readonly<Record<string, readonly string[]>>;

let folder: string;
let commands: Names;
let options: Names;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vigie-completion-'));
  const named = namesIn(await helpOf([]), COMMAND).filter((name) => name !== 'help');
  expect(named.length).toBeGreaterThan(15);
  const paths = [[], ...named.map((name) => [name]), ['keys', 'new'], ['config', 'check']];
  const entries = await Promise.all(paths.map(async (path) => [path.join(' '), await helpOf(path)] as const));
  const shells = ['bash', 'zsh', 'fish', 'powershell'];
  commands = sorted({ '': named, keys: ['new'], config: ['check'], completion: shells });
  options = sorted(Object.fromEntries(entries.map(([path, help]) => [path, namesIn(help, OPTION)])));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const COMMAND = /^ {2}([a-z]+)(?: |$)/gm;
const OPTION = /^ {2}(?:-\w, )?(--[a-z0-9-]+)/gm;

async function helpOf(path: readonly string[]): Promise<string> {
  return (await runHere([...path, '--help'], { env: {} })).stdout;
}

function namesIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, name = '']) => name);
}

/** Without commands that have none. */
function sorted(names: Names): Names {
  const known = Object.entries(names).filter(([, of]) => of.length > 0);
  return Object.fromEntries(known.map(([path, of]) => [path, [...new Set(of)].sort()]));
}

function namesOf(entries: readonly (readonly [string, readonly string[]])[]): Names {
  return sorted(Object.fromEntries(entries));
}

function together(pairs: readonly (readonly [string, string])[]): Names {
  const names: Record<string, string[]> = {};
  for (const [path, name] of pairs) names[path] = [...(names[path] ?? []), name];
  return sorted(names);
}

async function scriptOf(shell: string): Promise<string> {
  const { exitCode, stdout, stderr } = await runHere(['completion', shell], { env: {} });
  expect([exitCode, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^[\n\x20-\x7e]+\n$/);
  return stdout;
}

test('bash completes commands, options and choices, and leaves files to itself', async () => {
  const file = join(folder, 'vigie.bash');
  writeFileSync(file, await scriptOf('bash'));
  execFileSync('bash', ['-n', file]);
  const lines = [
    ...['vigie li', 'vigie list --for', 'vigie list --format ', 'vigie list --format=js', 'vigie keys '],
    ...['vigie keys new --o', 'vigie list x --verdict=', 'vigie completion f', 'vigie audit --config '],
    ...['vigie list ', 'vigie check latest --sum', 'vigie export --a'],
  ];
  const script = `source "$1"; shift
    for line; do
      read -ra COMP_WORDS <<< "\${line//=/ = }"
      [[ $line == *' ' ]] && COMP_WORDS+=('')
      COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _vigie; echo "$line: \${COMPREPLY[*]}"
    done`;
  const answer = execFileSync('bash', ['--norc', '-uc', script, 'bash', file, ...lines], {
    encoding: 'utf8',
  });
  expect(answer.trimEnd().split('\n')).toEqual([
    'vigie li: list',
    'vigie list --for: --format',
    'vigie list --format : csv json ndjson table',
    'vigie list --format=js: json',
    'vigie keys : new',
    'vigie keys new --o: --out',
    'vigie list x --verdict=: compliant non-compliant undetermined not-applicable',
    'vigie completion f: fish',
    'vigie audit --config : ',
    'vigie list : ',
    'vigie check latest --sum: --summary',
    'vigie export --a: --append --all',
  ]);
});

test('the script of bash has every command and option', async () => {
  const cases = [
    ...(await scriptOf('bash')).matchAll(/^ {4}'(.*)'\) if .* words='(.*)'; else words='(.*)'; fi ;;$/gm),
  ];
  const of = (at: 2 | 3): Names => namesOf(cases.map((one) => [one[1] ?? '', wordsIn(one[at])]));
  expect([of(3), longOf(of(2))]).toEqual([commands, options]);
});

function wordsIn(text = ''): string[] {
  return text.split(' ').filter((word) => word !== '');
}

function longOf(names: Names): Names {
  return namesOf(
    Object.entries(names).map(([path, of]) => [path, of.filter((name) => name.startsWith('--'))] as const),
  );
}

test('the script of zsh has every command and option', async () => {
  const cases = [
    ...(await scriptOf('zsh')).matchAll(/^ {4}\('(.*)'\)\n {6}others=\((.*)\)\n {6}flags=\((.*)\) ;;$/gm),
  ];
  const of = (at: 2 | 3): Names =>
    namesOf(cases.map((one) => [one[1] ?? '', namesIn(one[at] ?? '', /(?:^|' )'([a-z0-9-]+)/g)]));
  expect([of(2), longOf(of(3))]).toEqual([commands, options]);
});

test('the script of fish has every command, every option and its short form', async () => {
  const lines = [...(await scriptOf('fish')).matchAll(/^complete -c vigie -n '__vigie_at "(.*?)"' (.*)$/gm)];
  const named = lines.flatMap(([, path = '', rest = '']) =>
    wordsIn(/^-f -a '(.*?)'/.exec(rest)?.[1]).map((name) => [path, name] as const),
  );
  const long = lines.flatMap(([, path = '', rest = '']) =>
    namesIn(rest, /^-l ([a-z0-9-]+)/g).map((name) => [path, `--${name}`] as const),
  );
  expect([together(named), together(long)]).toEqual([commands, options]);
  expect(lines.map(([line]) => line)).toContain(
    `complete -c vigie -n '__vigie_at "list"' -l quiet -s q -d 'nothing on stderr but what failed'`,
  );
});

test('the script of PowerShell has every command and option, with every quote closed', async () => {
  const script = await scriptOf('powershell');
  const [, named = '', flags = ''] = script.split(/^ {4}\$(?:others|options|values) = @\{$/m);
  const of = (part: string): Names =>
    together(
      [...part.matchAll(/^ {8}'(.*?)' = @\((.*)\)$/gm)].flatMap(([, path = '', pairs = '']) =>
        namesIn(pairs, /,@\('([^']+)', /g).map((name) => [path, name] as const),
      ),
    );
  expect([of(named), longOf(of(flags))]).toEqual([commands, options]);
  // Within a line of data, strings alone: what is left without them holds no quote.
  const data = script.split('\n').filter((line) => line.startsWith("        '"));
  expect(data.length).toBeGreaterThan(60);
  expect(
    data.filter((line) => !/^ {8} = @\([,@();\s]*\)$/.test(line.replace(/'(?:[^']|'')*'/g, ''))),
  ).toEqual([]);
});

test('another shell is refused with those there are', async () => {
  const { exitCode, stdout, stderr } = await runHere(['completion', 'csh'], { env: {} });
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toContain('Allowed choices are bash, zsh, fish, powershell.');
});
