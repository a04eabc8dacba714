import { HOW_TO_SIGN_IN, type Unasked } from '../../collectors/unasked.ts';
import { KnownError } from '../../errors.ts';
import { canBePerson, type CredentialKind } from '../../graph/credential-kind.ts';
import type { NotNeeded } from '../../snapshot/leavable-fields.ts';
import { SOURCE_IDS, type SourceId } from '../../snapshot/tables.ts';
import type { CollectingCommand } from '../../audits/audit-place.ts';

interface Asked {
  readonly skip: readonly SourceId[];
  readonly only: readonly SourceId[];
}

/** What can be read without accounts, for an audit of its own that others are joined with. */
const STAND_ALONE: readonly SourceId[] = ['terms-of-use'];

/** Nothing but sources that stand alone is asked: accounts are not, either. */
export function standsAlone({ only }: Asked): boolean {
  return only.length > 0 && only.every((id) => STAND_ALONE.includes(id));
}

/**
 * The sources that are not asked, and why. `--only` and `--skip` together; the tenant and its accounts are what every figure
 * stands on.
 */
export function unaskedSources(given: Asked, kind: CredentialKind): ReadonlyMap<SourceId, Unasked> {
  const only = new Set(given.only);
  const always: readonly SourceId[] = standsAlone(given) ? ['tenant'] : ['tenant', 'accounts'];
  const unasked = SOURCE_IDS.filter((id) => only.size > 0 && !only.has(id) && !always.includes(id));
  const skipped = [...unasked, ...given.skip.filter((id) => id !== 'accounts')];
  return new Map<SourceId, Unasked>([
    ...(canBePerson(kind) ? [] : [['terms-of-use', { kind: 'only-to-persons', credential: kind }] as const]),
    ...skipped.map((id) => [id, { kind: 'by-option' }] as const),
  ]);
}

/** The same, with those that no check that was chosen needs; what is skipped by hand is told so. */
export function unaskedOrUnneeded(
  given: Asked,
  kind: CredentialKind,
  { sources }: Pick<NotNeeded, 'sources'>,
): ReadonlyMap<SourceId, Unasked> {
  const unneeded = [...sources].map((id) => [id, { kind: 'not-needed' }] as const);
  return new Map<SourceId, Unasked>([...unneeded, ...unaskedSources(given, kind)]);
}

/** Refuses a source that is asked for by name and that no check that was chosen needs: `KnownError` (usage). */
export function refuseNotNeeded(
  { only }: Pick<Asked, 'only'>,
  { sources }: Pick<NotNeeded, 'sources'>,
): void {
  const idle = [...new Set(only.filter((id) => sources.has(id)))];
  if (idle.length === 0) return;
  throw new KnownError(
    'usage',
    {
      fr: `--only ${idle.join(' --only ')}\u00a0: aucun contrôle que la configuration choisit n’en a besoin`,
      en: `--only ${idle.join(' --only ')}: no check that the configuration chooses needs it`,
    },
    {
      nextSteps: [
        {
          fr: 'Choisir un contrôle qui en a besoin (checks.only, checks.without), ou omettre l’option.',
          en: 'Choose a check that does (checks.only, checks.without), or leave the option out.',
        },
      ],
    },
  );
}

/** Refuses a source that is asked for and left out at once: `KnownError` (usage). */
export function refuseContraries({ only, skip, sample }: Asked & { readonly sample?: number }): void {
  if (sample !== undefined && standsAlone({ only, skip })) {
    throw new KnownError(
      'usage',
      {
        fr: `--sample tire parmi des comptes, et --only ${only.join(' --only ')} n’en demande aucun`,
        en: `--sample draws among accounts, and --only ${only.join(' --only ')} asks for none`,
      },
      { nextSteps: [{ fr: 'Omettre --sample.', en: 'Leave --sample out.' }] },
    );
  }
  const both = [...new Set(only.filter((id) => skip.includes(id)))];
  if (both.length === 0) return;
  throw new KnownError(
    'usage',
    {
      fr: `--only et --skip nomment tous deux ${both.join(', ')}`,
      en: `--only and --skip both name ${both.join(', ')}`,
    },
    {
      nextSteps: [
        {
          fr: 'Omettre l’une des deux\u00a0: ce qui n’est pas parmi --only n’est pas demandé de toute façon.',
          en: 'Leave one of the two out: what is not among --only is not asked anyway.',
        },
      ],
    },
  );
}

/** Refuses what could only end without anything: `KnownError` (usage). */
export function requireOfUse(given: Asked, command: CollectingCommand, kind: CredentialKind): void {
  if (!standsAlone(given)) return;
  if (command === 'audit') {
    throw new KnownError(
      'usage',
      {
        fr: `--only ${given.only.join(' --only ')} ne demande aucun compte\u00a0: il n’y a rien à évaluer`,
        en: `--only ${given.only.join(' --only ')} asks for no accounts: there is nothing to assess`,
      },
      {
        nextSteps: [
          {
            fr: `La collecter à part\u00a0: ${HOW_TO_SIGN_IN}`,
            en: `Collect it by itself: ${HOW_TO_SIGN_IN}`,
          },
          {
            fr: 'Puis la joindre\u00a0: vigie assess --with <son dossier>',
            en: 'Then join it: vigie assess --with <its folder>',
          },
        ],
      },
    );
  }
  if (unaskedSources(given, kind).get('terms-of-use') === undefined) return;
  throw canBePerson(kind)
    ? new KnownError(
        'usage',
        { fr: '--only et --skip ne laissent rien à demander', en: '--only and --skip leave nothing to ask' },
        {
          nextSteps: [{ fr: 'Omettre --skip terms-of-use.', en: 'Leave out --skip terms-of-use.' }],
        },
      )
    : new KnownError(
        'usage',
        {
          fr: `Graph ne donne les conditions d’utilisation qu’à un administrateur connecté; ${kind} connecte une application`,
          en: `Graph gives terms of use only to a signed-in administrator; ${kind} signs in an application`,
        },
        {
          nextSteps: [
            {
              fr: `Se connecter en personne\u00a0: ${HOW_TO_SIGN_IN}`,
              en: `Sign in as a person: ${HOW_TO_SIGN_IN}`,
            },
            {
              fr: 'La personne a besoin du rôle Lecteur de sécurité ou Lecteur général; l’application, des permissions Agreement.Read.All et AgreementAcceptance.Read.All (déléguées).',
              en: 'The person needs the role Security Reader or Global Reader; the application Agreement.Read.All and AgreementAcceptance.Read.All (delegated).',
            },
          ],
        },
      );
}
