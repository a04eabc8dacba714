import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { auditHere } from '../testing/audit-here.ts';
import { figuresOf, predictedFigures, situationOf } from '../testing/simulated-audit.ts';

test('of the simulated tenant as it was a month earlier an audit finds what is predicted', async () => {
  const out = await mkdtemp(join(tmpdir(), 'vigie-earlier-'));
  try {
    const { auditFolder, options, exitCode } = await auditHere({
      tenant: { mailboxes: 2000, daysEarlier: 30 },
      out,
      argv: ['--quiet', '--formats', 'json'],
    });
    expect(exitCode).toBe(0);
    expect(figuresOf(await situationOf(auditFolder))).toEqual(predictedFigures(options));
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}, 120_000);
