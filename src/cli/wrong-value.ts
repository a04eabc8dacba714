import { InvalidArgumentError } from 'commander';
import { worded, type FactsOf, type InBoth } from '../errors.ts';

/** The value of an option or an argument is none that it takes: what it must be, in both languages. Commander tells which option it was. */
export class WrongValue extends InvalidArgumentError {
  readonly words: InBoth;

  constructor(words: InBoth) {
    super(words.en);
    this.words = words;
  }
}

/** A `WrongValue` of a text whose `{placeholders}` are filled in. */
export function wrongValue<const Words extends InBoth>(words: Words, ...facts: FactsOf<Words>): WrongValue {
  return new WrongValue(worded(words, ...facts));
}
