import { relative, resolve, sep } from 'node:path';
import { purgeAudit, retentionUnder, type AuditRetention } from '../../audits/purge-audit.ts';
import type { Config } from '../../config/config.ts';
import { KnownError } from '../../errors.ts';
import { KEPT_KINDS, type KeptKind, type Terms } from '../../evidence/retention.ts';
import type { SigningKey } from '../../evidence/signing-key.ts';
import { day, integer } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Words } from '../../i18n/words.ts';
import { printable } from '../../renderers/findings/unprintable.ts';
import type { Io } from '../io.ts';
import { vigieVersion } from '../vigie-version.ts';
import { jsonText } from '../json-text.ts';
import { checkedConfig, type ConfigOptions } from './checked-config.ts';
import { journalled } from './journalled.ts';
import { signingKey } from './key-files.ts';
import { signStage } from './sign-stage.ts';

export interface PurgeRequest extends ConfigOptions {
  readonly out: string;
  readonly lang: Language;
  readonly format: 'text' | 'json';
  readonly yes?: boolean;
  readonly signKey?: string;
}

const KINDS: Readonly<Record<KeptKind, Words>> = {
  snapshots: { fr: 'instantané', en: 'snapshot' },
  findings: { fr: 'listes nominatives', en: 'lists of people' },
  situations: { fr: 'audit entier', en: 'whole audit' },
};

const WORDS = {
  due: {
    fr: '{audit}\u00a0: fichiers échus\u00a0: {files} ({bytes} octets)',
    en: '{audit}: files due: {files} ({bytes} bytes)',
  },
  dueWhole: {
    fr: '{audit}\u00a0: dossier entier échu; fichiers\u00a0: {files} ({bytes} octets)',
    en: '{audit}: whole folder due; files: {files} ({bytes} bytes)',
  },
  later: { fr: '{audit}\u00a0: rien d’échu', en: '{audit}: nothing due' },
  end: { fr: '{kind} jusqu’au {day}', en: '{kind} until {day}' },
  shown: {
    fr: 'Rien n’a été retiré\u00a0: vigie purge --yes retire ce qui est échu.',
    en: 'Nothing was taken away: vigie purge --yes takes away what is due.',
  },
  done: { fr: 'Retiré.', en: 'Taken away.' },
  expires: { fr: 'Conservation\u00a0: {ends}', en: 'Retention: {ends}' },
} as const satisfies Record<string, Words>;

/**
 * Shows what the configuration's retention says of the audits under `--out`, on stdout; with `--yes`, takes away what is due, with a line
 * in the journal for each audit. Throws `KnownError` (usage, local).
 */
export async function purgeStage(request: PurgeRequest, io: Io): Promise<void> {
  const { config } = await checkedConfig(request, io);
  const terms = requireTerms(config);
  const key = await signingKey(request, io);
  const out = resolve(io.cwd, request.out);
  const audits = await retentionUnder(out, terms, io.now());
  if (request.yes === true) await purgeDue(audits, out, key, io);
  await io.stdout.write(
    request.format === 'json' ? jsonOf(audits, out, request) : linesOf(audits, out, request),
  );
}

/** After an audit: tells when it expires, and takes away what is due of the others where the configuration says so. Throws `KnownError`. */
export async function retentionAfterAudit(
  { retention }: Config,
  { auditFolder, out, lang }: { readonly auditFolder: string; readonly out: string; readonly lang: Language },
  key: SigningKey | null,
  io: Io,
): Promise<void> {
  if (retention === undefined) return;
  const audits = await retentionUnder(out, termsOf(retention), io.now());
  const own = audits.find((audit) => audit.auditFolder === auditFolder);
  if (own !== undefined && own.expiry.size > 0)
    await io.stderr.write(`${phrase(WORDS, 'expires', lang, { ends: endsOf(own, lang) })}\n`);
  if (!retention.purgeAfterAudit) return;
  const others = audits.filter((audit) => audit.auditFolder !== auditFolder);
  await purgeDue(others, out, key, io);
  const lines = others.filter(isDue).map((audit) => auditLine(audit, out, lang));
  if (lines.length > 0) await io.stderr.write(`${lines.join('\n')}\n${WORDS.done[lang]}\n`);
}

async function purgeDue(
  audits: readonly AuditRetention[],
  out: string,
  key: SigningKey | null,
  io: Io,
): Promise<void> {
  for (const audit of audits.filter(isDue)) {
    const { auditFolder } = audit;
    await journalled({ command: 'purge', out, auditFolder }, io, async (run) => {
      await purgeAudit(audit, vigieVersion(), io.now, () => signStage(auditFolder, key));
      if (audit.isWholeDue) run.purged = audit.due.map(({ path }) => path);
    });
  }
}

function isDue({ isWholeDue, due, left }: AuditRetention): boolean {
  return isWholeDue || due.length > 0 || left.length > 0;
}

function requireTerms({ retention }: Config): Terms {
  const terms = retention === undefined ? {} : termsOf(retention);
  if (Object.keys(terms).length > 0) return terms;
  throw new KnownError(
    'usage',
    {
      fr: 'la configuration ne donne aucune durée de conservation\u00a0: rien n’est jamais échu',
      en: 'the configuration gives no term of retention: nothing is ever due',
    },
    {
      nextSteps: [
        {
          fr: 'En écrire une, comme `retention: { snapshots: 3 months, findings: 13 months, situations: 5 years }`',
          en: 'Write one, such as retention: { snapshots: 3 months, findings: 13 months, situations: 5 years }',
        },
      ],
    },
  );
}

function termsOf(retention: NonNullable<Config['retention']>): Terms {
  const given = KEPT_KINDS.flatMap((kind) => {
    const term = retention[kind];
    return term === undefined ? [] : [[kind, term] as const];
  });
  return Object.fromEntries(given);
}

function linesOf(audits: readonly AuditRetention[], out: string, { lang, yes }: PurgeRequest): string {
  const lines = audits.map((audit) => auditLine(audit, out, lang));
  const any = audits.some(isDue);
  const last = any ? [WORDS[yes === true ? 'done' : 'shown'][lang]] : [];
  return [...lines, ...last].map((line) => `${line}\n`).join('');
}

function auditLine(audit: AuditRetention, out: string, lang: Language): string {
  const key = audit.isWholeDue ? 'dueWhole' : isDue(audit) ? 'due' : 'later';
  const bytes = audit.due.reduce((sum, file) => sum + file.bytes, 0);
  const line = phrase(WORDS, key, lang, {
    audit: printable(nameOf(audit, out)),
    files: integer(audit.due.length + audit.left.length, lang),
    bytes: integer(bytes, lang),
  });
  return `${line} — ${endsOf(audit, lang)}`;
}

function endsOf({ expiry }: AuditRetention, lang: Language): string {
  return [...expiry]
    .map(([kind, end]) =>
      phrase(WORDS, 'end', lang, { kind: KINDS[kind][lang], day: day(end.toISOString().slice(0, 10), lang) }),
    )
    .join(', ');
}

function jsonOf(audits: readonly AuditRetention[], out: string, { yes }: PurgeRequest): string {
  const told = audits.map((audit) => ({
    audit: nameOf(audit, out),
    expiry: Object.fromEntries([...audit.expiry].map(([kind, end]) => [kind, end.toISOString()])),
    whole: audit.isWholeDue,
    due: [...audit.due.map(({ path }) => path), ...audit.left],
  }));
  return jsonText({ schema: 'vigie/purge/1', done: yes === true, audits: told });
}

function nameOf({ auditFolder }: AuditRetention, out: string): string {
  return relative(out, auditFolder).split(sep).join('/');
}
