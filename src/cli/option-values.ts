import { SOURCE_IDS, type SourceId } from '../snapshot/tables.ts';
import { wrongValue } from './wrong-value.ts';

export function wholeNumberFrom(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < least || value > most) {
      throw most === Number.MAX_SAFE_INTEGER
        ? wrongValue(
            {
              fr: 'Écrire un nombre entier, {least} ou plus.',
              en: 'It must be a whole number, {least} or more.',
            },
            { least },
          )
        : wrongValue(
            {
              fr: 'Écrire un nombre entier, de {least} à {most}.',
              en: 'It must be a whole number, {least} to {most}.',
            },
            { least, most },
          );
    }
    return value;
  };
}

export const wholeNumber = wholeNumberFrom(1);

/** Undefined for `auto`. */
export function authKind(kinds: readonly string[]): (text: string) => string | undefined {
  return (text) => {
    const kind = text === 'workload' ? 'workload-identity' : text;
    if (kind === 'auto') return undefined;
    if (kinds.includes(kind)) return kind;
    throw wrongValue(
      { fr: 'Valeurs permises\u00a0: auto, {kinds}.', en: 'Allowed choices are auto, {kinds}.' },
      { kinds: kinds.join(', ') },
    );
  };
}

export function factor(text: string): number {
  const value = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || !(value > 0 && value <= 1_000_000)) {
    throw wrongValue({
      fr: 'Écrire un nombre plus grand que 0, tel que 10, et d’un million au plus.',
      en: 'It must be a number above 0, such as 10, and a million at the most.',
    });
  }
  return value;
}

export function sha256(text: string): string {
  const digits = text.toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(digits))
    throw wrongValue({ fr: 'Écrire 64 chiffres hexadécimaux.', en: 'It must have 64 hexadecimal digits.' });
  return digits;
}

/** Names parted by commas. */
export function namesOf(text: string): string[] {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length === 0)
    throw wrongValue({
      fr: 'En nommer un ou plus, séparés par des virgules.',
      en: 'Name one or more, parted by commas.',
    });
  return [...new Set(names)];
}

export function listOf(known: readonly string[]): (text: string) => string[] {
  return (text) => {
    const values = text
      .split(',')
      .map((value) => value.trim())
      .filter((value) => value !== '');
    const unknown = values.find((value) => !known.includes(value));
    if (unknown !== undefined)
      throw wrongValue(
        {
          fr: '«\u00a0{unknown}\u00a0» n’est pas l’un de\u00a0: {known}.',
          en: '"{unknown}" is not one of {known}.',
        },
        { unknown, known: known.join(', ') },
      );
    if (values.length === 0)
      throw wrongValue(
        { fr: 'En nommer un ou plus parmi\u00a0: {known}.', en: 'Name one or more of {known}.' },
        { known: known.join(', ') },
      );
    return [...new Set(values)];
  };
}

export function collectSources(text: string, before: readonly SourceId[]): SourceId[] {
  const source = SOURCE_IDS.find((id) => id === text);
  if (source === undefined)
    throw wrongValue(
      { fr: 'Les sources sont\u00a0: {ids}.', en: 'The sources are {ids}.' },
      { ids: SOURCE_IDS.join(', ') },
    );
  return [...before, source];
}

const HOST = /^(?!-)[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d{1,5})?$/;

export function hosts(text: string, before: readonly string[]): string[] {
  const host = text.toLowerCase();
  const written = `https://${host}/`;
  if (!HOST.test(host) || !URL.canParse(written))
    throw wrongValue({
      fr: 'Écrire le nom d’un seul hôte, tel que reports.example.org.',
      en: 'It must be the name of one host, such as reports.example.org.',
    });
  return [...before, new URL(written).host];
}

const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000 } as const;

export function duration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(s|m|h)$/.exec(text);
  const unit = match?.[2];
  if (match === null || (unit !== 's' && unit !== 'm' && unit !== 'h')) {
    throw wrongValue({
      fr: 'Écrire un nombre et une unité\u00a0: 20s, 5m ou 2h.',
      en: 'Write a number and a unit: 20s, 5m or 2h.',
    });
  }
  const ms = Number(match[1]) * UNIT_MS[unit];
  if (ms > 0) return ms;
  throw wrongValue({
    fr: 'Une durée de 0 ne laisse rien faire\u00a0: écrire plus que 0, ou retirer l’option.',
    en: 'In no time nothing is done: write more than 0, or leave the option out.',
  });
}
