import type { CompletedCommand, CompletedOption } from './command-tree.ts';

/** https://fishshell.com/docs/current/completions.html: what it does not know is completed as a file. */
export function fishCompletion(tree: readonly CompletedCommand[]): string {
  return [
    '# vigie completion fish: load it with: vigie completion fish | source',
    'function __vigie_at',
    '    set -l at',
    '    for token in (commandline -opc)',
    '        switch (string trim -- "$at $token")',
    `            case ${tree
      .filter(({ path }) => path !== '')
      .map(({ path }) => fishWord(path))
      .join(' ')}`,
    '                set at $at $token',
    '        end',
    '    end',
    '    test "$at" = "$argv[1]"',
    'end',
    'complete -c vigie -e',
    ...tree.flatMap(commandLines),
    '',
  ].join('\n');
}

function commandLines({ path, commands, options, choices }: CompletedCommand): string[] {
  const when = `complete -c vigie -n ${fishWord(`__vigie_at "${path}"`)}`;
  return [
    ...commands.map(({ name, description }) => `${when} -f -a ${fishWord(name)} -d ${fishWord(description)}`),
    ...(choices.length === 0 ? [] : [`${when} -f -a ${fishWord(choices.join(' '))}`]),
    ...options.map((option) => `${when} ${optionText(option)}`),
  ];
}

function optionText({ flags, description, value }: CompletedOption): string {
  const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  return [...names, ...valueText(value), `-d ${fishWord(description)}`].join(' ');
}

function valueText(value: CompletedOption['value']): string[] {
  if (value === 'none') return [];
  return value === 'any' ? ['-r'] : [`-x -a ${fishWord(value.join(' '))}`];
}

/** A text as one word of fish, nothing within it expanded. */
function fishWord(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
