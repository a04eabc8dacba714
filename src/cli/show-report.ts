import type { Situation } from '../situation/situation.ts';
import { appearanceOf } from './appearance.ts';
import type { Io } from './io.ts';
import type { ReportCommandOptions } from './stages/report-stage.ts';

interface Written {
  readonly auditFolder: string;
  readonly situation: Situation;
  /** Paths of the files that were written. */
  readonly files: readonly string[];
  /** Whether the formats were named by whoever runs the command. */
  readonly isNamed: boolean;
}

/**
 * What `vigie report` prints. Named, the terminal report is the data of stdout, and the paths of the files go to
 * stderr; else the paths are the data, and a person at a terminal sees the report beside them.
 */
export async function showReport(
  { auditFolder, situation, files, isNamed }: Written,
  { lang, formats, quiet }: ReportCommandOptions & { readonly quiet?: boolean },
  io: Io,
): Promise<void> {
  const paths = files.map((file) => `${file}\n`).join('');
  const isShown = io.stderr.isTerminal && quiet !== true;
  if (!formats.includes('terminal') || (!isNamed && !isShown)) {
    await io.stdout.write(paths);
    return;
  }
  const { printConstats, printNextSteps } = await import('./print-constats.ts');
  if (isNamed) {
    const { terminalReport } = await import('../renderers/terminal/terminal-report.ts');
    await io.stdout.draw(terminalReport(situation, lang, appearanceOf(io.stdout, io.env)));
    await io.stderr.write(paths);
    if (isShown) await printNextSteps(auditFolder, situation, lang, io);
  } else {
    await printConstats(auditFolder, situation, lang, io);
    await io.stdout.write(paths);
  }
}
