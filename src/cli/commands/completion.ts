import { Argument, type Command } from 'commander';
import type { Shell } from '../completion/completion.ts';
import type { Io } from '../io.ts';

const SHELLS: readonly Shell[] = ['bash', 'zsh', 'fish', 'powershell'];

const LOADING = `
Load it in the file that the shell reads when it starts:
  bash        source <(vigie completion bash)
  zsh         source <(vigie completion zsh)       after compinit
  fish        vigie completion fish | source
  powershell  vigie completion powershell | Out-String | Invoke-Expression`;

export function addCompletion(program: Command, io: Io): void {
  program
    .command('completion')
    .description('Print the script by which a shell completes commands, options and their choices')
    .addArgument(new Argument('<shell>', 'the shell that reads it').choices(SHELLS))
    .addHelpText('after', LOADING)
    .action(async (shell: Shell) => {
      const { completionScript } = await import('../completion/completion.ts');
      await io.stdout.write(completionScript(program, shell));
    });
}
