import type { Command } from 'commander';
import { KnownError } from '../../errors.ts';
import type { Io } from '../io.ts';
import { auditArgument, options, rowFormat, withExcel } from '../options.ts';
import { silenced } from '../silenced.ts';
import type { QueryRequest } from '../stages/query-stage.ts';

type QueryOptions = Omit<QueryRequest, 'sql' | 'named'> & {
  readonly tables?: boolean;
  readonly quiet?: boolean;
};

export function addQuery(program: Command, io: Io): void {
  program
    .command('query')
    .description('One SELECT over an audit’s dossier, findings and sources, on stdout; reads only')
    .argument('[sql]', 'such as: SELECT category, count(*) FROM dossier GROUP BY ALL')
    .addArgument(auditArgument())
    .option('--tables', 'the tables, their columns, and what these mean; the argument is then the audit')
    .addOption(rowFormat(io))
    .addOption(options.excel())
    .option('--wide', 'a table with all its columns, wider than the terminal')
    .addOption(options.expectSha256())
    .addOption(options.identity())
    .addOption(options.workDir())
    .addOption(options.out())
    .addOption(options.lang(io))
    .addOption(options.quiet())
    .action(
      async (sql: string | undefined, named: string | undefined, given: QueryOptions, command: Command) => {
        const { tables, ...rest } = withExcel(given, command);
        if (tables !== true && sql === undefined)
          throw new KnownError(
            'usage',
            { fr: 'quelle requête?', en: 'which query?' },
            {
              nextSteps: [
                {
                  fr: 'Écrire un SELECT\u00a0: `vigie query "SELECT …"`',
                  en: 'Write a SELECT: vigie query "SELECT …"',
                },
                {
                  fr: 'vigie query --tables donne les tables.',
                  en: 'vigie query --tables tells the tables.',
                },
              ],
            },
          );
        const asked = tables === true ? { sql: undefined, named: sql } : { sql, named };
        const { queryStage } = await import('../stages/query-stage.ts');
        await queryStage({ ...asked, ...rest }, silenced(io, given));
      },
    );
}
