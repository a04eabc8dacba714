import type { Command } from 'commander';
import { bashCompletion } from './bash.ts';
import { commandTree, type CompletedCommand } from './command-tree.ts';
import { fishCompletion } from './fish.ts';
import { powershellCompletion } from './powershell.ts';
import { zshCompletion } from './zsh.ts';

export type Shell = 'bash' | 'zsh' | 'fish' | 'powershell';

const SCRIPTS: Readonly<Record<Shell, (tree: readonly CompletedCommand[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
  powershell: powershellCompletion,
};

/** The script by which a shell completes the commands, options and choices that the program has. */
export function completionScript(program: Command, shell: Shell): string {
  return SCRIPTS[shell](commandTree(program));
}
