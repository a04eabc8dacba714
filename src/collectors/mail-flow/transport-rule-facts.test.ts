import fc from 'fast-check';
import { expect, test } from 'vitest';
import { transportRuleRow } from './mail-flow-rows.ts';

const TASKS = 'Microsoft.Exchange.MessagingPolicies.Rules.Tasks';
const SOME = {
  ...{ Name: 'Refus', Priority: 0, State: 'Enabled', Mode: 'Enforce' },
  Conditions: [`${TASKS}.FromMemberOfPredicate`, `${TASKS}.MessageTypeMatchesPredicate`],
  Exceptions: [`${TASKS}.FromPredicate`],
  Actions: [`${TASKS}.RejectMessageAction`],
  ...{ FromMemberOf: ['stagiaires@sante.example'], ExceptIfFrom: ['a@sante.example'] },
  ...{ FromScope: null, SentToScope: null, MessageTypeMatches: 'AutoForward' },
  ...{ RejectMessageReasonText: 'Non.', RejectMessageEnhancedStatusCode: '5.7.1', DeleteMessage: false },
};

function without(keys: readonly string[]): object {
  return Object.fromEntries(Object.entries(SOME).filter(([name]) => !keys.includes(name)));
}

test('whatever keys are missing, a rule for some is never told to be for all, nor one that stops to stop nothing', () => {
  fc.assert(
    fc.property(fc.subarray(Object.keys(SOME)), (keys) => {
      const row = transportRuleRow(without(keys));
      const isForAll = [row.otherConditions, row.exceptions].some(
        (names) => Array.isArray(names) && names.length === 0,
      );
      expect([keys, isForAll, row.stops === false, row.messageType === '']).toEqual([
        keys,
        false,
        false,
        false,
      ]);
    }),
  );
});

test('each action that sends mail is told with whom it names', () => {
  const row = transportRuleRow({
    ...{ Name: 'Tout', AddManagerAsRecipientType: 'Cc', ModerateMessageByUser: ['a@x.example'] },
    ...{ ModerateMessageByManager: true, GenerateIncidentReport: 'smtp:b@x.example' },
    ...{ IncidentReportContent: 'Sender, AttachOriginalMail', RouteMessageOutboundConnector: 'Relais' },
    ...{ From: ['c@x.example'], SentTo: ['d@x.example'] },
  });
  expect([row.sends, row.fromPeople, row.sentToPeople]).toEqual([
    [
      { action: 'add-manager', targets: [] },
      { action: 'moderate-by-user', targets: ['a@x.example'] },
      { action: 'moderate-by-manager', targets: [] },
      { action: 'report-with-mail', targets: ['b@x.example'] },
      { action: 'route-connector', targets: ['Relais'] },
    ],
    ['c@x.example'],
    ['d@x.example'],
  ]);
});
