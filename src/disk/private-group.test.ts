import { expect, test } from 'vitest';
import { isAloneIn } from './private-group.ts';

const PASSWD = `root:x:0:0:root:/root:/bin/sh
anne:x:1000:1000:Anne:/home/anne:/bin/sh
bruno:x:1001:1001:Bruno:/home/bruno:/bin/sh
chloe:x:1002:100:Chloé:/home/chloe:/bin/sh
denis:x:1003:100:Denis:/home/denis:/bin/sh
`;
const GROUP = `root:x:0:
users:x:100:
anne:x:1000:
bruno:x:1001:bruno,anne
`;

test.each([
  ['a group of their own', 1000, 1000, true],
  ['another user’s group', 1000, 1001, false],
  ['a group of their own that another is a member of', 1001, 1001, false],
  ['a group that two have', 100, 1002, false],
  ['a group that nobody tells of', 4242, 1000, false],
])('of %s, whether a user is alone in it', (_, gid, uid, expected) => {
  expect(isAloneIn({ gid, uid }, PASSWD, GROUP)).toBe(expected);
});

test('a group of their own without its line is not taken for one', () => {
  expect(isAloneIn({ gid: 1000, uid: 1000 }, PASSWD, 'root:x:0:\n')).toBe(false);
  expect(isAloneIn({ gid: 1000, uid: 1000 }, '', GROUP)).toBe(false);
});
