import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Situation } from '../situation/situation.ts';
import { answersOf, type CaseFiles, type FieldAnswer } from './field-cloud-answers.ts';
import { scriptOf } from './field-cloud-script.ts';
import { varyLines, variationOf, type Variation } from './field-cloud-variation.ts';
import { RECORDED_AT, type FieldCloud } from './field-cloud.ts';
import { runHere, type EndedHere } from './run-here.ts';
import { situationOf } from './simulated-audit.ts';

export interface FieldCase {
  /** Files of a folder of `fixtures/cases/`, or of the case's own. */
  readonly files?: CaseFiles;
  /** Beside those of `answers.json`. */
  readonly answers?: readonly FieldAnswer[];
  /** Further options of `vigie audit`. */
  readonly argv?: readonly string[];
  readonly exchange?: 'open' | 'closed';
}

export type Row = Readonly<Record<string, unknown>>;

/** What an audit of a case came to. Names and ids are those of the case as it was recorded, whatever the variation. */
export interface FieldOutcome {
  readonly exitCode: number;
  readonly stderr: string;
  /** Null where the audit left none. */
  readonly situation: Situation | null;
  /** Requests that neither the case nor the defaults knew. */
  readonly unexpected: readonly string[];
  /** Verdict of each account that a check is about, by the local part of its address. */
  readonly verdicts: (check: string) => Promise<Readonly<Record<string, string>>>;
  /** The rows of `vigie list`, in the order of their texts. */
  readonly rows: (check: string) => Promise<readonly Row[]>;
}

/** Runs `vigie audit` in this process against a case, and hands what came of it to `judge`. */
export async function auditFieldCase(
  cloud: FieldCloud,
  given: FieldCase,
  seed: number,
  judge: (outcome: FieldOutcome) => Promise<void>,
): Promise<void> {
  const variation = variationOf(seed);
  const files = new Map(
    [...(given.files ?? [])].map(([name, text]) => [name, variedFile(name, text, variation)]),
  );
  const further = JSON.stringify(given.answers ?? []);
  const answers = [...answersOf(files), ...answerList.parse(JSON.parse(variation.text(further)))];
  const exchange = given.exchange ?? (answers.length === 0 ? 'closed' : 'open');
  const tenantId = cloud.environment.AZURE_TENANT_ID ?? '';
  const script = scriptOf({ answers, files, variation, tenantId, exchange });
  cloud.play(script);
  const folder = await mkdtemp(join(tmpdir(), 'vigie-field-'));
  try {
    const runIn = await placedIn(folder, files, cloud);
    const argv = [
      'audit',
      '--no-doctor',
      '--out',
      'audits',
      '--formats',
      'json',
      '--quiet',
      '--lang',
      'fr',
      '--give-up-after',
      '20s',
    ];
    const ended = await runIn([...argv, ...configOf(files), ...(given.argv ?? [])]);
    const auditFolder = ended.stdout.trimEnd();
    const list = async (check: string, verdict?: string): Promise<readonly Row[]> => {
      const only = verdict === undefined ? [] : ['--verdict', verdict];
      const listed = await runIn([
        'list',
        check,
        auditFolder,
        '--out',
        'audits',
        '--format',
        'ndjson',
        ...only,
      ]);
      if (listed.exitCode !== 0) throw new Error(listed.stderr);
      const lines = listed.stdout.split('\n').filter((line) => line !== '');
      return lines.map((line) => rowSchema.parse(JSON.parse(variation.recorded(line))));
    };
    await judge({
      exitCode: ended.exitCode,
      stderr: variation.recorded(ended.stderr),
      situation:
        auditFolder === '' ? null : await situationOf(join(folder, auditFolder)).catch(orFrom(auditFolder)),
      unexpected: script.unexpected,
      rows: (check) => list(check),
      verdicts: async (check) => {
        const all = [await list(check), await list(check, 'compliant')];
        const pairs = all
          .flat()
          .map((row) => [localPart(row.userPrincipalName), String(row.verdict)] as const);
        return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
      },
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const answerList = z.array(z.custom<FieldAnswer>((value) => typeof value === 'object'));
const rowSchema = z.record(z.string(), z.unknown());

/** An absolute folder is joined to nothing. */
function orFrom(auditFolder: string): () => Promise<Situation> {
  return () => situationOf(auditFolder);
}

function configOf(files: CaseFiles): string[] {
  return files.has('vigie.config.yaml') ? ['--config', 'vigie.config.yaml'] : [];
}

function variedFile(name: string, text: string, variation: Variation): string {
  const varied = variation.text(text);
  return name.endsWith('.csv') ? varyLines(varied, variation) : varied;
}

function localPart(address: unknown): string {
  return String(address).split('@')[0] ?? '';
}

/** What runs command lines of Vigie in a folder that holds the case's own files, on the day of the case. */
async function placedIn(
  folder: string,
  files: CaseFiles,
  cloud: FieldCloud,
): Promise<(argv: readonly string[]) => Promise<EndedHere>> {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of files) await writeFile(join(folder, name), text);
  return (argv) =>
    runHere(argv, {
      env: cloud.environment,
      cwd: folder,
      now: () => new Date(RECORDED_AT),
      random: () => 0,
    });
}
