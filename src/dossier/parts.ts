import { mailPart } from './mail-part.ts';
import { mfaPart } from './mfa-part.ts';
import type { DossierPart } from './part.ts';
import { redirectPart } from './redirect-part.ts';
import { servicePart } from './service-part.ts';
import { signInPart } from './sign-in-part.ts';
import { termsPart } from './terms-part.ts';
import { formsPart } from './forms-part.ts';
import { sharingPart } from './sharing-part.ts';
import { usePart } from './use-part.ts';

/** Every subject of the dossier; a part may use the columns of those before it. */
export const PARTS: readonly DossierPart[] = [
  mailPart,
  signInPart,
  redirectPart,
  mfaPart,
  usePart,
  servicePart,
  sharingPart,
  formsPart,
  termsPart,
];
