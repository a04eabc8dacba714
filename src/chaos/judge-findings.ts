import { CHECKS } from '../checks/catalogue.ts';
import type { Situation } from '../situation/situation.ts';
import type { Evidence, Judgement } from './evidence.ts';

/** Checks that give an account a row for each of its findings. */
const OF_SEVERAL_ROWS = new Set(CHECKS.filter(({ items }) => items !== undefined).map(({ id }) => id));

/** As many accounts among the findings as the situation counts, of each kind, each under one verdict. */
export function judgeFindings({ indicators }: Situation, findings: Evidence['findings']): Judgement {
  const problems = indicators.flatMap(({ id, count, undetermined }) => {
    const own = findings[id] ?? [];
    const accounts = (of: typeof own): number => new Set(of.map(({ accountId }) => accountId)).size;
    const having = (verdict: string): number =>
      accounts(own.filter((finding) => finding.verdict === verdict));
    const pairs: [string, number, number][] = [
      ['non-compliant', having('non-compliant'), count],
      ['undetermined', having('undetermined'), undetermined],
      [
        'different',
        accounts(own),
        OF_SEVERAL_ROWS.has(id) ? having('non-compliant') + having('undetermined') : own.length,
      ],
    ];
    return pairs
      .filter(([, found, wanted]) => found !== wanted)
      .map(([name, found, wanted]) => `${id}: ${found} ${name} findings, where ${wanted} are told`);
  });
  return { problems, unlucky: [] };
}
