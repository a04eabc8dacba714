import { GOLDENS, keepGoldens } from './keep-goldens.ts';
import { keepSample, SAMPLE } from './keep-sample.ts';
import { withTwoAudits } from './two-audits.ts';

await withTwoAudits(async (audits) => {
  await keepSample(audits, SAMPLE);
  await keepGoldens(audits.audit, GOLDENS);
});
process.stderr.write(`${GOLDENS}\n${SAMPLE}\n`);
