import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Words } from '../../i18n/words.ts';
import type { Io } from '../io.ts';
import { stepLines } from '../step-lines.ts';
import { KEY_VARIABLE, writeNewKey } from './key-files.ts';

const WORDS = {
  id: {
    fr: 'Clé {id} (SHA-256 de la clé publique en DER)',
    en: 'Key {id} (SHA-256 of the public key in DER)',
  },
  keep: {
    fr: 'Gardez {file} hors du dossier des audits; qui le lit peut signer. Signer\u00a0: vigie audit --sign-key {file}, ou la variable {variable}',
    en: 'Keep {file} out of the folder of audits; whoever reads it can sign. To sign: vigie audit --sign-key {file}, or the variable {variable}',
  },
  give: {
    fr: 'Donnez {file} à qui vérifie\u00a0: vigie verify --public-key {file}, ou signature.publicKey de la configuration',
    en: 'Give {file} to whoever verifies: vigie verify --public-key {file}, or signature.publicKey of the configuration',
  },
} as const satisfies Record<string, Words>;

/** Makes a key; prints the path of its public half on stdout, and what to do with both on stderr. Throws `KnownError`. */
export async function newKeyStage(
  { out, lang }: { readonly out: string; readonly lang: Language },
  io: Io,
): Promise<void> {
  const { privateFile, publicFile, id } = await writeNewKey(out, io);
  const variable = KEY_VARIABLE;
  await io.stderr.write(
    `${phrase(WORDS, 'id', lang, { id })}\n${stepLines([
      phrase(WORDS, 'keep', lang, { file: privateFile, variable }),
      phrase(WORDS, 'give', lang, { file: publicFile }),
    ])}`,
  );
  await io.stdout.write(`${publicFile}\n`);
}
