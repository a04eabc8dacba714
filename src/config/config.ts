import { z } from 'zod';
import { wordsSchema } from '../i18n/words.ts';
import { isTimeZone } from '../i18n/time-zone.ts';
import { ATTRIBUTES } from '../attributes.ts';
import { visibleText } from '../texts/visible-text.ts';
import { WANTED } from './config-words.ts';

const attribute = z.enum(ATTRIBUTES);
/** Below it a run would wait for weeks between two requests; above it there is no limit that Graph has. */
const rate = z.number().min(0.01).max(10_000_000);
/** Sums of it, over the licences of any tenant, stay exact to the cent. */
const price = z.number().nonnegative().max(100_000);
const text = z
  .string()
  .regex(/^\P{Cc}*$/u, WANTED.oneLine.en)
  .overwrite(visibleText)
  .min(1);
const id = text
  .regex(/^(?!\s)(?!.*\s$)/u, WANTED.noSpaceAround.en)
  // A JavaScript object, and so situation.json, cannot be relied on to carry this key.
  .refine((value) => value !== '__proto__', WANTED.notReserved.en);
const domain = z
  .string()
  .overwrite(visibleText)
  .toLowerCase()
  .regex(/^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+$/u, WANTED.domain.en);
const words = wordsSchema.extend({ fr: text, en: text }).strict();

/** A term of retention. */
const term = z.string().regex(/^[1-9]\d{0,3} (day|month|year)s?$/, WANTED.term.en);

export const categorySchema = z.strictObject({
  id,
  physician: z.boolean(),
  label: words,
  /** What one of them is called ("1 médecin spécialiste"); the label is a plural. */
  singular: words.optional(),
  /** Accounts of services and machines, which no person signs in with: told apart where a check is about people. */
  service: z.boolean().optional(),
  /** Attribute → RE2 pattern; `group` → a group's display name or id. All must match; {} matches everything. */
  when: z.partialRecord(z.enum([...ATTRIBUTES, 'group']), text),
});

/** A breakdown of the people; the first whose `when` matches is the account's. */
export type Category = z.infer<typeof categorySchema>;

export /** Documented throttles of Graph, which a tenant with other limits can change. */
const limitsSchema = z.strictObject({
  signInActivityRequestsPerMinute: rate.default(10),
  registrationDetailsRequestsPerSecond: rate.default(0.5),
  reportRequestsPerMinute: rate.default(1.4),
  concurrency: z.int().min(1).max(64).default(16),
});

/**
 * `bulk`: of all accounts, with the pages of the directory; `each`: of each account that nothing else covers, one request for
 * each; `off`. What earlier versions wrote still holds: true is `each`, false is `off`.
 */
const perUserMfaSchema = z
  .union([z.enum(['bulk', 'each', 'off']), z.boolean()])
  .transform((told) => (typeof told === 'string' ? told : told ? 'each' : 'off'));

/** A name of the IANA database that this Node.js knows. */
const timeZone = z
  .string()
  .regex(/^[A-Za-z]+(\/[A-Za-z0-9_+-]+)*$/, WANTED.timeZone.en)
  .refine(isTimeZone, WANTED.timeZone.en);

export const inactiveAfterDaysSchema = z.int().min(1).max(3650);

export const configSchema = z.strictObject({
  inactiveAfterDays: inactiveAfterDaysSchema.default(90),
  /** Where the times of the reports are told, and named. */
  timeZone: timeZone.default('America/Toronto'),
  categories: z
    .array(categorySchema)
    .min(1)
    .default([
      { id: 'all', physician: false, label: { fr: 'Tous les comptes', en: 'All accounts' }, when: {} },
    ]),
  establishments: z
    .strictObject({ attribute, pattern: text.optional() })
    .default({ attribute: 'companyName' }),
  roster: z
    .strictObject({
      /** CSV file; a relative path is taken from the config file's folder. */
      file: text,
      /** Column that names the account, and the attribute it is matched with. */
      key: attribute,
      category: text.optional(),
      establishment: text.optional(),
      /** Column of what identifies a person, such as a licence number: lines with one value are of one person. */
      person: text.optional(),
    })
    .optional(),
  domains: z
    .strictObject({
      partners: z.array(domain).default([]),
      universities: z.array(domain).default([]),
      /** Public webmail domains beyond the kept list. */
      webmail: z.array(domain).default([]),
    })
    .default({ partners: [], universities: [], webmail: [] }),
  enrolments: z.array(z.strictObject({ id, label: words, group: text })).default([]),
  /** Service plans (id or name) that give a mailbox in this tenant, beyond the known ones. */
  mailboxPlans: z.array(text).default([]),
  /** The export that forwarding set on mailboxes is read from, instead of Exchange Online. */
  mailboxForwarding: z
    .strictObject({
      /** CSV file; a relative path is taken from the config file's folder. */
      file: text,
    })
    .optional(),
  /** Accepted cases: findings that somebody answers for, until a day. They are told apart and stay counted. */
  exceptions: z
    .strictObject({
      /** CSV file (check, account, reason, owner, until); a relative path is taken from the config file's folder. */
      file: text,
    })
    .optional(),
  /** Checks of one's own, judged and told as the shipped ones are, and which checks judge. */
  checks: z
    .strictObject({
      /** Folder of files `own-….yaml`, one for each check; a relative path is taken from the config file's folder. */
      folder: text.optional(),
      /** These checks alone judge, by their ids: what none of them needs is neither asked for nor kept. */
      only: z.array(text).min(1).optional(),
      /** All checks but these judge. */
      without: z.array(text).min(1).optional(),
    })
    .optional(),
  /** The tenants that one configuration serves, each with its own application: `--tenant` chooses one. */
  profiles: z
    .array(
      z.strictObject({
        id,
        /** Its default domain, which its audits are filed under. */
        domain: domain.optional(),
        tenantId: text,
        clientId: text,
        /** The variable that holds its secret; the secret itself never stands here. */
        secretVariable: text.regex(/^[A-Za-z_][A-Za-z0-9_]*$/, WANTED.variable.en).optional(),
        /** PEM file of its certificate with the key; a relative path is taken from the config file's folder. */
        certificate: text.optional(),
      }),
    )
    .optional(),
  /** What a licence costs a month; the key is its skuPartNumber or its skuId. */
  licences: z
    .strictObject({
      currency: text.regex(/^[A-Z]{3}$/, WANTED.currency.en),
      monthlyPrices: z.record(text, price),
    })
    .optional(),
  /** How the state of per-user MFA is asked. */
  perUserMfa: perUserMfaSchema.default('bulk'),
  limits: limitsSchema.default(limitsSchema.parse({})),
  /** False: no display name of an account is asked for, nor kept; its column stays, empty. */
  names: z.boolean().default(true),
  /** age recipients that every file that holds people is encrypted for; `--encrypt-to` wins. */
  encryptTo: z.array(z.string()).optional(),
  journal: z
    .strictObject({
      /** Whoever reads an audit is told of in the journal too, and the read is refused where that cannot be written. */
      reads: z.boolean().default(false),
    })
    .default({ reads: false }),
  /** How long what is kept; what no term is given for is kept until somebody takes it away. */
  retention: z
    .strictObject({
      /** The tables of what the cloud said: everything of everybody. */
      snapshots: term.optional(),
      /** What names people: the dossier, the findings, the lists, the workbook, the folders of establishments, the roster. */
      findings: term.optional(),
      /** The whole audit; its figures are the line over time until then. */
      situations: term.optional(),
      /** `vigie audit` takes away what is due once it is done; otherwise `vigie purge --yes` alone does. */
      purgeAfterAudit: z.boolean().default(false),
    })
    .optional(),
  /** Who must have signed an audit for `vigie verify` to be content. */
  signature: z
    .strictObject({
      /** Ed25519 public key in PEM; a relative path is taken from the config file's folder. */
      publicKey: text,
    })
    .optional(),
});

/** `vigie.config.yaml`, with every default filled in. */
export type Config = z.infer<typeof configSchema>;
