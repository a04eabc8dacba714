import { expect } from 'vitest';
import {
  cmdlet,
  MORE_RESULTS,
  recipient,
  redirectTo,
  rule,
  rulesOf,
  rulesPath,
  get,
  transportRule,
} from '../testing/field-cloud-builders.ts';
import {
  assessed,
  expectVerdicts,
  figuresOf,
  indicatorOf,
  rowsOf,
  sourceOf,
} from '../testing/field-cloud-expect.ts';
import type { FieldOutcome } from '../testing/field-cloud-audit.ts';
import { addressOf, EVERYBODY, idOf } from '../testing/field-cloud-people.ts';
import { fieldTests, type FieldTest } from '../testing/field-cloud-test.ts';

const REDIRECTS = 'mailbox-redirects';
const OWN = (local: string): string => `${local}@reseau-sante.example`;
const WEBMAIL = redirectTo('quelquun@gmail.com');

/** Alix’s mail goes to this one address: its class, and nobody else’s mail goes anywhere. */
function goesTo(targetClass: string): FieldTest['judge'] {
  return async (outcome) => {
    await expectVerdicts(outcome, REDIRECTS, { 'alix.brodeur': 'non-compliant' }, 'compliant');
    const rows = await rowsOf(outcome, REDIRECTS, 'alix.brodeur', ['targetClass']);
    expect(rows).toEqual([{ targetClass }]);
  };
}

const byRule = (target: string) => rulesOf('alix.brodeur', rule(redirectTo(target)));

function forwards(forwarding: Readonly<Record<string, unknown>>) {
  const rows = EVERYBODY.map((name) => ({
    ExternalDirectoryObjectId: idOf(name),
    UserPrincipalName: addressOf(name),
    PrimarySmtpAddress: addressOf(name),
    DisplayName: name,
    RecipientTypeDetails: 'UserMailbox',
    ForwardingAddress: null,
    ForwardingSmtpAddress: null,
    DeliverToMailboxAndForward: false,
    ...(name === 'alix.brodeur' ? forwarding : {}),
  }));
  return cmdlet('Get-Mailbox', rows);
}

const RECIPIENTS: readonly FieldTest[] = [
  {
    id: 'rule-to-list',
    says: 'a rule to a distribution list of our own domain leads nobody knows where',
    given: { answers: [byRule(OWN('garde')), recipient(OWN('garde'), 'MailUniversalDistributionGroup')] },
    judge: goesTo('unresolved'),
  },
  {
    id: 'rule-to-dynamic-list',
    says: 'a rule to a dynamic list of our own domain is not internal',
    given: { answers: [byRule(OWN('tous')), recipient(OWN('tous'), 'DynamicDistributionGroup')] },
    judge: goesTo('unresolved'),
  },
  {
    id: 'rule-to-contact',
    says: 'a rule to a mail contact with an address of ours leads to the contact’s own address',
    given: {
      answers: [byRule(OWN('contact')), recipient(OWN('contact'), 'MailContact', 'quelquun@gmail.com')],
    },
    judge: goesTo('public-webmail'),
  },
  {
    id: 'rule-to-mail-user',
    says: 'a rule to a mail user of our own domain leads outside',
    given: {
      answers: [byRule(OWN('invite')), recipient(OWN('invite'), 'MailUser', 'quelquun@clinique.example')],
    },
    judge: goesTo('external'),
  },
  {
    id: 'rule-to-nobody',
    says: 'an address of ours that no recipient bears is not internal',
    given: { answers: [byRule(OWN('personne'))] },
    judge: goesTo('unresolved'),
  },
  {
    id: 'rule-to-colleague',
    says: 'a rule to a colleague’s mailbox stays inside',
    given: { answers: [byRule(addressOf('noe.vigneault'))] },
    judge: goesTo('internal'),
  },
  {
    id: 'forwarding-to-list',
    says: 'a mailbox that forwards to a distribution list leads nobody knows where',
    given: {
      answers: [
        forwards({ ForwardingAddress: 'Garde' }),
        {
          ...recipient(OWN('garde'), 'MailUniversalDistributionGroup'),
          requestBody: { CmdletInput: { CmdletName: 'Get-Recipient', Parameters: { Identity: 'Garde' } } },
        },
        recipient(OWN('garde'), 'MailUniversalDistributionGroup'),
      ],
    },
    judge: goesTo('unresolved'),
  },
  {
    id: 'forwarding-smtp-to-contact',
    says: 'a mailbox that forwards by SMTP to a contact with an address of ours leads outside',
    given: {
      answers: [
        forwards({ ForwardingSmtpAddress: `smtp:${OWN('contact')}` }),
        recipient(OWN('contact'), 'MailContact', 'quelquun@hotmail.com'),
      ],
    },
    judge: goesTo('public-webmail'),
  },
];

const BROKEN: readonly FieldTest[] = [
  {
    id: 'broken-rule',
    says: 'a broken rule that redirects leaves its account undetermined',
    given: { answers: [rulesOf('alix.brodeur', rule(WEBMAIL, { hasError: true }))] },
    judge: async (outcome) => {
      await expectVerdicts(outcome, REDIRECTS, { 'alix.brodeur': 'undetermined' }, 'compliant');
      expect(figuresOf(outcome, REDIRECTS)).toEqual({
        ...{ population: 7, examined: 6, count: 0, undetermined: 1, lowerBound: false },
      });
    },
  },
  {
    id: 'broken-rule-beside-another',
    says: 'another redirect that works settles an account with a broken rule',
    given: {
      answers: [
        rulesOf(
          'alix.brodeur',
          rule(WEBMAIL, { hasError: true }),
          rule(WEBMAIL, { id: 'AQAAAJ5f7Wd=', sequence: 2 }),
        ),
      ],
    },
    judge: (outcome) => expectVerdicts(outcome, REDIRECTS, { 'alix.brodeur': 'non-compliant' }, 'compliant'),
  },
  {
    id: 'broken-rule-disabled',
    says: 'a broken rule that is not enabled redirects nothing',
    given: { answers: [rulesOf('alix.brodeur', rule(WEBMAIL, { hasError: true, isEnabled: false }))] },
    judge: (outcome) => expectVerdicts(outcome, REDIRECTS, {}, 'compliant'),
  },
  {
    id: 'rule-without-actions',
    says: 'an enabled rule whose actions did not come leaves its account undetermined',
    given: { answers: [rulesOf('alix.brodeur', rule({}, { actions: undefined }))] },
    judge: (outcome) => expectVerdicts(outcome, REDIRECTS, { 'alix.brodeur': 'undetermined' }, 'compliant'),
  },
  {
    id: 'rule-without-enabled',
    says: 'a rule that does not say whether it is enabled counts as enabled',
    given: { answers: [rulesOf('alix.brodeur', rule(WEBMAIL, { isEnabled: undefined }))] },
    judge: goesTo('public-webmail'),
  },
  {
    id: 'rules-without-value',
    says: 'an answer of rules without a list leaves its account undetermined',
    given: {
      answers: [get(rulesPath('alix.brodeur'), { '@odata.context': 'https://graph.microsoft.com/v1.0/' })],
    },
    judge: (outcome) => expectVerdicts(outcome, REDIRECTS, { 'alix.brodeur': 'undetermined' }, 'compliant'),
  },
];

const SENDING = {
  RedirectMessageTo: { RedirectMessageTo: ['quelquun@gmail.com'] },
  BlindCopyTo: { BlindCopyTo: ['quelquun@gmail.com'] },
  CopyTo: { CopyTo: ['quelquun@gmail.com'] },
  AddToRecipients: { AddToRecipients: ['quelquun@gmail.com'] },
  AddManagerAsRecipientType: { AddManagerAsRecipientType: 'Cc' },
  ModerateMessageByUser: { ModerateMessageByUser: ['quelquun@gmail.com'] },
  ModerateMessageByManager: { ModerateMessageByManager: true },
  GenerateIncidentReport: {
    GenerateIncidentReport: 'quelquun@gmail.com',
    IncidentReportContent: ['Sender', 'Recipients', 'Subject', 'AttachOriginalMail'],
  },
  RouteMessageOutboundConnector: { RouteMessageOutboundConnector: 'Vers l’ancien relais' },
} as const;

const ACTIONS: readonly FieldTest[] = [
  ...Object.entries(SENDING).map(([action, told]) => ({
    id: `transport-${action}`,
    says: 'a transport rule that sends mail elsewhere by this action is listed',
    seeds: [0],
    given: {
      answers: [
        cmdlet('Get-TransportRule', [
          transportRule('Ailleurs', told),
          transportRule('Pourriel', { SetSCL: 6 }),
          transportRule('Avis', { ApplyHtmlDisclaimerText: 'Avis' }),
        ]),
      ],
    },
    judge: (outcome: FieldOutcome) => {
      const { mailFlow } = assessed(outcome);
      expect([mailFlow?.transportRules.map(({ name }) => name), mailFlow?.otherTransportRules]).toEqual([
        ['Ailleurs'],
        2,
      ]);
    },
  })),
];

const REJECTS = {
  ...{ FromScope: 'InOrganization', SentToScope: 'NotInOrganization', MessageTypeMatches: 'AutoForward' },
  ...{ RejectMessageEnhancedStatusCode: '5.7.1', RejectMessageReasonText: 'Interdit.' },
};
const PREDICATES = 'Microsoft.Exchange.MessagingPolicies.Rules.Tasks';

function underRule(told: Readonly<Record<string, unknown>>): NonNullable<FieldTest['given']> {
  const answers = [
    rulesOf('alix.brodeur', rule(WEBMAIL)),
    cmdlet('Get-TransportRule', [transportRule('Refus', told)]),
  ];
  return { answers };
}

function effectIs(...effects: readonly string[]): FieldTest['judge'] {
  return async (outcome) => {
    await expectVerdicts(outcome, REDIRECTS, { 'alix.brodeur': 'non-compliant' }, 'compliant');
    const [row] = await rowsOf(outcome, REDIRECTS, 'alix.brodeur', ['effect']);
    expect(effects).toContain(row?.effect);
  };
}

const CONTROLS: readonly FieldTest[] = [
  {
    id: 'reject-of-some',
    says: 'a rule that rejects the forwards of one group alone decides nothing for anybody else',
    given: underRule({
      ...REJECTS,
      FromMemberOf: [OWN('stagiaires')],
      Conditions: [`${PREDICATES}.FromMemberOfPredicate`, `${PREDICATES}.MessageTypeMatchesPredicate`],
    }),
    judge: effectIs('undetermined'),
  },
  {
    id: 'reject-disabled',
    says: 'a rule that is not enabled rejects nothing',
    given: underRule({ ...REJECTS, State: 'Disabled' }),
    judge: effectIs('effective'),
  },
  {
    id: 'reject-tested',
    says: 'a rule in test mode rejects nothing',
    given: underRule({ ...REJECTS, Mode: 'AuditAndNotify' }),
    judge: effectIs('effective'),
  },
  {
    id: 'delete-forwards',
    says: 'a rule that deletes automatic forwards stops them as one that rejects them',
    given: underRule({
      MessageTypeMatches: 'AutoForward',
      SentToScope: 'NotInOrganization',
      DeleteMessage: true,
    }),
    judge: effectIs('blocked', 'undetermined'),
  },
  {
    id: 'transport-rules-truncated',
    says: 'where Exchange left transport rules out, what they stop is not known',
    given: {
      answers: [
        rulesOf('alix.brodeur', rule(WEBMAIL)),
        cmdlet('Get-TransportRule', [transportRule('Avis', { ApplyHtmlDisclaimerText: 'Avis' })], {
          warnings: [MORE_RESULTS],
        }),
      ],
    },
    judge: async (outcome) => {
      expect(sourceOf(outcome, 'mail-flow').outcome).toBe('partial');
      await effectIs('undetermined')(outcome);
    },
  },
  {
    id: 'mailboxes-truncated',
    says: 'where Exchange left mailboxes out, the redirects are a lower bound or some are undetermined',
    given: { answers: [{ ...forwards({}), body: truncated(forwards({}).body) }] },
    judge: (outcome) => {
      expect(sourceOf(outcome, 'mailbox-forwarding').outcome).toBe('partial');
      const { lowerBound, undetermined } = indicatorOf(outcome, REDIRECTS);
      expect(lowerBound || undetermined === 4).toBe(true);
    },
  },
  {
    id: 'mailboxes-without-value',
    says: 'an answer of mailboxes without a list tells of no forwarding',
    given: { answers: [cmdlet('Get-Mailbox', null)] },
    judge: (outcome) => {
      expect(sourceOf(outcome, 'mailbox-forwarding').outcome).not.toBe('complete');
      expect(indicatorOf(outcome, REDIRECTS).lowerBound).toBe(true);
    },
  },
  {
    id: 'transport-rules-without-value',
    says: 'an answer of transport rules without a list is not “no rule”',
    given: { answers: [cmdlet('Get-TransportRule', null), rulesOf('alix.brodeur', rule(WEBMAIL))] },
    judge: async (outcome) => {
      expect(sourceOf(outcome, 'mail-flow').outcome).toBe('partial');
      await effectIs('undetermined')(outcome);
    },
  },
];

function truncated(body: unknown): unknown {
  return { ...(typeof body === 'object' ? body : {}), '@adminapi.warnings': [MORE_RESULTS] };
}

fieldTests(
  [...RECIPIENTS, ...BROKEN, ...ACTIONS, ...CONTROLS].map((one, at) => ({ seeds: [at % 4], ...one })),
);
