import { dirname } from 'node:path';
import { findAudit } from '../../audits/find-audit.ts';
import { refuseAlteredAssessment, refuseUnexpected } from '../../audits/refuse-altered.ts';
import { auditPaths } from '../../disk/audit-paths.ts';
import { openDuckDb, temporaryFolderOf } from '../../duckdb/duckdb.ts';
import type { Language } from '../../i18n/language.ts';
import { createStyle } from '../../renderers/terminal/style.ts';
import { DOSSIER_FILE } from '../../situation/findings-tables.ts';
import { readSituation } from '../../situation/read-situation.ts';
import type { Situation } from '../../situation/situation.ts';
import { appearanceOf } from '../appearance.ts';
import type { Io } from '../io.ts';
import { jsonText } from '../json-text.ts';
import { accountRecord, dossierOf, type AccountRecord, type AccountVerdict } from './account-record.ts';
import { journalRead } from './journal-read.ts';
import { readersFindings, standingTables } from './readers-findings.ts';
import { withOpenedAudit, type OpenedAudit, type OpenOptions } from './opened-audit.ts';
import { withReadersFolder } from './readers-folder.ts';
import { showLines } from './show-lines.ts';

export interface ShowRequest extends OpenOptions {
  readonly account: string;
  readonly named: string | undefined;
  readonly out: string;
  readonly lang: Language;
  readonly format: 'text' | 'json';
  readonly expectSha256?: string;
}

/** Prints all that is known of one account. Reads only. Throws `KnownError` (usage) where none is called so. */
export async function showStage(request: ShowRequest, io: Io): Promise<void> {
  const kept = await findAudit(request.named, request.out, auditPaths.situation);
  await refuseUnexpected(kept, request);
  await withOpenedAudit(kept, 'rows', request, io, (opened) => showOpened(opened, request, io));
}

async function showOpened(opened: OpenedAudit, request: ShowRequest, io: Io): Promise<void> {
  const { account, lang } = request;
  const { auditFolder, kept } = opened;
  const situation = await readSituation(auditFolder);
  dossierOf(auditFolder);
  await refuseAlteredAssessment(auditFolder, [
    DOSSIER_FILE,
    ...readersFindings(auditFolder, situation),
    ...(await standingTables(auditFolder)),
  ]);
  await journalRead(opened, 'show', io);
  const record = await withReadersFolder(opened, io, async (folder) => {
    const db = await openDuckDb({
      temporaryFolder: temporaryFolderOf(folder),
      // Earlier audits lie beside this one.
      reaches: [...new Set([dirname(kept), dirname(auditFolder), folder])],
    });
    try {
      return await accountRecord(db, account, opened, situation);
    } finally {
      await db.close();
    }
  });
  if (request.format === 'json') {
    await io.stdout.write(jsonText(dataOf(record, situation)));
  } else {
    const style = createStyle(appearanceOf(io.stdout, io.env));
    const lines = showLines(record, situation, lang, style);
    await io.stdout.draw(lines.map((line) => `${line}\n`).join(''));
  }
}

function dataOf(
  { facts, notAsked, verdicts, history, notUsed }: AccountRecord,
  situation: Situation,
): object {
  const { tenant, asOf, collectedAt } = situation;
  return {
    tenant,
    asOf,
    collectedAt,
    account: facts,
    ...(notAsked.length === 0 ? {} : { notAsked }),
    verdicts: verdicts.map(({ check, verdict, written, standing, ...of }) => ({
      check: check.id,
      verdict,
      ...(verdict === 'unknown' ? { written } : {}),
      ...(standing === null ? {} : { standing }),
      because: becauseOf(check, facts),
      findings: ownFacts(of),
    })),
    history,
    notUsed,
  };
}

/** What the check's rule looks at, as it is of this account. */
function becauseOf(
  { dossierColumns = [] }: AccountVerdict['check'],
  facts: AccountRecord['facts'],
): AccountRecord['facts'] {
  return Object.fromEntries(dossierColumns.map((name) => [name, facts[name] ?? null]));
}

function ownFacts({ columns, findings }: Pick<AccountVerdict, 'columns' | 'findings'>): object[] {
  return findings.map((row) => Object.fromEntries(columns.map(({ name }) => [name, row[name] ?? null])));
}
