import JSZip from 'jszip';
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { SAMPLE } from './keep-sample.ts';
import { ROOT } from './two-audits.ts';

/**
 * Takes the README's pictures of the sample: the head of the HTML report in light colours and the slide of the
 * Constats. Needs Chromium, LibreOffice and poppler's pdftoppm, by the names that Debian gives them.
 */
const PICTURES = join(ROOT, 'docs/pictures');

const execute = promisify(execFile);
const folder = await mkdtemp(join(tmpdir(), 'vigie-pictures-'));
try {
  await mkdir(PICTURES, { recursive: true });
  await takeReport(join(PICTURES, 'report.png'));
  await takeSlide(join(PICTURES, 'slide.png'));
  process.stderr.write(`${PICTURES}\n`);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function takeReport(file: string): Promise<void> {
  await execute('chromium', [
    ...['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-quic', '--disable-sync'],
    ...['--disable-background-networking', '--disable-component-update', '--hide-scrollbars'],
    ...[`--user-data-dir=${join(folder, 'profile')}`, '--window-size=1280,1000', `--screenshot=${file}`],
    pathToFileURL(join(SAMPLE, 'situation.fr.html')).href,
  ]);
}

async function takeSlide(file: string): Promise<void> {
  const slides = join(SAMPLE, 'situation.fr.pptx');
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'office')).href}`;
  await execute('soffice', [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, slides]);
  const number = String(await slideOfConstats(slides));
  const page = ['-f', number, '-l', number, '-singlefile', '-scale-to-x', '1280'];
  const pdf = join(folder, 'situation.fr.pdf');
  await execute('pdftoppm', [...page, '-scale-to-y', '-1', '-png', pdf, join(folder, 'slide')]);
  await copyFile(join(folder, 'slide.png'), file);
}

/** The first slide that is headed so. */
async function slideOfConstats(file: string): Promise<number> {
  const { files } = await JSZip.loadAsync(await readFile(file));
  for (let number = 1; ; number += 1) {
    const slide = files[`ppt/slides/slide${number}.xml`];
    if (slide === undefined) throw new Error(`${file} has no slide of the Constats`);
    if ((await slide.async('string')).includes('Constats</a:t>')) return number;
  }
}
