import type { Situation } from '../situation/situation.ts';
import type { Evidence, Judgement } from './evidence.ts';

/** As many findings as the situation counts, of each kind, each account once. */
export function judgeFindings({ indicators }: Situation, findings: Evidence['findings']): Judgement {
  const problems = indicators.flatMap(({ id, count, undetermined }) => {
    const own = findings[id] ?? [];
    const having = (verdict: string): number => own.filter((finding) => finding.verdict === verdict).length;
    const once = new Set(own.map(({ accountId }) => accountId)).size;
    const pairs: [string, number, number][] = [
      ['non-compliant', having('non-compliant'), count],
      ['undetermined', having('undetermined'), undetermined],
      ['different', once, own.length],
    ];
    return pairs
      .filter(([, found, wanted]) => found !== wanted)
      .map(([name, found, wanted]) => `${id}: ${found} ${name} findings, where ${wanted} are told`);
  });
  return { problems, unlucky: [] };
}
