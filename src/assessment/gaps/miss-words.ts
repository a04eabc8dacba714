import { MAIL_FLOW_KINDS } from '../../snapshot/mail-flow-kinds.ts';
import type { SourceReport } from '../../snapshot/manifest.ts';
import type { Miss } from '../../snapshot/miss.ts';
import type { Words } from '../../i18n/words.ts';
import { COLLECT_IT, EXPORT_WHAT_IS_MISSING, thingNotExported } from './export-words.ts';
import type { GapWords } from './found-gap.ts';
import { GROUP_REMEDY, hiddenMembers, missingThing } from './gap-words.ts';
import { MAIL_FLOW_PARTS } from './mail-flow-part-words.ts';
import { lackWords } from './lack-words.ts';
import { nameOfMiss, needsOfMiss } from './part-words.ts';
import { remedyFor } from './source-words.ts';

/** That a part of a source is missing, and what to do. */
export function missWords(report: SourceReport, miss: Miss): GapWords {
  const { reason, detail, lacks, cutOff } = miss;
  if (reason === 'not-exported') return notExported(report, miss);
  const why = lackWords(lacks, detail);
  return {
    what: consequenceOf(miss) ?? missingThing(nameOfMiss(report.id, miss), why),
    remedy:
      report.id === 'group-members' && reason === 'not-read'
        ? GROUP_REMEDY
        : remedyFor(reason, needsOfMiss(report, miss), { isCutOff: cutOff === true }),
  };
}

/** What Graph or Get-Recipient alone tells is in no export. */
function notExported(report: SourceReport, miss: Miss): GapWords {
  const isAsked = report.id === 'tenant' || miss.part === 'recipient-addresses';
  return {
    what: consequenceOf(miss) ?? thingNotExported(nameOfMiss(report.id, miss)),
    remedy: isAsked ? COLLECT_IT : EXPORT_WHAT_IS_MISSING,
  };
}

/** A part of the mail flow is told by what is then not known, a group of hidden members by what it hides. */
function consequenceOf(miss: Miss): Words | undefined {
  const { part, detail } = miss;
  if (part === 'group' && hidesMembers(miss)) return hiddenMembers(nameOfMiss('group-members', miss));
  const kind = MAIL_FLOW_KINDS.find((one) => one === part);
  if (kind === undefined) return undefined;
  const { fr, en } = MAIL_FLOW_PARTS[kind];
  return { fr: `${fr} (${detail}).`, en: `${en} (${detail}).` };
}

function hidesMembers({ grants = [] }: Miss): boolean {
  return grants.flat().some(({ name }) => name === 'Member.Read.Hidden');
}
