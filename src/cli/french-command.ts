import { Command, CommanderError, Option, type Argument } from 'commander';
import { suggestionFor } from '../config/suggestion.ts';
import { WrongValue } from './wrong-value.ts';

/**
 * A command whose usage errors are told in French. Commander makes the English sentences in these very methods, before `error` prints
 * them: each is given the facts, and a test holds every one of them against the release of Commander in use.
 */
export class FrenchCommand extends Command {
  override createCommand(name?: string): Command {
    return new FrenchCommand(name);
  }

  missingArgument(name: string): void {
    this.#refuse('missingArgument', `il manque l’argument «\u00a0${name}\u00a0»`);
  }

  optionMissingArgument({ flags }: Option): void {
    this.#refuse('optionMissingArgument', `il manque la valeur de l’option ${flags}`);
  }

  missingMandatoryOptionValue({ flags }: Option): void {
    this.#refuse('missingMandatoryOptionValue', `l’option ${flags} est obligatoire`);
  }

  _conflictingOption(option: Option, other: Option): void {
    this.#refuse('conflictingOption', `l’option ${option.flags} ne va pas avec l’option ${other.flags}`);
  }

  unknownOption(flag: string): void {
    const known = lineage(this).flatMap(({ options }) => options.flatMap(({ long }) => long ?? []));
    this.#refuse('unknownOption', `l’option ${flag} n’existe pas${meant(flag, known)}`);
  }

  unknownCommand(): void {
    const [name = ''] = this.args;
    const known = this.commands.map((command) => command.name());
    this.#refuse('unknownCommand', `la commande «\u00a0${name}\u00a0» n’existe pas${meant(name, known)}`);
  }

  _excessArguments(given: readonly string[]): void {
    const most = this.registeredArguments.length;
    const taken =
      most === 0 ? 'ne prend aucun argument' : `prend ${most} argument${most === 1 ? '' : 's'} au plus`;
    this.#refuse('excessArguments', `la commande ${this.name()} ${taken}, et en a reçu ${given.length}`);
  }

  _callParseArg(target: Option | Argument, value: string, previous: unknown): unknown {
    try {
      return target.parseArg?.(value, previous);
    } catch (error) {
      if (!(error instanceof CommanderError) || error.code !== 'commander.invalidArgument') throw error;
      const of =
        target instanceof Option
          ? `de l’option ${target.flags}`
          : `de l’argument «\u00a0${target.name()}\u00a0»`;
      const why = error instanceof WrongValue ? error.words.fr : choicesOf(target);
      return this.#refuse(
        'invalidArgument',
        `la valeur «\u00a0${value}\u00a0» ${of} n’est pas permise. ${why}`,
        error.exitCode,
      );
    }
  }

  #refuse(code: string, message: string, exitCode?: number): never {
    return this.error(`erreur\u00a0: ${message}`, {
      code: `commander.${code}`,
      ...(exitCode === undefined ? {} : { exitCode }),
    });
  }
}

function choicesOf({ argChoices = [] }: Option | Argument): string {
  return argChoices.length === 0 ? '' : `Valeurs permises\u00a0: ${argChoices.join(', ')}.`;
}

/** A command and those above it. */
function lineage(command: Command): Command[] {
  return command.parent === null ? [command] : [command, ...lineage(command.parent)];
}

function meant(word: string, known: readonly string[]): string {
  const near = suggestionFor(word, known);
  return near === null ? '' : `\n(S’agit-il de ${near}?)`;
}
