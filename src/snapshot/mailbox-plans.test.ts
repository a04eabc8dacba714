import { expect, test } from 'vitest';
import { mailboxPlans } from './mailbox-plans.ts';

const ID = '00000000-0000-0000-0000-00000000000';

test('plans that give a mailbox are known by id, by the beginning of their name, or from the config', () => {
  const known = mailboxPlans([], []);
  const plans = mailboxPlans(
    [
      { id: `${ID}A`, name: 'Exchange_S_Enterprise_GOV' },
      { id: `${ID}1`, name: 'EXCHANGE_B_STANDARD' },
      { id: `${ID}2`, name: 'EXCHANGE_S_ARCHIVE_ADDON_GOV' },
      { id: `${ID}3`, name: 'EXCHANGE_S_FOUNDATION_GOV' },
      { id: `${ID}4`, name: 'EXCHANGE_S_SOMETHING_NEW' },
      { id: `${ID}5`, name: 'INSIDER_RISK' },
      { id: `${ID}6`, name: 'MAILBOX_OF_OURS' },
      { id: '113FEB6C-3fe4-4440-bddc-54d774bf0318', name: 'EXCHANGE_S_FOUNDATION' },
    ],
    ['mailbox_of_ours', `${ID}F`, 'not-a-plan-here'],
  );
  expect(plans.giving.filter((id) => !known.giving.includes(id))).toEqual([
    `${ID}1`,
    `${ID}6`,
    `${ID}a`,
    `${ID}f`,
  ]);
  expect(plans.others.filter((id) => !known.others.includes(id))).toEqual([`${ID}2`, `${ID}3`, `${ID}5`]);
});

test('the config wins over what is known to give none', () => {
  const bookings = '199a5c09-e0ca-4e37-8f7c-b05d533e1ea2';
  expect(mailboxPlans([], []).others).toContain(bookings);
  const plans = mailboxPlans([{ id: bookings, name: 'MICROSOFTBOOKINGS' }], [bookings.toUpperCase()]);
  expect([plans.giving.includes(bookings), plans.others.includes(bookings)]).toEqual([true, false]);
});
