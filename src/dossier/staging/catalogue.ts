import { stgEnrolments } from './stg-enrolments.ts';
import { stgForms } from './stg-forms.ts';
import { stgMail } from './stg-mail.ts';
import { stgMailboxKind } from './stg-mailbox-kind.ts';
import { stgMfaEnforcement } from './stg-mfa-enforcement.ts';
import { stgMfaRegistrations } from './stg-mfa-registrations.ts';
import { stgRedirectAnswers } from './stg-redirect-answers.ts';
import { stgRoles } from './stg-roles.ts';
import { stgServices } from './stg-services.ts';
import { stgSharingOnedrive, stgSharingSharepoint } from './stg-sharing.ts';
import { stgSignIns } from './stg-sign-ins.ts';
import { stgTerms } from './stg-terms.ts';
import type { SourceRows, Staging } from './staging.ts';

/** Every subject that the dossier joins to the accounts; beside them, `stg_redirects`. */
export const STAGINGS: readonly Staging[] = [
  stgMailboxKind,
  stgMail,
  stgRedirectAnswers,
  stgSignIns,
  stgMfaRegistrations,
  stgRoles,
  stgMfaEnforcement,
  stgEnrolments,
  stgServices,
  stgSharingOnedrive,
  stgSharingSharepoint,
  stgForms,
  stgTerms,
];

/** Every kind of rows that they read, each once. */
export const SOURCE_ROWS: readonly SourceRows[] = [
  ...new Map(STAGINGS.flatMap(({ reads }) => reads).map((rows) => [rows.name, rows])).values(),
];
