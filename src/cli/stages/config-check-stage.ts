import { findAudit } from '../../audits/find-audit.ts';
import { refuseAlteredSnapshot } from '../../audits/refuse-altered.ts';
import type { Attribute } from '../../attributes.ts';
import type { Config } from '../../config/config.ts';
import type { LoadedConfig } from '../../config/load-config.ts';
import { attributesOf, groupsOf } from '../../config/needs.ts';
import { openDuckDb, temporaryFolderOf } from '../../duckdb/duckdb.ts';
import { groupsKnown } from '../../dossier/groups-known.ts';
import { integer } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Words } from '../../i18n/words.ts';
import { placementOf, type Placed } from '../../population/placement.ts';
import { placeAccounts } from '../../population/population.ts';
import type { Roster } from '../../population/roster.ts';
import { createSnapshotViews, openSnapshot } from '../../snapshot/open.ts';
import type { Io } from '../io.ts';
import { textTable } from '../text-table.ts';
import { jsonText } from '../json-text.ts';
import { checkedConfig, type ConfigOptions } from './checked-config.ts';
import { withReadersFolder } from './readers-folder.ts';
import { tellConfig } from './tell-config.ts';

export interface ConfigCheckRequest extends ConfigOptions {
  /** The audit whose accounts are placed; undefined: the newest under `out`. */
  readonly against: string | undefined;
  readonly out: string;
  readonly lang: Language;
  readonly format: 'table' | 'json';
  readonly workDir?: string;
}

/** A category, with null where what it reads was never asked for. */
type CheckedCategory = Omit<Placed, 'accounts'> & { readonly accounts: number | null };

/** What a configuration makes of the accounts of an audit. */
interface Checked {
  readonly accounts: number;
  readonly categories: readonly CheckedCategory[];
  /** Null where their attribute was never asked for. */
  readonly establishments: readonly Placed[] | null;
  /** Categories that nobody is of. */
  readonly ofNobody: readonly string[];
  /** Lines of the roster, and those that match no account (null where their key was never asked for); null without a roster. */
  readonly roster: { readonly lines: number; readonly withoutAccount: number | null } | null;
  /** What the configuration reads and the audit did not ask for: its accounts are as if it were empty. */
  readonly notCollected: { readonly attributes: readonly Attribute[]; readonly groups: readonly string[] };
  /** Groups of which the audit did not read all members: whoever they name beyond is not placed by them. */
  readonly readInPart: { readonly groups: readonly string[] };
}

const WORDS = {
  against: { fr: 'Comptes de l’audit {audit}\u00a0: {n}', en: 'Accounts of the audit {audit}: {n}' },
  category: { fr: 'Catégorie', en: 'Category' },
  physician: { fr: 'Médecins', en: 'Physicians' },
  establishment: { fr: 'Établissement', en: 'Establishment' },
  accounts: { fr: 'Comptes', en: 'Accounts' },
  examples: { fr: 'Exemples', en: 'Examples' },
  yes: { fr: 'oui', en: 'yes' },
  no: { fr: 'non', en: 'no' },
  none: { fr: '(aucune)', en: '(none)' },
  nowhere: { fr: '(aucun)', en: '(none)' },
  notKnown: { fr: 'n.\u00a0d.', en: 'n/a' },
  nobody: {
    fr: 'Personne n’est de la catégorie «\u00a0{id}\u00a0»\u00a0: une faute de frappe dans son motif, dans la liste ou dans le nom du groupe aurait cet effet.',
    en: 'Nobody is of the category “{id}”: a typing error in its pattern, in the roster or in the group’s name looks like this.',
  },
  roster: {
    fr: 'Lignes de la liste\u00a0: {lines}, dont {lost} sans compte correspondant.',
    en: 'Lines of the roster: {lines}, {lost} of them without a matching account.',
  },
  attribute: {
    fr: 'L’attribut {name} n’a pas été demandé par cet audit\u00a0: ce qui en dépend n’est pas vérifié. Collecter de nouveau avec cette configuration.',
    en: 'The attribute {name} was not asked for by this audit: what rests on it is not checked. Collect again with this configuration.',
  },
  group: {
    fr: 'Le groupe «\u00a0{name}\u00a0» n’a pas été demandé par cet audit\u00a0: ce qui en dépend n’est pas vérifié. Collecter de nouveau avec cette configuration.',
    en: 'The group “{name}” was not asked for by this audit: what rests on it is not checked. Collect again with this configuration.',
  },
  partialGroup: {
    fr: 'Le groupe «\u00a0{name}\u00a0» n’a pas été lu en entier par cet audit\u00a0: ses autres membres ne sont pas placés par lui, et les nombres de sa catégorie et des suivantes sont incertains.',
    en: 'The group “{name}” was not read whole by this audit: it does not place its other members, and the numbers of its category and of those that follow are not sure.',
  },
} as const satisfies Record<string, Words>;

/**
 * Places the accounts of an audit by the configuration, and prints how many are of each category and establishment, with examples,
 * and what matches nobody. Reads only. Throws `KnownError` (usage) for a configuration, a pattern or a roster that cannot be used.
 */
export async function configCheckStage(request: ConfigCheckRequest, io: Io): Promise<void> {
  const loaded = await checkedConfig(request, io);
  await tellConfig(loaded, request, io, { inLog: false });
  const auditFolder = await findAudit(request.against, request.out);
  await refuseAlteredSnapshot(auditFolder);
  const checked = await withReadersFolder(request, io, (folder) => check(loaded, auditFolder, folder));
  if (request.format === 'json') {
    const { file, sha256 } = loaded;
    const json = { config: { file, sha256 }, audit: auditFolder, ...checked };
    await io.stdout.write(jsonText(json));
    return;
  }
  const width = io.stdout.isTerminal ? io.stdout.columns : null;
  await io.stdout.write(inWords(checked, loaded.config, auditFolder, request.lang, width));
}

async function check(
  { config, folder: configFolder }: LoadedConfig,
  auditFolder: string,
  folder: string,
): Promise<Checked> {
  const snapshot = await openSnapshot(auditFolder);
  const temporaryFolder = temporaryFolderOf(folder);
  const db = await openDuckDb({ temporaryFolder, reaches: [auditFolder, folder] });
  try {
    await createSnapshotViews(db, snapshot);
    const roster = await placeAccounts(db, { config, configFolder, temporaryFolder });
    const { accounts, categories, establishments } = await placementOf(db, config);
    const attributes = attributesOf(config).filter((name) => !snapshot.manifest.attributes.includes(name));
    const groups = groupsOf(config).filter((group) => !snapshot.manifest.groups.includes(group));
    const unread: ReadonlySet<string> = new Set(attributes);
    const isUnread = ({ when }: Config['categories'][number]): boolean =>
      Object.keys(when).some((key) => unread.has(key)) ||
      (when.group !== undefined && groups.includes(when.group));
    const unchecked = new Set(config.categories.filter(isUnread).map(({ id }) => id));
    const partial = groupsOf(config).filter(
      (group) => !groups.includes(group) && !groupsKnown(snapshot.manifest, [group]),
    );
    const inPart = new Set(
      config.categories
        .filter(({ when }) => when.group !== undefined && partial.includes(when.group))
        .map(({ id }) => id),
    );
    return {
      accounts,
      categories: categories.map((one) =>
        unchecked.has(one.id) ? { id: one.id, accounts: null, examples: [] } : one,
      ),
      establishments: unread.has(config.establishments.attribute) ? null : establishments,
      ofNobody: categories
        .filter((one) => one.accounts === 0 && !unchecked.has(one.id) && !inPart.has(one.id))
        .map(({ id }) => id),
      roster: roster === null ? null : rosterOf(roster, unread.has(config.roster?.key ?? '')),
      notCollected: { attributes, groups },
      readInPart: { groups: partial },
    };
  } finally {
    await db.close();
  }
}

function rosterOf({ lines, withoutAccount }: Roster, isKeyUnread: boolean): Checked['roster'] {
  return { lines, withoutAccount: isKeyUnread ? null : withoutAccount };
}

function inWords(
  checked: Checked,
  { categories }: Config,
  audit: string,
  lang: Language,
  width: number | null,
): string {
  const say = (key: keyof typeof WORDS): string => WORDS[key][lang];
  const isPhysician = new Map(categories.map(({ id, physician }) => [id, physician]));
  const cells = ({ accounts, examples }: CheckedCategory): string[] => [
    accounts === null ? say('notKnown') : integer(accounts, lang),
    examples.join(', '),
  ];
  const counted = [say('accounts'), say('examples')];
  const byCategory = checked.categories.map((one) => [
    one.id === '' ? say('none') : one.id,
    say(isPhysician.get(one.id) === true ? 'yes' : 'no'),
    ...cells(one),
  ]);
  const byEstablishment = (checked.establishments ?? []).map((one) => [
    one.id === '' ? say('nowhere') : one.id,
    ...cells(one),
  ]);
  return [
    `${phrase(WORDS, 'against', lang, { audit, n: integer(checked.accounts, lang) })}\n`,
    textTable([say('category'), say('physician'), ...counted], byCategory, width),
    checked.establishments === null
      ? ''
      : textTable([say('establishment'), ...counted], byEstablishment, width),
    remarks(checked, lang),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function remarks({ ofNobody, roster, notCollected, readInPart }: Checked, lang: Language): string {
  return [
    ...(roster === null
      ? []
      : [
          phrase(WORDS, 'roster', lang, {
            lines: integer(roster.lines, lang),
            lost:
              roster.withoutAccount === null ? WORDS.notKnown[lang] : integer(roster.withoutAccount, lang),
          }),
        ]),
    ...ofNobody.map((id) => phrase(WORDS, 'nobody', lang, { id })),
    ...notCollected.attributes.map((name) => phrase(WORDS, 'attribute', lang, { name })),
    ...notCollected.groups.map((name) => phrase(WORDS, 'group', lang, { name })),
    ...readInPart.groups.map((name) => phrase(WORDS, 'partialGroup', lang, { name })),
  ]
    .map((line) => `${line}\n`)
    .join('');
}
