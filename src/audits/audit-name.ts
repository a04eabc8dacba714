import { asIs } from '../errors.ts';
import { basename, dirname } from 'node:path';
import { auditPaths } from '../disk/audit-paths.ts';
import { pathExists } from '../disk/path-exists.ts';
import type { KnownError } from '../errors.ts';
import { isAuditFolderName } from './audit-folder.ts';
import { told, trouble } from './trouble.ts';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** What an audit may be called other than by its path. */
export function isAuditName(text: string): boolean {
  return text === 'latest' || text === 'previous' || MONTH.test(text) || isAuditFolderName(text);
}

export interface AuditsToName {
  /** Folder of the audits. */
  readonly out: string;
  /** Audit folders, the newest first. */
  readonly audits: readonly string[];
  /** Whether one is what is looked for, where a name leaves the choice. */
  readonly isOfUse: (audit: string) => Promise<boolean>;
}

/**
 * The audit of that name: the newest (`latest`), the one before it of the same tenant (`previous`), the newest complete one of a
 * month (`2026-10`), or the one whose folder bears the name.
 *
 * @throws KnownError `local` where there is none, `usage` where several tenants have one
 */
export async function auditOfName(name: string, { audits, out, isOfUse }: AuditsToName): Promise<string> {
  const [found, ...others] = await candidates(name, audits, isOfUse);
  if (found === undefined) throw notThere(name, audits, out);
  if (others.length === 0) return found;
  throw trouble('usage', 'severalCalled', { out, name }, [
    told('nameByPath'),
    ...[found, ...others].sort().map(asIs),
  ]);
}

/** One of each tenant that has any. */
async function candidates(
  name: string,
  audits: readonly string[],
  isOfUse: (audit: string) => Promise<boolean>,
): Promise<string[]> {
  const first = async (among: readonly string[]): Promise<string[]> => {
    for (const audit of among) if (await isOfUse(audit)) return [audit];
    return [];
  };
  if (isAuditFolderName(name)) return audits.filter((audit) => basename(audit) === name);
  const beside = (audit: string): string[] => audits.filter((one) => dirname(one) === dirname(audit));
  const [newest] = await first(audits);
  if (newest === undefined || name === 'latest') return newest === undefined ? [] : [newest];
  if (name === 'previous') return first(beside(newest).filter((audit) => audit < newest));
  const ofMonth = audits.filter((audit) => basename(audit).startsWith(`${name}-`));
  const complete = await Promise.all(ofMonth.map(isComplete));
  const whole = ofMonth.filter((_, at) => complete[at]);
  const tenants = [...new Set(whole.map((audit) => dirname(audit)))];
  return (
    await Promise.all(tenants.map((tenant) => first(whole.filter((audit) => dirname(audit) === tenant))))
  ).flat();
}

async function isComplete(audit: string): Promise<boolean> {
  return (await pathExists(auditPaths.situation(audit))) && !(await pathExists(auditPaths.beginning(audit)));
}

const MOST_NAMED = 6;

function notThere(name: string, audits: readonly string[], out: string): KnownError {
  const names = [...new Set(audits.map((audit) => basename(audit)))];
  const named = names.slice(0, MOST_NAMED).join(', ');
  const shown = `${named}${names.length > MOST_NAMED ? ', …' : ''}`;
  return trouble('local', 'noneCalled', { out, name }, [
    ...(named === '' ? [] : [told('there', { names: shown })]),
    told('listThem'),
  ]);
}
