import { GOLDENS, makeGoldens } from './make-goldens.ts';

await makeGoldens(GOLDENS);
process.stderr.write(`${GOLDENS}\n`);
