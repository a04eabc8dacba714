import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathExists } from '../disk/path-exists.ts';
import { KnownError } from '../errors.ts';
import type { Format } from '../renderers/renderer.ts';
import type { Language } from '../i18n/language.ts';
import { phrase } from '../i18n/phrase.ts';
import type { Words } from '../i18n/words.ts';
import type { Io } from './io.ts';

const WORDS = {
  opened: { fr: 'Page ouverte\u00a0: {path}', en: 'Page opened: {path}' },
  notOpened: {
    fr: 'Rien ici n’ouvre une page ({program} est introuvable). Ouvrez-la vous-même\u00a0: {path}',
    en: 'Nothing here opens a page ({program} cannot be found). Open it yourself: {path}',
  },
  failed: {
    fr: '{program} n’a pas pu ouvrir la page. Ouvrez-la vous-même\u00a0: {path}',
    en: '{program} could not open the page. Open it yourself: {path}',
  },
} as const satisfies Record<string, Words>;

/** What opens a file with the program it belongs to, on each system; it is started by itself, not by a shell. */
const OPENERS: Readonly<Partial<Record<NodeJS.Platform, string>>> = { darwin: 'open', win32: 'explorer.exe' };

/**
 * The page that is to be opened, which this run writes or an earlier one wrote. Asked for before anything is written. Throws `KnownError` (usage)
 * where there will be none.
 */
export async function pageToOpen(
  auditFolder: string,
  { lang, formats }: { readonly lang: Language; readonly formats: readonly Format[] },
): Promise<string> {
  const path = join(auditFolder, `situation.${lang}.html`);
  if (formats.includes('html') || (await pathExists(path))) return path;
  throw new KnownError(
    'usage',
    { fr: `--open\u00a0: il n’y a pas de page ${path}.`, en: `--open: there is no page ${path}.` },
    {
      nextSteps: [
        { fr: 'Omettre --formats, ou y nommer html.', en: 'Leave --formats out, or name html among them.' },
      ],
    },
  );
}

/** Opens a page in the browser, and says so on stderr; where nothing there opens one, says where it is. */
export async function openPage(
  path: string,
  language: Language,
  io: Pick<Io, 'env' | 'stderr'>,
): Promise<void> {
  const program = OPENERS[process.platform] ?? 'xdg-open';
  const told = phrase(WORDS, await outcomeOf(program, path, io.env), language, { path, program });
  await io.stderr.write(`${told}\n`);
}

/** An opener hands the file on and ends; one that works on after that long is taken to have opened it. */
const ENDS_WITHIN_MS = 2_000;

/** What came of the program that opens the page. Explorer ends with 1 where all went well. */
function outcomeOf(program: string, path: string, env: Io['env']): Promise<keyof typeof WORDS> {
  return new Promise((resolve) => {
    const opener = spawn(program, [path], { env: { ...env }, stdio: 'ignore', detached: true, shell: false });
    const timer = setTimeout(() => {
      opener.unref();
      resolve('opened');
    }, ENDS_WITHIN_MS);
    opener.once('error', () => {
      clearTimeout(timer);
      resolve('notOpened');
    });
    opener.once('exit', (code) => {
      clearTimeout(timer);
      resolve(code === 0 || process.platform === 'win32' ? 'opened' : 'failed');
    });
  });
}
