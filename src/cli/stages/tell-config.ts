import type { LoadedConfig } from '../../config/load-config.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Words } from '../../i18n/words.ts';
import type { Io } from '../io.ts';

const WORDS = {
  read: {
    fr: 'Configuration\u00a0: {file} (SHA-256 {sha256})',
    en: 'Configuration: {file} (SHA-256 {sha256})',
  },
  none: {
    fr: 'Aucune configuration n’est lue (ni --config, ni vigie.config.yaml dans {folder})\u00a0: les valeurs par défaut ne connaissent ni médecins, ni domaines de partenaires. --no-config si c’est voulu.',
    en: 'No configuration is read (neither --config, nor a vigie.config.yaml in {folder}): the defaults know neither physicians nor domains of partners. --no-config if that is meant.',
  },
} as const satisfies Record<string, Words>;

/**
 * On stderr, which configuration judges; nothing where none is meant to, or nothing is to be told.
 *
 * @param inLog it is the first line of a collection, whose lines bear their instant where no terminal shows them
 */
export async function tellConfig(
  { file, sha256, folder, absence }: LoadedConfig,
  { lang, quiet }: { readonly lang: Language; readonly quiet?: boolean },
  io: Io,
  { inLog }: { readonly inLog: boolean },
): Promise<void> {
  if (quiet === true || absence === 'chosen') return;
  const line =
    file === null || sha256 === null
      ? phrase(WORDS, 'none', lang, { folder })
      : phrase(WORDS, 'read', lang, { file, sha256 });
  const instant = inLog && !io.stderr.isTerminal ? `${io.now().toISOString().slice(0, 19)}Z ` : '';
  await io.stderr.write(`${instant}${line}\n`);
}
