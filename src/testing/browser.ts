import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** Nothing that asks the network by itself. */
const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The browser of the tests: that of `VIGIE_CHROMIUM`, else the machine's own; undefined where there is none. */
export const CHROMIUM = [process.env.VIGIE_CHROMIUM ?? [], PLACES].flat().find((path) => existsSync(path));

/** Whether tests that need a browser are passed over: there is none, and `VIGIE_BROWSER=required` does not ask for one. */
export const HAS_NO_BROWSER = CHROMIUM === undefined && process.env.VIGIE_BROWSER !== 'required';

/** Starts a headless Chromium with a profile of its own, which goes when it is closed. */
export function startBrowser(): Promise<Browser> {
  if (CHROMIUM === undefined) {
    throw new Error(
      'No Chromium was found. Install one (Debian: apt-get install chromium) or name it in VIGIE_CHROMIUM; without VIGIE_BROWSER=required these tests are passed over.',
    );
  }
  // Chromium refuses to run sandboxed as root.
  const args = process.getuid?.() === 0 ? [...FLAGS, '--no-sandbox'] : FLAGS;
  return chromium.launch({ executablePath: CHROMIUM, args });
}
