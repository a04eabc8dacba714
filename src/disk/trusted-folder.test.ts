import { chmod, chown, lchown, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/tiny-snapshot.ts';
import { makeTrustedFolder, requireTrustedFolder } from './trusted-folder.ts';

const SELF = process.geteuid?.() ?? 0;
const mayGiveAway = SELF === 0;
const OTHER = 12_345;

/** `<folder>/above/audit`, of which `above` may be made another's, or open. */
async function audit(above: { mode?: number; uid?: number }, own = 0o700, gid?: number): Promise<string> {
  const parent = join(await temporaryFolder(), 'above');
  const folder = join(parent, 'audit');
  await mkdir(folder, { recursive: true });
  if (gid !== undefined) for (const one of [folder, parent]) await chown(one, SELF, gid);
  await chmod(folder, own);
  if (above.uid !== undefined) await chown(parent, above.uid, above.uid);
  await chmod(parent, above.mode ?? 0o700);
  return folder;
}

async function refusal(folder: string): Promise<unknown> {
  const error: unknown = await requireTrustedFolder(folder).catch((reason: unknown) => reason);
  return error instanceof Error ? error : 'trusted';
}

test.each([
  ['of this user alone', {}, 0o700],
  ['that others may read', { mode: 0o755 }, 0o755],
  ['below a folder that all may write in and that is sticky', { mode: 0o1777 }, 0o700],
])('a folder %s is trusted', async (_, above, own) => {
  expect(await refusal(await audit(above, own))).toBe('trusted');
});

test.skipIf(!mayGiveAway).each([
  ['everybody may write above it', { mode: 0o777 }, 0o700, 'above', 'everybody', '0777'],
  ['a group may write above it', { mode: 0o2775 }, 0o700, 'above', 'its group', '2775'],
  ['a group may write in it', {}, 0o770, 'above/audit', 'its group', '0770'],
  ['everybody may add to it, though it is sticky', {}, 0o1777, 'above/audit', 'everybody', '1777'],
])('where %s, a folder is refused with its owner, its mode and the next step', async (...given) => {
  const [, above, own, named, who, mode] = given;
  const folder = await audit(above, own, OTHER);
  const open = named === 'above' ? join(folder, '..') : folder;
  expect(await refusal(folder)).toMatchObject({
    kind: 'local',
    message: `cannot write below ${open}: ${who} may write there (owner ${SELF}, mode ${mode}), and could lead what is written elsewhere`,
    nextSteps: [
      `Take that right away (chmod go-w ${open}), or choose another folder: --out DIR, a copy of the audit folder, or TMPDIR for temporary files.`,
    ],
  });
});

test.skipIf(SELF !== 0)('a group that holds this user alone may write there', async () => {
  expect(await refusal(await audit({ mode: 0o775 }, 0o770, 0))).toBe('trusted');
});

test.skipIf(!mayGiveAway)('a folder of another user is refused, and so is what lies below it', async () => {
  const folder = await audit({ uid: OTHER });
  const parent = join(folder, '..');
  const told = {
    kind: 'local',
    message: `cannot write below ${parent}: it belongs to another user (owner ${OTHER}, mode 0700), who could lead what is written elsewhere`,
  };
  expect(await refusal(folder)).toMatchObject(told);
  expect(await refusal(parent)).toMatchObject(told);
  expect(await refusal(join(parent, 'not', 'there', 'yet'))).toMatchObject(told);
});

test('a link of this user’s is followed, and what it leads through is looked at as well', async () => {
  const folder = await audit({});
  const link = join(await temporaryFolder(), 'latest');
  await symlink(join(folder, '..'), link);
  expect(await refusal(join(link, 'audit'))).toBe('trusted');
  await chmod(join(folder, '..'), 0o777);
  expect(await refusal(join(link, 'audit'))).toMatchObject({ kind: 'local' });
  expect(await refusal(link)).toMatchObject({ kind: 'local' });
});

test.skipIf(!mayGiveAway)('a link of another user’s is refused', async () => {
  const folder = await audit({ mode: 0o1777 });
  const link = join(folder, '..', 'link');
  await symlink(folder, link);
  expect(await refusal(link)).toBe('trusted');
  await lchown(link, OTHER, OTHER);
  expect(await refusal(link)).toMatchObject({
    message: expect.stringContaining(`below the link ${link}: it belongs to another user`) as string,
  });
});

test('links that lead nowhere end', async () => {
  const folder = await temporaryFolder();
  await symlink(join(folder, 'b'), join(folder, 'a'));
  await symlink(join(folder, 'a'), join(folder, 'b'));
  expect(await refusal(join(folder, 'a', 'x'))).toMatchObject({
    message: `cannot use ${folder}/a/x: its links lead nowhere`,
  });
});

test('a folder that is not there is made only where it can be trusted', async () => {
  const folder = await audit({ mode: 0o777 });
  await expect(makeTrustedFolder(join(folder, '..', 'new', 'out'))).rejects.toMatchObject({ kind: 'local' });
  expect(await refusal(join(await audit({}), 'x'))).toBe('trusted');
  await makeTrustedFolder(join(await audit({}), 'new', 'out'));
});
