import type { PolicyGroup } from './policy-groups.ts';
import type { Role } from './role-truth.ts';

/** Whom a policy names, to include or to leave out. */
export type Who =
  | { readonly kind: 'everyone' | 'guests' | 'partner-guests' | 'break-glass' }
  | { readonly kind: 'group'; readonly group: PolicyGroup }
  | { readonly kind: 'role'; readonly role: Role };

export type Strength = 'phishing-resistant' | 'single-factor';

/** A Conditional Access policy. */
export interface Policy {
  readonly name: string;
  readonly state: 'enabled' | 'disabled' | 'report-only';
  readonly include: readonly Who[];
  readonly exclude: readonly Who[];
  readonly on: 'everything' | 'office365' | 'payroll' | 'everything-but-office365' | 'registration';
  readonly clients: 'all' | 'modern' | 'legacy';
  /** When it applies; null for always. */
  readonly only: 'risk' | 'outside' | 'phones' | 'unmanaged' | null;
  readonly operator: 'AND' | 'OR';
  readonly controls: readonly ('mfa' | 'block' | 'compliantDevice')[];
  readonly strength: Strength | null;
  readonly withTerms: boolean;
}

const everyone: Who = { kind: 'everyone' };
const breakGlass: Who = { kind: 'break-glass' };
const group = (name: PolicyGroup): Who => ({ kind: 'group', group: name });
const roles = (...names: Role[]): Who[] => names.map((role) => ({ kind: 'role', role }));

const policy = (name: string, include: readonly Who[], more: Partial<Policy> = {}): Policy => ({
  name,
  state: 'enabled',
  include,
  exclude: [],
  on: 'everything',
  clients: 'all',
  only: null,
  operator: 'OR',
  controls: ['mfa'],
  strength: null,
  withTerms: false,
  ...more,
});

/** What the tenant requires, and what only looks as if it did. */
export const POLICIES: readonly Policy[] = [
  policy('AMF – Médecins', [group('physicians')], { exclude: [breakGlass, group('excluded')] }),
  policy('AMF – Tous (rapport seulement)', [everyone], { state: 'report-only', exclude: [breakGlass] }),
  policy('AMF – Administrateurs', roles('global', 'exchange', 'user', 'helpdesk'), {
    exclude: [breakGlass],
    operator: 'AND',
    controls: ['mfa', 'compliantDevice'],
  }),
  policy('Résistance à l’hameçonnage – Administrateurs généraux', roles('global'), {
    exclude: [breakGlass],
    controls: [],
    strength: 'phishing-resistant',
  }),
  policy('AMF – Personnel, clients modernes', [group('modern')], { on: 'office365', clients: 'modern' }),
  policy('Bloquer les protocoles hérités', [everyone], {
    exclude: [breakGlass, group('legacyAllowed')],
    clients: 'legacy',
    controls: ['block'],
  }),
  policy('AMF – Invités', [{ kind: 'guests' }]),
  policy('AMF – Collaborateurs des partenaires', [{ kind: 'partner-guests' }]),
  policy('AMF – Application de la paie', [everyone], { on: 'payroll' }),
  policy('AMF – Tout sauf Office 365', [group('alternative')], { on: 'everything-but-office365' }),
  policy('AMF ou appareil conforme', [group('alternative')], { controls: ['mfa', 'compliantDevice'] }),
  policy('Un facteur au choix', [group('alternative')], { controls: [], strength: 'single-factor' }),
  policy('AMF – Connexions à risque', [group('risk')], { only: 'risk' }),
  policy('AMF – Appareils mobiles', [group('risk')], { only: 'phones' }),
  policy('AMF – Hors du réseau', [group('telework')], { only: 'outside' }),
  policy('AMF – Appareils non gérés', [group('telework')], { only: 'unmanaged' }),
  policy('Bloquer hors du Canada', [everyone], { only: 'outside', controls: ['block'] }),
  policy('Accès suspendu', [group('suspended')], { controls: ['block'] }),
  policy('AMF – Ancien projet pilote', [group('deleted')]),
  policy('AMF – Tous (désactivée)', [everyone], { state: 'disabled' }),
  policy('AMF – Enregistrement des méthodes', [everyone], { on: 'registration' }),
  policy('Conditions d’utilisation', [everyone], { controls: [], withTerms: true }),
];

/** Uses what v1.0 cannot say, so that only beta gives it. */
export const PREVIEW_POLICY: Policy = policy('AMF – Fonction en aperçu', [group('telework')]);
