import type { MoveKind } from '../../situation/trend/trend-schema.ts';

/** Where an account stands with a check; absent: the account is not there, or the check is not about it. */
export type Standing = 'non-compliant' | 'compliant' | 'undetermined' | 'absent';

/** From where to where an account moves, what is worst first; `altered` is told by its items alone. */
const MOVES: readonly { readonly kind: MoveKind; readonly before: Standing; readonly now: Standing }[] = [
  { kind: 'appeared', before: 'compliant', now: 'non-compliant' },
  { kind: 'altered', before: 'non-compliant', now: 'non-compliant' },
  { kind: 'joined', before: 'absent', now: 'non-compliant' },
  { kind: 'becameKnown', before: 'undetermined', now: 'non-compliant' },
  { kind: 'resolved', before: 'non-compliant', now: 'compliant' },
  { kind: 'left', before: 'non-compliant', now: 'absent' },
  { kind: 'becameUnknown', before: 'non-compliant', now: 'undetermined' },
];

/** How an account moved; null where it did not, or never was in the count. */
export function moveOf(before: Standing, now: Standing, isAltered: boolean): MoveKind | null {
  const found = MOVES.find((move) => move.before === before && move.now === now);
  return found === undefined || (found.kind === 'altered' && !isAltered) ? null : found.kind;
}

/** The same as SQL over the columns `before`, `now` and `altered`. */
export const MOVE_SQL = `CASE
${MOVES.map(
  ({ kind, before, now }) =>
    `  WHEN "before" = '${before}' AND "now" = '${now}'${kind === 'altered' ? ' AND altered' : ''} THEN '${kind}'`,
).join('\n')}
END`;

/** The kinds as an SQL list, what is worst first. */
export const MOVE_ORDER_SQL = `[${MOVES.map(({ kind }) => `'${kind}'`).join(', ')}]`;
