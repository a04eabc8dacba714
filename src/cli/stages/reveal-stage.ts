import { resolve } from 'node:path';
import { findAudit } from '../../audits/find-audit.ts';
import { refuseAlteredAssessment } from '../../audits/refuse-altered.ts';
import { auditPaths } from '../../disk/audit-paths.ts';
import { KnownError } from '../../errors.ts';
import type { SharingKey } from '../../evidence/sharing-key.ts';
import type { Language } from '../../i18n/language.ts';
import type { RowFormat } from '../../renderers/findings/findings-rows.ts';
import { pseudonymIn, reveal, type Revealed } from '../../sharing/reveal.ts';
import { listsIn } from '../../sharing/share-lists.ts';
import type { Column } from '../../situation/check-words.ts';
import { DOSSIER_FILE } from '../../situation/findings-tables.ts';
import { readSituation } from '../../situation/read-situation.ts';
import type { Io } from '../io.ts';
import { journalRead } from './journal-read.ts';
import { withOpenedAudit, type OpenedAudit, type OpenOptions } from './opened-audit.ts';
import { sharingKey } from './key-files.ts';
import { printValues } from './print-values.ts';
import { withReadersFolder } from './readers-folder.ts';

export interface RevealRequest extends OpenOptions {
  readonly pseudonym: string;
  readonly named: string | undefined;
  readonly out: string;
  readonly key: string;
  readonly lang: Language;
  readonly format: RowFormat;
  readonly excel?: boolean;
}

const column = (name: string, fr: string, en: string): Column => ({ name, kind: 'text', label: { fr, en } });

const COLUMNS = [
  column('kind', 'Genre', 'Kind'),
  column('value', 'Valeur', 'Value'),
  column('userPrincipalName', 'Nom d’utilisateur principal', 'User principal name'),
  column('displayName', 'Nom affiché', 'Display name'),
];

/** Prints what a pseudonym of a copy stands for in the audit. Reads only. Throws `KnownError` (usage) where it stands for nothing there. */
export async function revealStage(request: RevealRequest, io: Io): Promise<void> {
  const key = await sharingKey(request.key, io);
  const asked = pseudonymIn(request.pseudonym);
  if (asked === null) {
    throw new KnownError(
      'usage',
      {
        fr: `${JSON.stringify(request.pseudonym)} n’est pas un pseudonyme`,
        en: `${JSON.stringify(request.pseudonym)} is no pseudonym`,
      },
      {
        nextSteps: [
          {
            fr: 'En nommer un tel qu’il est dans la copie\u00a0: id-… d’un compte, a-… d’une adresse, n-… d’un nom, r-… d’une règle ou d’une stratégie, d-… d’un domaine.',
            en: 'Name one as it stands in the copy: id-… of an account, a-… of an address, n-… of a name, r-… of a rule or a policy, d-… of a domain.',
          },
        ],
      },
    );
  }
  const kept = await findAudit(request.named, resolve(io.cwd, request.out), auditPaths.situation);
  const found = await withOpenedAudit(kept, 'rows', request, io, (opened) =>
    revealIn(opened, key, asked, io),
  );
  if (found.length === 0) {
    throw new KnownError(
      'usage',
      {
        fr: `${asked.pseudonym} ne désigne rien dans ${kept} avec la clé ${key.id}`,
        en: `${asked.pseudonym} stands for nothing in ${kept} with the key ${key.id}`,
      },
      {
        nextSteps: [
          {
            fr: 'Nommer l’audit dont la copie vient, et la clé dont la copie dit l’identifiant.',
            en: 'Name the audit that the copy was made from, and the key whose id the copy tells.',
          },
        ],
      },
    );
  }
  await printValues(found, COLUMNS, request, io);
}

async function revealIn(
  opened: OpenedAudit,
  key: SharingKey,
  asked: NonNullable<ReturnType<typeof pseudonymIn>>,
  io: Io,
): Promise<Revealed[]> {
  const { auditFolder, kept } = opened;
  const situation = await readSituation(auditFolder);
  if (situation.sharedCopy !== undefined) {
    throw new KnownError(
      'usage',
      {
        fr: `${kept} est une copie à partager\u00a0: elle ne contient aucun nom`,
        en: `${kept} is a copy to share: it holds no names`,
      },
      {
        nextSteps: [{ fr: 'Nommer l’audit dont elle vient.', en: 'Name the audit that it was made from.' }],
      },
    );
  }
  await refuseAlteredAssessment(auditFolder, [DOSSIER_FILE, ...listsIn(auditFolder)]);
  await journalRead(opened, 'reveal', io);
  return withReadersFolder(opened, io, (workFolder) =>
    reveal({ situation, auditFolder, workFolder }, key, asked),
  );
}
