import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Words } from '../../i18n/words.ts';
import type { Io } from '../io.ts';
import { stepLines } from '../step-lines.ts';
import { KEY_VARIABLE, writeNewKey, writeNewSharingKey } from './key-files.ts';

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
  sharingId: { fr: 'Clé {id}', en: 'Key {id}' },
  keepSharing: {
    fr: 'Gardez {file} hors du dossier des copies : qui le lit retrouve les noms; sans lui, personne. La même chaque mois, pour que les copies se comparent.',
    en: 'Keep {file} out of the folder of copies: whoever reads it finds the names; without it, nobody does. The same each month, so that copies compare.',
  },
  share: {
    fr: 'Partager : vigie share --key {file} --out DOSSIER',
    en: 'To share: vigie share --key {file} --out DIR',
  },
} as const satisfies Record<string, Words>;

export interface NewKeyRequest {
  readonly out: string;
  readonly for: 'sign' | 'share';
  readonly lang: Language;
}

/**
 * Makes a key; prints on stdout the path of its public half, or of a key to share with, which has none, and what to do with it on stderr. Throws
 * `KnownError`.
 */
export async function newKeyStage(request: NewKeyRequest, io: Io): Promise<void> {
  await (request.for === 'share' ? newSharingKey(request, io) : newSigningKey(request, io));
}

async function newSharingKey({ out, lang }: NewKeyRequest, io: Io): Promise<void> {
  const { file, id } = await writeNewSharingKey(out, io);
  await io.stderr.write(
    `${phrase(WORDS, 'sharingId', lang, { id })}\n${stepLines([
      phrase(WORDS, 'keepSharing', lang, { file }),
      phrase(WORDS, 'share', lang, { file }),
    ])}`,
  );
  await io.stdout.write(`${file}\n`);
}

async function newSigningKey({ out, lang }: NewKeyRequest, io: Io): Promise<void> {
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
