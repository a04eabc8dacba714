import { expect, test } from 'vitest';
import { TABLES } from '../snapshot/tables.ts';
import { assessTiny } from '../testing/assess-tiny.ts';
import { mailboxAccount } from '../testing/tiny-redirects.ts';

const REPORTS = ['mail-activity', 'mailbox-usage', 'onedrive-activity', 'sharepoint-activity'] as const;
type Report = (typeof REPORTS)[number];
type Row = Readonly<Record<string, unknown>>;

const CHECKS = [
  'inactive-mailboxes',
  'unread-mail',
  'unused-accounts',
  'unused-licences',
  'external-sharing',
  'physicians-without-mailbox',
];

const [LATELY, LONG_AGO] = ['2020-10-20', '2019-01-01'];

/** The rows that the reports have of a person, whole: of one who uses everything, and of one who let it be. */
function rowsOf(isUsed: boolean, userPrincipalName: string): Readonly<Record<Report, Row>> {
  const row = { refreshedOn: '2020-10-27', userPrincipalName, isDeleted: false };
  const lastActivityOn = isUsed ? LATELY : LONG_AGO;
  const sharing = { ...row, lastActivityOn, sharedInternally: 2, sharedExternally: isUsed ? 3 : 0 };
  return {
    'mail-activity': { ...row, lastActivityOn, sendCount: 1, receiveCount: 4, readCount: 1 },
    'mailbox-usage': { ...row, recipientType: 'user', createdOn: '2015-01-01', lastActivityOn },
    'onedrive-activity': sharing,
    'sharepoint-activity': sharing,
  };
}

/** One person, of whom some cells of one report are blank. */
interface Variant {
  readonly isUsed: boolean;
  readonly report: Report;
  readonly blank: readonly string[];
}

function subsetsOf(names: readonly string[]): string[][] {
  return names.reduce<string[][]>((all, name) => [...all, ...all.map((one) => [...one, name])], [[]]);
}

function variantsOf(report: Report): Variant[] {
  // Of a row without its date or its name, nobody knows whose it is, or as of when: it is refused as it is read.
  const cells = Object.keys(TABLES[report]).filter((name) => !/^(refreshedOn|userPrincipalName)$/.test(name));
  return [true, false].flatMap((isUsed) => subsetsOf(cells).map((blank) => ({ isUsed, report, blank })));
}

function blanked(row: Row, blank: readonly string[]): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, cell]) => [name, blank.includes(name) ? null : cell]),
  );
}

/** The verdicts of each variant, among people whose rows are whole, so that no report is unusable for the few. */
async function verdictsOf(
  variants: readonly Variant[],
): Promise<Readonly<Record<string, string | undefined>>[]> {
  const filler = Array.from({ length: variants.length }, (_, at): Variant => {
    return { isUsed: at % 2 === 0, report: 'mail-activity', blank: [] };
  });
  const all = [...variants, ...filler];
  const nameOf = (at: number): string => `p${String(at).padStart(4, '0')}@reseau.example`;
  const rowsIn = (report: Report): Row[] =>
    all.map((one, at) => {
      const row = rowsOf(one.isUsed, nameOf(at))[report];
      return one.report === report ? blanked(row, one.blank) : row;
    });
  const { verdicts } = await assessTiny(
    {
      tables: {
        accounts: all.map((_, at) =>
          mailboxAccount(nameOf(at), {
            createdAt: '2015-01-01T00:00:00Z',
            jobTitle: 'Médecin',
            licences: [{ skuId: '05e9a617-0261-4cee-bb44-138d3ef5d965', disabledPlans: [] }],
          }),
        ),
        'sign-in-activity': all.map(({ isUsed }, at) => ({
          accountId: `id-${nameOf(at)}`,
          lastSuccessfulSignInAt: `${isUsed ? LATELY : LONG_AGO}T10:00:00Z`,
        })),
        ...Object.fromEntries(REPORTS.map((report) => [report, rowsIn(report)])),
      },
    },
    {},
    { checks: CHECKS },
  );
  const told = new Map<string, Record<string, string>>();
  for (const check of CHECKS) told.set(check, await verdicts(check));
  return variants.map((_, at) =>
    Object.fromEntries(CHECKS.map((check) => [check, told.get(check)?.[nameOf(at)]])),
  );
}

/** A last activity that is blank is documented as none; so is a created date, for want of which the account's stands in. */
const MAY_ACCUSE = ['lastActivityOn'];

function isAllowed(whole: string | undefined, left: string | undefined, blank: readonly string[]): boolean {
  if (whole === left || left === 'undetermined') return true;
  return left === 'non-compliant' && blank.some((name) => MAY_ACCUSE.includes(name));
}

test.each(REPORTS)(
  'no blank cell of %s clears an account, takes it out of a population, or accuses it',
  async (report) => {
    const variants = variantsOf(report);
    const verdicts = await verdictsOf(variants);
    const problems = variants.flatMap(({ isUsed, blank }, at) => {
      const base = verdicts[variants.findIndex((one) => one.isUsed === isUsed && one.blank.length === 0)];
      return CHECKS.flatMap((check) => {
        const [whole, left] = [base?.[check], verdicts[at]?.[check]];
        return isAllowed(whole, left, blank)
          ? []
          : [
              `${check}: ${isUsed ? 'used' : 'unused'} without ${blank.join()}: ${whole ?? ''} → ${left ?? 'gone'}`,
            ];
      });
    });
    expect(problems).toEqual([]);
    const wholes = verdicts.filter((_, at) => variants[at]?.blank.length === 0);
    expect(wholes.map((of) => of['inactive-mailboxes'])).toEqual(['compliant', 'non-compliant']);
  },
);
