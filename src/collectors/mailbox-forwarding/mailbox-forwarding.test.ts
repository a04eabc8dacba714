import { expect, test } from 'vitest';
import { PartlyCollected } from '../collector.ts';
import { collecting, valuesOf, type Collecting } from '../../testing/collecting.ts';
import { SCRIPTED_TENANT, type FarSide } from '../../testing/scripted-client.ts';
import type { Scripted } from '../../testing/scripted-transport.ts';
import { mailboxForwarding } from './mailbox-forwarding.ts';

const API = 'https://outlook.office365.com/adminapi';
const DOCUMENTED = `${API}/v2.0/${SCRIPTED_TENANT}/Mailbox`;
const INVOKED = `${API}/beta/${SCRIPTED_TENANT}/InvokeCommand`;

type Asked = Readonly<{ url: string; identity: string | null }>;
type Script = (asked: Asked) => Scripted;

const REFUSED: Scripted = { status: 403, json: { error: { code: 'Forbidden', message: 'no' } } };
const NOT_FOUND: Scripted = {
  status: 404,
  json: {
    error: { code: 'NotFound', message: 'm', details: [{ message: "object 'x' couldn't be found on 'y'" }] },
  },
};

function page(value: unknown[], next?: string): Scripted {
  return { json: next === undefined ? { value } : { value, '@odata.nextLink': next } };
}

function mailbox(id: string | null, forwarding: object = {}): object {
  return {
    ExternalDirectoryObjectId: id,
    UserPrincipalName: `${id ?? 'nobody'}@sante.example`,
    PrimarySmtpAddress: `${id ?? 'nobody'}@sante.example`,
    RecipientTypeDetails: 'UserMailbox',
    ForwardingAddress: null,
    ForwardingSmtpAddress: null,
    DeliverToMailboxAndForward: false,
    ...forwarding,
  };
}

function without(item: object, ...keys: string[]): object {
  return Object.fromEntries(Object.entries(item).filter(([key]) => !keys.includes(key)));
}

function keyless(id: string): object {
  return without(mailbox(id), 'ForwardingAddress', 'ForwardingSmtpAddress', 'DeliverToMailboxAndForward');
}

function row(id: string | null, more: object = {}): object {
  const address = `${id ?? 'nobody'}@sante.example`;
  return {
    accountId: id,
    userPrincipalName: address,
    primarySmtpAddress: address,
    recipientType: 'UserMailbox',
    forwardingReturned: true,
    forwardingAddress: null,
    resolvedAddress: null,
    resolvedKind: null,
    forwardingSmtpAddress: null,
    deliverToMailboxAndForward: false,
    ...more,
  };
}

const UNTOLD = { forwardingReturned: false, deliverToMailboxAndForward: null };

/** Exchange Online that answers so, and what it was asked. */
function scripted(answer: Script, log: Asked[]): FarSide {
  return ({ url, body = '' }) => {
    const asked = { url, identity: /"Identity":"([^"]*)"/.exec(body)?.[1] ?? null };
    log.push(asked);
    return answer(asked);
  };
}

async function withFarSide(
  answer: Script,
  work: (collection: Collecting, log: Asked[]) => Promise<void>,
  options: Parameters<typeof collecting>[1] = {},
): Promise<void> {
  const log: Asked[] = [];
  const collection = await collecting([], { ...options, exchange: scripted(answer, log) });
  try {
    await work(collection, log);
  } finally {
    await collection.close();
  }
}

const SELECT =
  '?$select=ExternalDirectoryObjectId,UserPrincipalName,PrimarySmtpAddress,RecipientTypeDetails,ForwardingAddress,ForwardingSmtpAddress,DeliverToMailboxAndForward';

test('the documented endpoint gives the mailboxes, their forwarding and their kinds', async () => {
  const next = `${DOCUMENTED}?$skiptoken=2`;
  const answer: Script = ({ url }) =>
    url === next
      ? page([
          mailbox('c', { ForwardingSmtpAddress: 'SMTP:Anne@Gmail.com', DeliverToMailboxAndForward: 'True' }),
          mailbox(null, { RecipientTypeDetails: 'DiscoveryMailbox' }),
          mailbox('', { UserPrincipalName: 'second@sante.example', PrimarySmtpAddress: null }),
        ])
      : page(
          [
            mailbox('AAA'),
            mailbox('b', { RecipientTypeDetails: 'SharedMailbox', ForwardingSmtpAddress: ' ' }),
          ],
          next,
        );
  await withFarSide(answer, async ({ context, rows }, log) => {
    expect(await mailboxForwarding.collect(context)).toEqual({ read: 5, expected: 5 });
    expect(log.map(({ url }) => url)).toEqual([`${DOCUMENTED}${SELECT}`, next]);
    expect(await rows('mailbox-forwarding', 'accountId NULLS LAST, userPrincipalName')).toEqual([
      row('aaa', { userPrincipalName: 'AAA@sante.example', primarySmtpAddress: 'AAA@sante.example' }),
      row('b', { recipientType: 'SharedMailbox' }),
      row('c', { forwardingSmtpAddress: 'Anne@Gmail.com', deliverToMailboxAndForward: true }),
      row(null, { recipientType: 'DiscoveryMailbox' }),
      row(null, { userPrincipalName: 'second@sante.example', primarySmtpAddress: null }),
    ]);
  });
});

test('names of properties are read in any case', async () => {
  const item = Object.fromEntries(
    Object.entries(mailbox('a', { ForwardingSmtpAddress: 'smtp:x@y.example' })).map(([key, value]) => [
      key.toUpperCase(),
      value,
    ]),
  );
  await withFarSide(
    () => page([item]),
    async ({ context, rows }) => {
      await mailboxForwarding.collect(context);
      expect(await rows('mailbox-forwarding', '1')).toEqual([
        row('a', { forwardingSmtpAddress: 'x@y.example' }),
      ]);
    },
  );
});

test('where the documented rows lack the forwarding, the cmdlet is invoked', async () => {
  const answer: Script = ({ url }) =>
    url.startsWith(DOCUMENTED)
      ? page([keyless('a')], `${DOCUMENTED}?$skiptoken=2`)
      : page([mailbox('a', { ForwardingSmtpAddress: 'x@y.example' })]);
  await withFarSide(answer, async ({ context, rows }, log) => {
    expect(await mailboxForwarding.collect(context)).toEqual({ read: 1, expected: 1 });
    expect(log.map(({ url }) => url)).toEqual([`${DOCUMENTED}${SELECT}`, `${INVOKED}${SELECT}`]);
    expect(await rows('mailbox-forwarding', '1')).toEqual([
      row('a', { forwardingSmtpAddress: 'x@y.example' }),
    ]);
  });
});

test('an endpoint that does not understand the selection is asked without it', async () => {
  const answer: Script = ({ url }) =>
    url.includes('$select')
      ? { status: 400, json: { error: { code: 'BadRequest', message: 'x' } } }
      : page([mailbox('a')]);
  await withFarSide(answer, async ({ context }, log) => {
    expect(await mailboxForwarding.collect(context)).toEqual({ read: 1, expected: 1 });
    expect(log.map(({ url }) => url)).toEqual([`${DOCUMENTED}${SELECT}`, DOCUMENTED]);
  });
});

test('where nothing tells the forwarding, the kinds are kept and no mailbox is said not to forward', async () => {
  const next = `${DOCUMENTED}?$skiptoken=2`;
  const answer: Script = ({ url }) => {
    if (url.startsWith(INVOKED)) return REFUSED;
    return url === next ? page([keyless('b')]) : page([keyless('a')], next);
  };
  await withFarSide(answer, async ({ context, rows }) => {
    const thrown = await mailboxForwarding.collect(context).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(PartlyCollected);
    expect(thrown).toMatchObject({ read: 2, expected: 2, cause: { kind: 'refused', status: 403 } });
    expect(await rows('mailbox-forwarding', 'accountId')).toEqual([row('a', UNTOLD), row('b', UNTOLD)]);
  });
});

test('a role without the cmdlet refuses it, though Exchange answers that there is no such cmdlet', async () => {
  const unknown =
    "The term 'Get-Mailbox' is not recognized as the name of a cmdlet, function, script file, or operable program.";
  const answer: Script = ({ url }) =>
    url.startsWith(INVOKED)
      ? { status: 400, json: { error: { code: 'BadRequest', message: unknown } } }
      : page([keyless('a')]);
  await withFarSide(answer, async ({ context }) => {
    await expect(mailboxForwarding.collect(context)).rejects.toMatchObject({
      read: 1,
      cause: { kind: 'refused' },
    });
  });
});

test('where both ways are refused, the source is, and both are named', async () => {
  await withFarSide(
    () => REFUSED,
    async ({ context }) => {
      await expect(mailboxForwarding.collect(context)).rejects.toMatchObject({
        name: 'GraphFailure',
        kind: 'refused',
        detail: '403 Forbidden — POST /adminapi/v2.0/{id}/Mailbox; POST /adminapi/beta/{id}/InvokeCommand',
      });
      expect(await context.store.holds('mailbox-forwarding')).toBe(false);
    },
  );
});

test('a tenant without Exchange refuses the source at the sign-in', async () => {
  const collection = await collecting([]);
  try {
    await expect(mailboxForwarding.collect(collection.context)).rejects.toMatchObject({
      kind: 'refused',
      detail: 'AADSTS500011 — sign-in for https://outlook.office365.com/.default',
    });
  } finally {
    await collection.close();
  }
});

test('one mailbox whose forwarding was not returned makes the source partial', async () => {
  const half = without(mailbox('b'), 'ForwardingAddress');
  await withFarSide(
    () => page([mailbox('a'), half]),
    async ({ context, rows }) => {
      expect(await mailboxForwarding.collect(context)).toEqual({
        ...{ read: 2, expected: 2 },
        shortfall: {
          reason: 'not-read',
          detail: '1 of 2 mailboxes came without their forwarding',
          lacks: { kind: 'forwarding', count: 1, of: 2 },
        },
      });
      expect(await rows('mailbox-forwarding', 'accountId')).toEqual([
        row('a'),
        row('b', { forwardingReturned: false }),
      ]);
    },
  );
});

test('where some documented rows lack the forwarding, the cmdlet is invoked for all', async () => {
  const answer: Script = ({ url }) =>
    url.startsWith(DOCUMENTED)
      ? page([mailbox('a', { ForwardingSmtpAddress: 'x@y.example' }), keyless('b')])
      : page([mailbox('a', { ForwardingSmtpAddress: 'x@y.example' }), mailbox('b')]);
  await withFarSide(answer, async ({ context, rows }) => {
    expect(await mailboxForwarding.collect(context)).toEqual({ read: 2, expected: 2 });
    expect(await rows('mailbox-forwarding', 'accountId')).toEqual([
      row('a', { forwardingSmtpAddress: 'x@y.example' }),
      row('b'),
    ]);
  });
});

test('one odd value costs its own mailbox alone, and a list of one text is that text', async () => {
  const items = [
    mailbox('a', { ForwardingSmtpAddress: ['smtp:x@y.example'], DeliverToMailboxAndForward: 'Maybe' }),
    mailbox('b', { ForwardingAddress: { Name: 'Anne' } }),
    mailbox('c', { ForwardingAddress: [] }),
  ];
  await withFarSide(
    () => page(items),
    async ({ context, rows }) => {
      expect(await mailboxForwarding.collect(context)).toMatchObject({
        shortfall: { detail: '1 of 3 mailboxes came without their forwarding' },
      });
      expect(await rows('mailbox-forwarding', 'accountId')).toEqual([
        row('a', { forwardingSmtpAddress: 'x@y.example', deliverToMailboxAndForward: null }),
        row('b', { forwardingReturned: false }),
        row('c'),
      ]);
    },
  );
});

test('an address of a mailbox whose other key is missing is a redirect all the same', async () => {
  const half = without(mailbox('b', { ForwardingSmtpAddress: 'smtp:x@y.example' }), 'ForwardingAddress');
  await withFarSide(
    () => page([half]),
    async ({ context, rows }) => {
      expect(await mailboxForwarding.collect(context)).toEqual({ read: 1, expected: 1 });
      expect(await rows('mailbox-forwarding', '1')).toEqual([
        row('b', { forwardingSmtpAddress: 'x@y.example' }),
      ]);
    },
  );
});

const RECIPIENTS: Readonly<Record<string, Scripted>> = {
  'Roy Anne': page([
    {
      RecipientTypeDetails: 'MailContact',
      ExternalEmailAddress: 'SMTP:anne.roy@gmail.com',
      PrimarySmtpAddress: 'anne.roy@sante.example',
    },
  ]),
  'Jean Tremblay': page([
    {
      RecipientTypeDetails: 'UserMailbox',
      ExternalEmailAddress: '',
      PrimarySmtpAddress: 'jean.tremblay@sante.example',
    },
  ]),
  '/o=Org/ou=Site/cn=contact': page([
    {
      RecipientTypeDetails: 'MailContact',
      ExternalEmailAddress: 'X400:c=ca',
      PrimarySmtpAddress: 'c@sante.example',
    },
  ]),
  Twins: page([{ PrimarySmtpAddress: 'one@sante.example' }, { PrimarySmtpAddress: 'two@sante.example' }]),
  Namesakes: {
    status: 400,
    json: { error: { code: 'BadRequest', message: 'The operation matches multiple entries' } },
  },
  'contact@sante.example': page([{ ExternalEmailAddress: 'smtp:away@hotmail.com' }]),
};

test('an address of the directory leads where its recipient leads', async () => {
  const values = [...Object.keys(RECIPIENTS), 'Gone', 'smtp:Stranger@Yahoo.com', 'Roy Anne'];
  const answer: Script = ({ identity }) =>
    identity === null
      ? page(values.map((ForwardingAddress, index) => mailbox(String(index), { ForwardingAddress })))
      : (RECIPIENTS[identity] ?? NOT_FOUND);
  await withFarSide(answer, async ({ context, rows }, log) => {
    expect(await mailboxForwarding.collect(context)).toEqual({ read: 9, expected: 9 });
    const addresses = valuesOf(await rows('mailbox-forwarding', 'accountId'), 'resolvedAddress');
    expect(values.map((value, index) => [value, addresses[index]])).toEqual([
      ['Roy Anne', 'anne.roy@gmail.com'],
      ['Jean Tremblay', 'jean.tremblay@sante.example'],
      ['/o=Org/ou=Site/cn=contact', null],
      ['Twins', null],
      ['Namesakes', null],
      ['contact@sante.example', 'away@hotmail.com'],
      ['Gone', null],
      ['smtp:Stranger@Yahoo.com', 'Stranger@Yahoo.com'],
      ['Roy Anne', 'anne.roy@gmail.com'],
    ]);
    // Each is asked once, however many mailboxes lead there.
    expect(
      log
        .slice(1)
        .map(({ identity }) => identity)
        .sort(),
    ).toEqual([...Object.keys(RECIPIENTS), 'Gone', 'Stranger@Yahoo.com'].sort());
  });
});

test('where nobody may ask about recipients, only addresses of other domains are taken as they are', async () => {
  const values = ['Roy Anne', 'away@gmail.com', 'contact@sante.example'];
  const answer: Script = ({ identity }) =>
    identity === null
      ? page(values.map((ForwardingAddress, index) => mailbox(String(index), { ForwardingAddress })))
      : REFUSED;
  await withFarSide(answer, async ({ context, rows }) => {
    const domain = { name: 'Sante.example', isVerified: true, isDefault: true, isInitial: false };
    const tenant = { ...context.tenant, domains: [domain] };
    expect(await mailboxForwarding.collect({ ...context, tenant })).toEqual({
      ...{ read: 3, expected: 3 },
      misses: [
        {
          part: 'recipient-addresses',
          reason: 'permission',
          detail: '403 Forbidden — POST /adminapi/beta/{id}/InvokeCommand',
          grants: mailboxForwarding.grants,
        },
      ],
      grants: mailboxForwarding.grants,
    });
    expect(valuesOf(await rows('mailbox-forwarding', 'accountId'), 'resolvedAddress')).toEqual([
      null,
      'away@gmail.com',
      null,
    ]);
  });
});

test('thousands of addresses are asked in turn, and one refusal ends the asking', async () => {
  const many = Array.from({ length: 5_200 }, (_, index) =>
    mailbox(`m${index}`, { ForwardingAddress: `Contact ${index}` }),
  );
  const answer: Script = ({ identity }) =>
    identity === null
      ? page(many)
      : page([{ PrimarySmtpAddress: `${identity.replace(' ', '')}@sante.example` }]);
  await withFarSide(answer, async ({ context, rows }, log) => {
    await mailboxForwarding.collect(context);
    const resolved = await rows('mailbox-forwarding', 'accountId');
    const expected = valuesOf(resolved, 'forwardingAddress').map(
      (name) => `${String(name).replace(' ', '')}@sante.example`,
    );
    expect([log.length, resolved.length]).toEqual([5_201, 5_200]);
    expect(valuesOf(resolved, 'resolvedAddress')).toEqual(expected);
  });
  const refusing: Script = ({ identity }) => (identity === null ? page(many) : REFUSED);
  await withFarSide(refusing, async ({ context }, log) => {
    await mailboxForwarding.collect(context);
    expect(log.length).toBeLessThan(100);
  });
});

test('a run that goes on asks neither the pages nor the recipients that an earlier one had', async () => {
  const next = `${DOCUMENTED}?$skiptoken=2`;
  const first = mailbox('a', { ForwardingAddress: 'Roy Anne' });
  const second = mailbox('b', { ForwardingAddress: 'Jean Tremblay' });
  let isBroken = true;
  const answer: Script = ({ url, identity }) => {
    if (identity !== null) return RECIPIENTS[identity] ?? NOT_FOUND;
    if (url !== next) return page([first], next);
    return isBroken ? { status: 500, json: { error: { code: 'x' } } } : page([second]);
  };
  const log: Asked[] = [];
  const begun = await collecting([], { exchange: scripted(answer, log), giveUpAfterMs: 50 });
  await expect(mailboxForwarding.collect(begun.context)).rejects.toMatchObject({
    read: 1,
    cause: { status: 500 },
  });
  await begun.stop();
  log.length = 0;
  isBroken = false;
  const again = await collecting([], { exchange: scripted(answer, log), resume: begun.folder });
  expect(await mailboxForwarding.collect(again.context)).toEqual({ read: 2, expected: 2 });
  const select = '?$select=ExternalEmailAddress,PrimarySmtpAddress,RecipientTypeDetails';
  expect(log).toEqual([
    { url: next, identity: null },
    { url: `${INVOKED}${select}`, identity: 'Jean Tremblay' },
  ]);
  expect(await again.rows('mailbox-forwarding', 'accountId')).toEqual([
    row('a', {
      forwardingAddress: 'Roy Anne',
      resolvedAddress: 'anne.roy@gmail.com',
      resolvedKind: 'MailContact',
    }),
    row('b', {
      forwardingAddress: 'Jean Tremblay',
      resolvedAddress: 'jean.tremblay@sante.example',
      resolvedKind: 'UserMailbox',
    }),
  ]);
  await again.close();
});

test('where an earlier run found no way to the forwarding, whoever goes on looks for one again', async () => {
  let isGranted = false;
  const answer: Script = ({ url }) => {
    if (url.startsWith(DOCUMENTED)) return page([keyless('a')]);
    return isGranted ? page([mailbox('a', { ForwardingSmtpAddress: 'x@y.example' })]) : REFUSED;
  };
  const begun = await collecting([], { exchange: scripted(answer, []) });
  await expect(mailboxForwarding.collect(begun.context)).rejects.toMatchObject({ read: 1 });
  await begun.stop();
  isGranted = true;
  const again = await collecting([], { exchange: scripted(answer, []), resume: begun.folder });
  expect(await mailboxForwarding.collect(again.context)).toEqual({ read: 1, expected: 1 });
  expect(await again.rows('mailbox-forwarding', '1')).toEqual([
    row('a', { forwardingSmtpAddress: 'x@y.example' }),
  ]);
  await again.close();
});

test('a page that expired begins the walk again, and what came twice is one row', async () => {
  const next = `${DOCUMENTED}?$skiptoken=2`;
  let expired = 0;
  const answer: Script = ({ url }) => {
    if (url !== next)
      return page(
        [mailbox('a', expired === 0 ? {} : { ForwardingSmtpAddress: 'x@y.example' }), mailbox(null)],
        next,
      );
    expired += 1;
    return expired === 1 ? { status: 410, json: { error: { code: 'Gone' } } } : page([mailbox('b')]);
  };
  await withFarSide(answer, async ({ context, rows }) => {
    expect(await mailboxForwarding.collect(context)).toEqual({ read: 3, expected: 3 });
    expect(await rows('mailbox-forwarding', 'accountId NULLS LAST')).toEqual([
      row('a', { forwardingSmtpAddress: 'x@y.example' }),
      row('b'),
      row(null),
    ]);
  });
});

test('an answer without any mailbox is not "none forwards": every organisation has one', async () => {
  await withFarSide(
    () => page([]),
    async ({ context }) => {
      await expect(mailboxForwarding.collect(context)).rejects.toMatchObject({
        kind: 'malformed',
        code: 'EmptyCollection',
      });
    },
  );
});

test.each([
  ['the only page', 1],
  ['the last page', 2],
])('rows that Exchange left out after %s make the source partial', async (_what, last) => {
  const next = `${DOCUMENTED}?$skiptoken=2`;
  const left = { '@adminapi.warnings': ['By default, only the first 1000 items are returned.'] };
  const answer: Script = ({ url }) => {
    const isLast = last === 1 || url === next;
    const id = url === next ? 'b' : 'a';
    return { json: { value: [mailbox(id)], ...left, ...(isLast ? {} : { '@odata.nextLink': next }) } };
  };
  await withFarSide(answer, async ({ context }) => {
    expect(await mailboxForwarding.collect(context)).toEqual({
      ...{ read: last, expected: last },
      shortfall: {
        reason: 'not-read',
        detail: 'Get-Mailbox: By default, only the first 1000 items are returned.',
      },
    });
  });
});
