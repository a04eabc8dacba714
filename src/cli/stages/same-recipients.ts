import { namedRecipients } from '../../audits/open-audit.ts';
import { asIs, joinedBy, KnownError, type InBoth } from '../../errors.ts';
import type { Recipients } from '../../evidence/age-files.ts';
import { readAuditManifest } from '../../evidence/manifest.ts';

const MAKE_SURE = {
  fr: 'S’assurer que ce sont bien les destinataires choisis.',
  en: 'Make sure that these are the recipients you chose.',
};

/**
 * Those whom what is written into an encrypted audit is encrypted for: the same as its other files. Whoever can write there could have added a
 * recipient: they are said again by whoever runs the command, or the configuration does. Throws `KnownError` (usage) where they are others.
 *
 * @param withoutAny what needs none, for whoever is refused
 */
export async function requireSame(
  given: Recipients | null,
  kept: string,
  withoutAny?: InBoth,
): Promise<Recipients> {
  const manifest = (await readAuditManifest(kept))?.manifest;
  const known = manifest === undefined ? [] : namedRecipients(manifest);
  if (given !== null && [...given.names].sort().join('\n') === [...known].sort().join('\n')) return given;
  throw new KnownError(
    'usage',
    {
      fr: `${kept} est chiffré\u00a0: nommer pour qui ce qui est écrit est chiffré, les mêmes que pour ses autres fichiers`,
      en: `${kept} is encrypted: name whom what is written is encrypted for, the same as its other files`,
    },
    {
      nextSteps: [
        ...known.map((name) => asIs(`--encrypt-to ${name}`)),
        joinedBy(' ', [MAKE_SURE, ...(withoutAny === undefined ? [] : [withoutAny])]),
      ],
    },
  );
}
