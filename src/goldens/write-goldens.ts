import { writeFile } from 'node:fs/promises';
import { CONFIG_SCHEMA_FILE, configSchemaText } from './config-schema-file.ts';
import { DOSSIER_GUIDE, dossierGuide } from './dossier-guide.ts';
import { FIELDS_GUIDE, fieldsGuide } from './fields-guide.ts';
import { GOLDENS, keepGoldens } from './keep-goldens.ts';
import { keepSample, SAMPLE } from './keep-sample.ts';
import { PERMISSIONS_GUIDE, permissionsGuide } from './permissions-guide.ts';
import { withTwoAudits } from './two-audits.ts';

await writeFile(DOSSIER_GUIDE, dossierGuide());
await writeFile(FIELDS_GUIDE, fieldsGuide());
await writeFile(CONFIG_SCHEMA_FILE, configSchemaText());
await writeFile(PERMISSIONS_GUIDE, permissionsGuide());
await withTwoAudits(async (audits) => {
  await keepSample(audits, SAMPLE);
  await keepGoldens(audits.audit, SAMPLE, GOLDENS);
});
process.stderr.write(`${DOSSIER_GUIDE}\n${FIELDS_GUIDE}\n${PERMISSIONS_GUIDE}\n${GOLDENS}\n${SAMPLE}\n`);
