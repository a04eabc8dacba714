import type { Command } from 'commander';

/** What a shell may complete of a command, read from the program itself. */
export interface CompletedCommand {
  /** Its name with those above it, without the program's: `keys new`; '' for the program. */
  readonly path: string;
  readonly commands: readonly Described[];
  readonly options: readonly CompletedOption[];
  /** Values of its arguments, where these are a choice. */
  readonly choices: readonly string[];
}

export interface Described {
  readonly name: string;
  readonly description: string;
}

export interface CompletedOption {
  /** The long form, then the short one where there is one. */
  readonly flags: readonly string[];
  readonly description: string;
  /** Whether a value follows; where the values are a choice, which. */
  readonly value: 'none' | 'any' | readonly string[];
}

const HELP: CompletedOption = {
  flags: ['--help', '-h'],
  description: 'display help for command',
  value: 'none',
};

/** The program, then every command, each before those beneath it. */
export function commandTree(command: Command, path = ''): CompletedCommand[] {
  const { commands } = command;
  const own: CompletedCommand = {
    path,
    commands: commands.map((one) => ({ name: one.name(), description: plain(one.description()) })),
    options: [...command.options.filter(({ hidden }) => !hidden).map(completedOption), HELP],
    choices: command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
  };
  return [own, ...commands.flatMap((one) => commandTree(one, `${path} ${one.name()}`.trim()))];
}

function completedOption({ long, short, ...option }: Command['options'][number]): CompletedOption {
  const takesValue = option.required || option.optional;
  return {
    flags: [long, short].filter((flag) => typeof flag === 'string'),
    description: plain(option.description),
    value: takesValue ? (option.argChoices ?? 'any') : 'none',
  };
}

const ASCII: readonly (readonly [RegExp, string])[] = [
  [/[‘’]/g, "'"],
  [/[“”]/g, '"'],
  [/…/g, '...'],
  [/\s+/g, ' '],
];

/** Without characters that a shell with another encoding, or PowerShell, which takes typographic quotes for its own, reads otherwise. */
function plain(text: string): string {
  return ASCII.reduce((written, [pattern, by]) => written.replace(pattern, by), text);
}

/** The `COMMAND OPTION` that a shell compares the two last words with. */
export function optionKeys({ path }: CompletedCommand, { flags }: CompletedOption): string[] {
  return flags.map((flag) => `${path} ${flag}`.trim());
}

/** Options that a value follows. */
export function valued({ options }: CompletedCommand): CompletedOption[] {
  return options.filter(({ value }) => value !== 'none');
}
