import { expect } from 'vitest';
import type { FieldOutcome } from '../testing/field-cloud-audit.ts';
import {
  assessed,
  expectNotAssessable,
  expectVerdicts,
  figuresOf,
  gapReasons,
  indicatorOf,
  rowsOf,
  sourceOf,
} from '../testing/field-cloud-expect.ts';
import { EVERYBODY } from '../testing/field-cloud-people.ts';
import { fieldTests } from '../testing/field-cloud-test.ts';

const NOT_CLEAR = ['undetermined', 'non-compliant'] as const;
const REDIRECTS = 'mailbox-redirects';

const CASES = [
  {
    id: 'read-only-rule',
    says: 'a rule that Graph cannot express leaves its account undetermined, or has what Exchange tells',
    judge: async (outcome) => {
      const columns = ['target', 'targetClass', 'action'];
      await expectVerdicts(
        outcome,
        REDIRECTS,
        { 'alix.brodeur': NOT_CLEAR, 'maude.tessier': 'non-compliant' },
        'compliant',
      );
      expect(await rowsOf(outcome, REDIRECTS, 'maude.tessier', columns)).toEqual([
        { target: 'maude.tessier.perso@gmail.com', targetClass: 'public-webmail', action: 'redirectTo' },
      ]);
      const { 'alix.brodeur': alix } = await outcome.verdicts(REDIRECTS);
      const isSettled = alix === 'non-compliant';
      expect(figuresOf(outcome, REDIRECTS)).toEqual({
        population: 7,
        examined: isSettled ? 7 : 6,
        count: isSettled ? 2 : 1,
        undetermined: isSettled ? 0 : 1,
        lowerBound: false,
      });
    },
  },
  {
    id: 'export-without-delivery',
    says: 'an export without the property set Delivery is refused, or its forwarding is not known',
    judge: (outcome) => {
      if (outcome.exitCode === 2) {
        expect([outcome.situation, outcome.stderr.includes('Delivery')]).toEqual([null, true]);
        return;
      }
      expect(outcome.exitCode, outcome.stderr).toBe(0);
      expect(sourceOf(outcome, 'mailbox-forwarding').outcome).not.toBe('complete');
      expect(gapReasons(outcome, 'mailbox-forwarding')).not.toEqual([]);
      expect(indicatorOf(outcome, REDIRECTS).lowerBound).toBe(true);
    },
  },
  {
    id: 'outbound-automatic',
    says: 'a policy that says Automatic blocks what leads outside, and nothing that stays inside',
    judge: async (outcome) => {
      const named = { 'alix.brodeur': 'non-compliant', 'maude.tessier': 'non-compliant' } as const;
      await expectVerdicts(outcome, REDIRECTS, named, 'compliant');
      const columns = ['targetClass', 'effect'];
      expect(await rowsOf(outcome, REDIRECTS, 'alix.brodeur', columns)).toEqual([
        { targetClass: 'public-webmail', effect: 'blocked' },
      ]);
      expect(await rowsOf(outcome, REDIRECTS, 'maude.tessier', columns)).toEqual([
        { targetClass: 'internal', effect: 'effective' },
      ]);
    },
  },
  {
    id: 'transport-rule-blocks',
    says: 'a transport rule that rejects automatic forwards leaves no redirect effective',
    judge: async (outcome) => {
      await expectVerdicts(outcome, REDIRECTS, { 'alix.brodeur': 'non-compliant' }, 'compliant');
      const [row] = await rowsOf(outcome, REDIRECTS, 'alix.brodeur', ['effect']);
      expect(['blocked', 'undetermined']).toContain(row?.effect);
    },
  },
  {
    id: 'mailbox-newer-than-account',
    says: 'a mailbox of last week is not unused, however old its account',
    judge: async (outcome) => {
      const told = async (check: string): Promise<unknown> => outcome.verdicts(check);
      const mail = await outcome.verdicts('inactive-mailboxes');
      expect(mail).toEqual({
        'hugo.lanctot.med': mail['hugo.lanctot.med'] === 'undetermined' ? 'undetermined' : 'compliant',
        'ines.carbonneau.med': 'non-compliant',
      });
      for (const check of ['unread-mail', 'unused-accounts', 'unused-licences']) {
        expect(await told(check), check).not.toHaveProperty(['hugo.lanctot.med'], 'non-compliant');
      }
      expect(await told('unread-mail')).toHaveProperty(['ines.carbonneau.med'], 'non-compliant');
    },
  },
  {
    id: 'sign-ins-nowhere',
    says: 'sign-ins that are in no account at all are not known of anybody',
    given: { argv: ['--fail-on', 'inactive-sign-ins > 0'] },
    judge: async (outcome) => {
      expect(sourceOf(outcome, 'sign-in-activity').outcome).not.toBe('complete');
      expect(gapReasons(outcome, 'sign-in-activity')).not.toEqual([]);
      expectNotAssessable(outcome, 'inactive-sign-ins');
      expect(Object.values(await outcome.verdicts('unused-accounts'))).not.toContain('non-compliant');
      expect(outcome.exitCode).toBe(1);
    },
  },
  ...['names-guid', 'names-pii'].map((id) => ({
    id,
    says: 'a report whose names are nobody’s settles nothing, and says why',
    given: { argv: ['--fail-on', 'inactive-mailboxes > 40%'] },
    judge: (outcome: FieldOutcome) => {
      expectNotAssessable(outcome, 'inactive-mailboxes');
      expect(gapReasons(outcome, 'mail-activity')).toEqual(['concealed-names']);
      expect(outcome.exitCode).toBe(1);
    },
  })),
  {
    id: 'premium-at-random',
    says: 'a premium licence that is refused at random is asked again, and no licence is said to be missing',
    judge: (outcome) => {
      const told = (['sign-in-activity', 'mfa-registrations'] as const).map((id) => {
        const { outcome: ended, reason } = sourceOf(outcome, id);
        return [
          id,
          ended === 'complete' || ended === 'partial' || reason === 'gave-up',
          reason === 'licence',
        ];
      });
      expect(told).toEqual([
        ['sign-in-activity', true, false],
        ['mfa-registrations', true, false],
      ]);
      expect(assessed(outcome).gaps.map(({ reason }) => reason)).not.toContain('licence');
    },
  },
  {
    id: 'hidden-group',
    says: 'a group of hidden members that comes empty has members that are not known',
    judge: async (outcome) => {
      const situation = assessed(outcome);
      expect(situation.enrolments.map(({ id, known }) => [id, known])).toEqual([['telefax', false]]);
      await expectVerdicts(outcome, 'mfa-enforcement', {}, 'undetermined');
      const remedies = situation.gaps.map(({ words }) => words.remedy.en).join('\n');
      expect(remedies).toContain('Member.Read.Hidden');
    },
  },
  {
    id: 'per-user-mfa',
    says: 'nobody of whom MFA is enforced one by one counts as not enforced',
    judge: async (outcome) => {
      const told = await outcome.verdicts('mfa-enforcement');
      const enforced = EVERYBODY.filter((name) => name !== 'basile.courtemanche');
      const isRead = enforced.every((name) => told[name] === 'compliant');
      expect(told).toEqual({
        ...Object.fromEntries(enforced.map((name) => [name, isRead ? 'compliant' : 'undetermined'])),
        'basile.courtemanche':
          told['basile.courtemanche'] === 'undetermined' ? 'undetermined' : 'non-compliant',
      });
      if (!isRead) expect(gapReasons(outcome, 'per-user-mfa')).not.toEqual([]);
    },
  },
  {
    id: 'admin-office-only',
    says: 'MFA for Office 365 alone leaves an administrator’s portals open, and is enough for anybody else',
    judge: async (outcome) => {
      expect(await outcome.verdicts('admin-mfa')).toEqual({
        'fanny.rochette': 'compliant',
        'noe.vigneault': 'non-compliant',
      });
      const told = await outcome.verdicts('mfa-enforcement');
      expect(told['basile.courtemanche']).toBe('compliant');
    },
  },
  {
    id: 'block-not-everything',
    says: 'a block counts only where it leaves nothing open',
    judge: async (outcome) => {
      const named = { 'basile.courtemanche': 'compliant' } as const;
      await expectVerdicts(outcome, 'mfa-enforcement', named, NOT_CLEAR);
      const admins = await outcome.verdicts('admin-mfa');
      expect(admins).toEqual({ 'noe.vigneault': 'non-compliant' });
    },
  },
  {
    id: 'establishment-spelling',
    says: 'one establishment that is written in several ways is one',
    judge: (outcome) => {
      const { byEstablishment } = indicatorOf(outcome, REDIRECTS);
      const told = byEstablishment.map(({ id, population }) => [id, population]);
      expect(told.sort()).toEqual([
        ['CHUM', 3],
        ['CISSS de Laval', 1],
        ["CISSS de l'Outaouais", 3],
      ]);
    },
  },
  {
    id: 'roster-blank-lines',
    says: 'blank lines of a roster are no physicians',
    judge: (outcome) => {
      const { lines, withoutAccount } = assessed(outcome).roster ?? {};
      expect({ lines, withoutAccount }).toEqual({ lines: 3, withoutAccount: 1 });
    },
  },
  {
    id: 'forward-to-own-name',
    says: 'a mailbox that forwards to its holder’s display name forwards to somebody else of that name',
    judge: async (outcome) => {
      await expectVerdicts(outcome, REDIRECTS, { 'alix.brodeur': 'non-compliant' }, 'compliant');
      expect(await rowsOf(outcome, REDIRECTS, 'alix.brodeur', ['mechanism', 'targetClass'])).toEqual([
        { mechanism: 'mailbox-forwarding', targetClass: 'unresolved' },
      ]);
    },
  },
] satisfies Parameters<typeof fieldTests>[0];

// As recorded, and every other one as one of the variations besides.
fieldTests(CASES.map((one, at) => ({ seeds: at % 2 === 0 ? [0] : [0, 1 + (at % 3)], ...one })));
