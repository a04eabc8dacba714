import type { AnswerKind } from './access-spec.ts';
import { at } from './hash.ts';
import type { Account, Layout } from './layout.ts';
import { namedId } from './object-id.ts';
import { partAt, partitionOf } from './partition.ts';

/** Terms of use that the tenant asks to accept. */
export interface Agreement {
  readonly id: string;
  readonly name: string;
  readonly reacceptFrequency: string | null;
  /** Ids of its versions, the newest last. */
  readonly files: readonly string[];
}

/** One answer to an agreement; ages are days before the cloud's today. */
export interface AgreementAnswer {
  readonly state: 'accepted' | 'declined';
  readonly recordedAge: number;
  /** Null for never; negative where it lies ahead. */
  readonly expiresAge: number | null;
  readonly file: string;
}

export interface AgreementTruths {
  readonly agreements: readonly Agreement[];
  /** Every answer of an account, the last one last. */
  answersOf(account: Account, agreement: Agreement): readonly AgreementAnswer[];
  /** Whether its last answer was to accept, and still holds. */
  isAccepted(account: Account, agreement: Agreement): boolean;
}

const KINDS = [
  'accepted',
  'acceptedAgain',
  'acceptedAfterDeclining',
  'acceptedUntilLater',
  'declined',
  'declinedAfterAccepting',
  'expired',
] as const satisfies readonly AnswerKind[];

/** `unanswered`: with one more agreement, which nobody has answered. */
export function createAgreementTruths(layout: Layout, unanswered: boolean): AgreementTruths {
  const { spec, seed } = layout;
  const answered = spec.agreements.map((one) => {
    const agreement: Agreement = {
      id: namedId(seed, `agreement ${one.name}`),
      name: one.name,
      reacceptFrequency: one.reacceptFrequency,
      files: ['first', 'second'].map((version) => namedId(seed, `${version} file ${one.name}`)),
    };
    const scatter = layout.permutation(layout.mailboxes, `agreement ${one.name}`);
    const kinds = partitionOf<AnswerKind>(KINDS.map((kind) => [kind, one.answers[kind]]));
    return { agreement, scatter, kinds };
  });
  const name = 'Charte de télétravail (à venir)';
  const silent: Agreement = {
    id: namedId(seed, `agreement ${name}`),
    name,
    reacceptFrequency: null,
    files: [namedId(seed, `first file ${name}`)],
  };
  const answersOf = (account: Account, agreement: Agreement): readonly AgreementAnswer[] => {
    const found = answered.find((candidate) => candidate.agreement === agreement);
    if (found === undefined) return [];
    const { segment, ordinal, noise } = account;
    const kind =
      segment.kind === 'mailbox'
        ? partAt(found.kinds, found.scatter.forward(segment.personalStart + ordinal), null)
        : null;
    if (kind !== null) return answersOfKind(kind, agreement, noise);
    // Guests and those who left have answers too.
    const other = (segment.kind === 'guest' || segment.kind === 'former') && noise % 3 === 0;
    return other ? answersOfKind('accepted', agreement, noise) : [];
  };
  return {
    agreements: [...answered.map(({ agreement }) => agreement), ...(unanswered ? [silent] : [])],
    answersOf,
    isAccepted: (account, agreement) => isLastAccepted(answersOf(account, agreement)),
  };
}

/** Whether the last of an account's answers was to accept, and still holds. */
export function isLastAccepted(answers: readonly AgreementAnswer[]): boolean {
  const last = answers.at(-1);
  if (last === undefined || last.state === 'declined') return false;
  return last.expiresAge === null || last.expiresAge < 0;
}

function answersOfKind(kind: AnswerKind, { files }: Agreement, noise: number): AgreementAnswer[] {
  const recent = 1 + (noise % 300);
  const answer = (
    state: AgreementAnswer['state'],
    recordedAge: number,
    file: string,
    expiresAge: number | null = null,
  ): AgreementAnswer => ({ state, recordedAge, file, expiresAge });
  const [first, newest] = [at(files, 0), at(files, files.length - 1)];
  switch (kind) {
    case 'accepted':
      return [answer('accepted', recent, noise % 4 === 0 ? first : newest)];
    case 'acceptedAgain':
      return [answer('accepted', recent + 400, first, recent + 35), answer('accepted', recent, newest)];
    case 'acceptedAfterDeclining':
      return [answer('declined', recent + 20, first), answer('accepted', recent, newest)];
    case 'acceptedUntilLater':
      return [answer('accepted', recent, newest, recent - 365)];
    case 'declined':
      return [answer('declined', recent, newest)];
    case 'declinedAfterAccepting':
      return [answer('accepted', recent + 30, first), answer('declined', recent, newest)];
    case 'expired':
      return [answer('accepted', recent + 365, first, recent)];
  }
}
