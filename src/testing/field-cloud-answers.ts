import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const answerSchema = z.strictObject({
  /** Method and address without the host, as sent. */
  request: z.string(),
  requestBody: z
    .strictObject({
      CmdletInput: z.strictObject({
        CmdletName: z.string(),
        Parameters: z.record(z.string(), z.unknown()).default({}),
      }),
    })
    .optional(),
  note: z.string().optional(),
  status: z.int(),
  /** A JSON answer; a text is sent as it stands. */
  body: z.unknown().optional(),
  /** A report's file, told after the redirect. */
  bodyFile: z.string().optional(),
});

/** One request and what it was answered. */
export type FieldAnswer = z.input<typeof answerSchema>;

/** The files of a case, by name: texts, as they are on the disk. */
export type CaseFiles = ReadonlyMap<string, string>;

const answersSchema = z.array(answerSchema);

/** The answers of a case's `answers.json`; none where the case is a file alone. Throws on what is no such list. */
export function answersOf(files: CaseFiles): readonly FieldAnswer[] {
  const text = files.get('answers.json');
  return text === undefined ? [] : answersSchema.parse(JSON.parse(text));
}

const KNOWN_FILES = [
  'answers.json',
  'mailboxes.csv',
  'mail-activity.csv',
  'mailbox-usage.csv',
  'liste.csv',
  'vigie.config.yaml',
];

/** Reads a folder of `fixtures/cases/`. */
export async function readCase(id: string): Promise<CaseFiles> {
  const folder = join('fixtures', 'cases', id);
  const files = new Map<string, string>();
  for (const name of KNOWN_FILES) {
    const text = await readFile(join(folder, name), 'utf8').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    });
    if (text !== null) files.set(name, text);
  }
  if (files.size === 0) throw new Error(`no field case is called ${id}`);
  return files;
}
