import {
  optionKeys,
  valued,
  type CompletedCommand,
  type CompletedOption,
  type Described,
} from './command-tree.ts';
import { quoted } from './quoted.ts';

/** https://zsh.sourceforge.io/Doc/Release/Completion-System.html: sourced, or kept as `_vigie` in a folder of `fpath`. */
export function zshCompletion(tree: readonly CompletedCommand[]): string {
  return [
    '#compdef vigie',
    '# vigie completion zsh: load it, after compinit, with: source <(vigie completion zsh)',
    '_vigie() {',
    '  local at="" i',
    '  local -a others flags',
    '  for ((i = 2; i < CURRENT; i++)); do',
    '    case "${at:+$at }${words[i]}" in',
    `      (${tree
      .filter(({ path }) => path !== '')
      .map(({ path }) => quoted(path))
      .join('|')}) at="\${at:+$at }\${words[i]}" ;;`,
    '    esac',
    '  done',
    '  case "${at:+$at }${words[CURRENT-1]}" in',
    ...tree.flatMap((command) => valued(command).map((option) => valueCase(command, option))),
    '  esac',
    '  case "$at" in',
    ...tree.flatMap(wordsCase),
    '  esac',
    '  if [[ $PREFIX == -* ]]; then _describe -o option flags',
    '  elif (( $#others )); then _describe command others',
    '  else _files; fi',
    '}',
    'if [[ "${funcstack[1]}" == _vigie ]]; then _vigie "$@"; else compdef _vigie vigie; fi',
    '',
  ].join('\n');
}

function valueCase(command: CompletedCommand, option: CompletedOption): string {
  const keys = optionKeys(command, option).map(quoted).join('|');
  const { value } = option;
  const completed = typeof value === 'string' ? '_files' : `compadd -- ${value.map(quoted).join(' ')}`;
  return `    (${keys}) ${completed}; return ;;`;
}

function wordsCase({ path, commands, options, choices }: CompletedCommand): string[] {
  const flags = options.flatMap(({ flags, description }) => flags.map((name) => ({ name, description })));
  const others = [...commands, ...choices.map((name) => ({ name, description: '' }))];
  return [
    `    (${quoted(path)})`,
    `      others=(${others.map(described).join(' ')})`,
    `      flags=(${flags.map(described).join(' ')}) ;;`,
  ];
}

function described({ name, description }: Described): string {
  const written = name.replaceAll(':', '\\:');
  return quoted(description === '' ? written : `${written}:${description}`);
}
