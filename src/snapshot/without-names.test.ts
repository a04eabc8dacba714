import { expect, test } from 'vitest';
import { z } from 'zod';
import { openDuckDb } from '../duckdb/duckdb.ts';
import { TABLES } from './tables.ts';
import { withoutNames } from './without-names.ts';

const ID = 'b7c10001-2f6e-4c1a-9d3b-5e8f0a6c0001';

/** As written, and what is kept of it. */
const RECIPIENTS = [
  ['x@gmail.com', 'x@gmail.com'],
  ['smtp:X@gmail.com', 'smtp:X@gmail.com'],
  ['"Luc Cyr" [SMTP:luc.cyr@gmail.com]', 'luc.cyr@gmail.com'],
  ['Luc Cyr <luc.cyr@gmail.com>', 'luc.cyr@gmail.com'],
  [ID, ID],
  ['', ''],
  ['Luc Cyr', ''],
  ['reseau.example/Users/Luc Cyr', ''],
  ['/o=Reseau/ou=Exchange/cn=Recipients/cn=luc.cyr', ''],
  ['"Luc Cyr" [EX:/o=Reseau/cn=luc.cyr]', ''],
] as const;

test('of a recipient the address or the id is kept, and never the name', async () => {
  const db = await openDuckDb({ memoryLimitMb: 100, threads: 1 });
  try {
    const rule = `{'name': 'Suivi', isEnabled: true, hasError: NULL::BOOLEAN, redirectTo: getvariable('written'), forwardTo: ['Luc Cyr'], forwardAsAttachmentTo: NULL::VARCHAR[]}`;
    await db.setVariable(
      'written',
      RECIPIENTS.map(([written]) => written),
    );
    const rules = `SELECT 'a' AS accountId, [${rule}]::${TABLES['inbox-rules'].rules} AS rules`;
    const { kept } = await db.row(
      `SELECT to_json(rules)::VARCHAR AS kept FROM (${withoutNames('inbox-rules', rules)})`,
      z.object({ kept: z.string() }),
    );
    expect(JSON.parse(kept)).toEqual([
      {
        ...{ name: 'Suivi', isEnabled: true, hasError: null },
        redirectTo: RECIPIENTS.map(([, text]) => text),
        ...{ forwardTo: [''], forwardAsAttachmentTo: null },
      },
    ]);
    const forwarding = `SELECT unnest(['Luc Cyr', 'Luc Cyr', 'x@gmail.com', NULL, ' ']) AS forwardingAddress, unnest(['l@reseau.example', NULL, NULL, NULL, NULL]) AS resolvedAddress`;
    expect(
      await db.rows(
        `SELECT forwardingAddress AS kept FROM (${withoutNames('mailbox-forwarding', forwarding)})`,
        z.object({ kept: z.string().nullable() }),
      ),
    ).toEqual(['l@reseau.example', 'name-not-kept', 'x@gmail.com', null, null].map((one) => ({ kept: one })));
  } finally {
    await db.close();
  }
});
