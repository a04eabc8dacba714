import { z } from 'zod';

/** What answers that came did not tell, as this program saw it; what the cloud itself said is a `detail`. */
export const LACKS = [
  /** Of `count` accounts the state of per-user MFA. */
  'states',
  /** Of `count` mailboxes the rules. */
  'rules',
  /** Of `count` of `of` mailboxes the forwarding. */
  'forwarding',
  /** The directory announces `of` accounts, `count` came. */
  'announced',
  /** Another walk of the directory held `of` accounts, `count` came. */
  'other-walk',
  /** Of `count` items their id, or what was asked of them. */
  'items',
  /** Of `count` objects of the directory their id. */
  'objects',
  /** Of `count` members of a group their id. */
  'members',
  /** No member came, and whether they are hidden was not told. */
  'perhaps-hidden',
  /** `count` policies that v1.0 leaves out and beta gives. */
  'preview-policies',
  /** No more than `of` mailboxes are asked. */
  'most-mailboxes',
  /** The answer is not the one that is documented: `told` is its status, its code and the request. */
  'undocumented',
  /** No more than a sample of `count` of `of` accounts was asked. */
  'sample',
  /** It was not asked, as the command line, or the configuration, wants it. */
  'by-option',
  'by-configuration',
  /** It was not asked, as no check that the configuration chooses needs it. */
  'not-needed',
] as const;

export const lackSchema = z.object({
  kind: z.enum(LACKS),
  count: z.int().nonnegative().optional(),
  of: z.int().nonnegative().optional(),
  /** What the cloud answered beside, or the names of what is meant: it is shown as it stands. */
  told: z.string().optional(),
});

export type Lack = z.infer<typeof lackSchema>;
