import { administrators } from './administrators/administrators.ts';
import { enrolments } from './enrolments/enrolments.ts';
import { imported } from './imported/imported.ts';
import { licences } from './licences/licences.ts';
import { limits } from './limits/limits.ts';
import { mailFlow } from './mail-flow/mail-flow.ts';
import { names } from './names/names.ts';
import { population } from './population/population.ts';
import { redirects } from './redirects/redirects.ts';
import { roster } from './roster/roster.ts';
import type { Section } from './section.ts';
import { sample } from './sample/sample.ts';
import { services } from './services/services.ts';
import { termsOfUse } from './terms-of-use/terms-of-use.ts';

/** In the order of their keys in `situation.json`, and of their gaps. */
export const SECTIONS: readonly Section[] = [
  population,
  redirects,
  enrolments,
  services,
  licences,
  limits,
  termsOfUse,
  administrators,
  mailFlow,
  roster,
  names,
  imported,
  sample,
];
