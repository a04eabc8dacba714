#!/usr/bin/env node
try {
  await import('../dist/cli/bin.js');
} catch (error) {
  // The program has hundreds of files; where they cannot all be opened, none of them is there to say so.
  if (!['EMFILE', 'ENFILE'].includes(error?.code)) throw error;
  console.error(`vigie: cannot start: too many files are open (${error.message})`);
  console.error('  → Allow this process more open files (ulimit -n), then run the same command again.');
  process.exitCode = 4;
}
