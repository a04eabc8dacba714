import type { Command } from 'commander';
import { addAssess } from './commands/assess.ts';
import { addAudit } from './commands/audit.ts';
import { addAudits } from './commands/audits.ts';
import { addCheck } from './commands/check.ts';
import { addCollect } from './commands/collect.ts';
import { addCompare } from './commands/compare.ts';
import { addConfig } from './commands/config.ts';
import { addDemo } from './commands/demo.ts';
import { addDoctor } from './commands/doctor.ts';
import { addJournal } from './commands/journal.ts';
import { addKeys } from './commands/keys.ts';
import { addInit } from './commands/init.ts';
import { addList } from './commands/list.ts';
import { addPermissions } from './commands/permissions.ts';
import { addPurge } from './commands/purge.ts';
import { addReport } from './commands/report.ts';
import { addSetup } from './commands/setup.ts';
import { addQuery } from './commands/query.ts';
import { addShow } from './commands/show.ts';
import { addSimulate } from './commands/simulate.ts';
import { addVerify } from './commands/verify.ts';
import type { CommandOutcome } from './command-outcome.ts';
import type { Io } from './io.ts';

/** Every command, in the order of the help. What a command needs is loaded when it runs. */
export function addCommands(program: Command, io: Io, outcome: CommandOutcome): void {
  addAudit(program, io, outcome);
  addCollect(program, io);
  addAssess(program, io, outcome);
  addReport(program, io, outcome);
  addList(program, io);
  addShow(program, io);
  addQuery(program, io);
  addCompare(program, io);
  addCheck(program, io, outcome);
  addAudits(program, io);
  addDoctor(program, io, outcome);
  addInit(program, io);
  addConfig(program, io);
  addPermissions(program, io);
  addSetup(program, io);
  addVerify(program, io, outcome);
  addKeys(program, io);
  addJournal(program, io, outcome);
  addPurge(program, io);
  addDemo(program, io, outcome);
  addSimulate(program, io);
}
