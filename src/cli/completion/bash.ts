import { optionKeys, valued, type CompletedCommand, type CompletedOption } from './command-tree.ts';
import { quoted } from './quoted.ts';

/** https://www.gnu.org/software/bash/manual/html_node/Programmable-Completion.html: what it does not know is completed as a file. */
export function bashCompletion(tree: readonly CompletedCommand[]): string {
  return [
    '# vigie completion bash: load it with: source <(vigie completion bash)',
    '_vigie() {',
    '  local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}" at="" words="" i',
    '  COMPREPLY=()',
    '  # --option=value comes as three words.',
    '  if [[ $word == = ]]; then word=""',
    '  elif [[ $before == = ]]; then before="${COMP_WORDS[COMP_CWORD-2]}"; fi',
    '  for ((i = 1; i < COMP_CWORD; i++)); do',
    '    case "${at:+$at }${COMP_WORDS[i]}" in',
    `      ${tree
      .filter(({ path }) => path !== '')
      .map(({ path }) => quoted(path))
      .join('|')}) at="\${at:+$at }\${COMP_WORDS[i]}" ;;`,
    '    esac',
    '  done',
    '  case "${at:+$at }$before" in',
    ...tree.flatMap((command) => valued(command).map((option) => valueCase(command, option))),
    '  esac',
    '  case "$at" in',
    ...tree.map(wordsCase),
    '  esac',
    '  COMPREPLY=($(compgen -W "$words" -- "$word"))',
    '}',
    'complete -o default -F _vigie vigie',
    '',
  ].join('\n');
}

function valueCase(command: CompletedCommand, option: CompletedOption): string {
  const keys = optionKeys(command, option).map(quoted).join('|');
  const { value } = option;
  return typeof value === 'string'
    ? `    ${keys}) return ;;`
    : `    ${keys}) COMPREPLY=($(compgen -W ${quoted(value.join(' '))} -- "$word")); return ;;`;
}

function wordsCase({ path, commands, options, choices }: CompletedCommand): string {
  const flags = options.flatMap((option) => option.flags).join(' ');
  const others = [...commands.map(({ name }) => name), ...choices].join(' ');
  return `    ${quoted(path)}) if [[ $word == -* ]]; then words=${quoted(flags)}; else words=${quoted(others)}; fi ;;`;
}
