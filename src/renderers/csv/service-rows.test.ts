import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { situationSchema } from '../../situation/situation.ts';
import { enrolmentRows, serviceRows } from './service-rows.ts';

const GOLDEN = new URL('../../../fixtures/goldens/renderers/situation.json', import.meta.url);
const situation = situationSchema.parse(JSON.parse(readFileSync(GOLDEN, 'utf8')));

test('every service has a row: what no report tells is empty, what is none is 0', () => {
  expect(serviceRows(situation)).toEqual([
    [
      ...['service', 'known', 'beta', 'licensed', 'active30', 'active90'],
      ...['physiciansKnown', 'physiciansLicensed', 'physiciansActive30', 'physiciansActive90'],
      ...['tenantActive', 'tenantInactive', 'tenantRefreshedOn'],
    ],
    ['exchange', true, false, 305554, 171439, 200000, true, 20240, 7578, 8000, 178000, 139000, '2020-10-27'],
    ['onedrive', false, false, '', '', '', false, '', '', '', 96000, '', '2020-10-27'],
    ['sharepoint', false, false, '', '', '', false, '', '', '', '', '', ''],
    ['teams', false, false, '', '', '', false, '', '', '', 151000, 166000, '2020-10-27'],
    ['viva-engage', true, false, 0, 0, 0, true, 0, 0, 0, '', '', ''],
    ['forms', true, true, '', 3100, 5200, true, '', 12, 40, '', '', ''],
    ['planner', false, false, '', '', '', false, '', '', '', '', '', ''],
    ['stream', false, false, '', '', '', false, '', '', '', '', '', ''],
  ]);
});

test('where the categories are not known, nothing is told of physicians', () => {
  expect(serviceRows({ ...situation, categoriesKnown: false })[1]?.slice(3, 10)).toEqual([
    ...[305554, 171439, 200000],
    ...[false, '', '', ''],
  ]);
});

test('an enrolment has a row of all and one for each category; a group that was not read has no number', () => {
  const telefax = ['telefax', 'Service Téléfax', 'Telefax service', true, false];
  expect(enrolmentRows(situation)).toEqual([
    [
      ...['enrolment', 'labelFr', 'labelEn', 'known', 'lowerBound', 'group', 'category', 'accounts'],
      ...['physicianMailboxes', 'unusedMailboxes', 'undeterminedMailboxes'],
    ],
    [...telefax, 'all', '', 438, 430, 118, 1],
    [...telefax, 'category', 'resident', 8, '', '', ''],
    [...telefax, 'category', 'specialist', 296, '', '', ''],
    [...telefax, 'category', 'gp', 134, '', '', ''],
    [...telefax, 'category', 'staff', 0, '', '', ''],
    ['portail', 'Portail des résultats', 'Results portal', false, false, 'all', '', '', '', '', ''],
  ]);
});
