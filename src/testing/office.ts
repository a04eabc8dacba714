import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

/** The office suite of the tests: that of `VIGIE_OFFICE_PROGRAM`, else LibreOffice as Debian installs it; undefined where there is none. */
export const OFFICE = [process.env.VIGIE_OFFICE_PROGRAM ?? [], '/usr/bin/soffice', '/usr/bin/libreoffice']
  .flat()
  .find((path) => existsSync(path));

/** Whether tests that need an office suite are passed over: there is none, and `VIGIE_OFFICE=required` does not ask for one. */
export const HAS_NO_OFFICE = OFFICE === undefined && process.env.VIGIE_OFFICE !== 'required';

const FORMAT = '<?xml version="1.0" encoding="UTF-8"?>\n';

/**
 * Runs `Sub Main` of a module in LibreOffice Basic, without a window, in a profile of its own below `home`, and gives what the module
 * wrote into `home/log.txt` with `Say`. A run that hangs is ended after a minute and a half.
 */
export async function runBasic(home: string, source: string): Promise<string> {
  if (OFFICE === undefined) {
    throw new Error(
      'No LibreOffice was found. Install one (Debian: apt-get install --no-install-recommends libreoffice-writer-nogui libreoffice-base-nogui) or name its program in VIGIE_OFFICE_PROGRAM; without VIGIE_OFFICE=required these tests are passed over.',
    );
  }
  const profile = join(home, 'profile');
  const log = join(home, 'log.txt');
  await writeFile(log, '');
  // The first start fills the profile; what lies there before is replaced.
  await start(OFFICE, profile, '--terminate_after_init');
  const library = join(profile, 'user/basic/Standard');
  await mkdir(library, { recursive: true });
  await writeFile(
    join(library, 'script.xlb'),
    `${FORMAT}<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false"><library:element library:name="Tried"/></library:library>`,
  );
  const code = `${SAY.replace('LOG', pathToFileURL(log).href)}\n${source}`;
  await writeFile(
    join(library, 'Tried.xba'),
    `${FORMAT}<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Tried" script:language="StarBasic">${inXml(code)}</script:module>`,
  );
  await start(OFFICE, profile, 'macro:///Standard.Tried.Main()');
  return readFile(log, 'utf8');
}

const SAY = `Sub Say(text As String)
  Dim file
  file = FreeFile
  Open "LOG" For Append As #file
  Print #file, text
  Close #file
End Sub`;

async function start(program: string, profile: string, what: string): Promise<void> {
  await promisify(execFile)(
    program,
    [`-env:UserInstallation=${pathToFileURL(profile).href}`, '--headless', '--norestore', '--nologo', what],
    { timeout: 90_000, killSignal: 'SIGKILL' },
  );
}

function inXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
