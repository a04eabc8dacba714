import { ATTRIBUTES, type Attribute } from '../attributes.ts';
import type { Config } from './config.ts';

/**
 * The account attributes to ask of the directory for this config: what its categories, establishments
 * and roster read, those that name an account in every finding (one, where display names are not kept), and the mail address, which an
 * exception may name an account by. In the order of `ATTRIBUTES`.
 */
export function attributesOf(config: Config): Attribute[] {
  const used = new Set<string>([
    'userPrincipalName',
    ...(config.names ? ['displayName'] : []),
    ...(config.exceptions === undefined ? [] : ['mail']),
    config.establishments.attribute,
    ...(config.roster === undefined ? [] : [config.roster.key]),
    ...config.categories.flatMap((category) => Object.keys(category.when)),
  ]);
  return ATTRIBUTES.filter((attribute) => used.has(attribute));
}

/** The groups whose members must be read for this config, as it names them (display name or id), each once. */
export function groupsOf(config: Config): string[] {
  const groups = [
    ...config.categories.flatMap((category) => category.when.group ?? []),
    ...config.enrolments.map((enrolment) => enrolment.group),
  ];
  return [...new Set(groups)];
}
