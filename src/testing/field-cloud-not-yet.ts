/**
 * Cases whose right value does not come out yet, and why. Each is asserted to be wrong still, so that the mend takes its
 * line away with it; the list is to become empty.
 */
export const NOT_YET: Readonly<Record<string, string>> = {
  'read-only-rule': 'a rule without actions counts as one that sends nothing',
  'export-without-delivery': 'forwarding columns that are empty in every line count as “no forwarding”',
  'outbound-automatic': 'Automatic counts as not known instead of off',
  'transport-rule-blocks': 'transport rules have no say in the effect of a redirect',
  'mailbox-newer-than-account': 'the age of an account stands for the age of its mailbox',
  'sign-ins-nowhere': 'sign-in activity that is in no account counts as “never signed in”',
  'names-guid': 'only names of 32 hexadecimal digits are known as concealed',
  'names-pii': 'only names of 32 hexadecimal digits are known as concealed',
  'premium-at-random': 'a premium licence that is refused is not asked again, whatever the licences say',
  'hidden-group': 'a hidden group that comes empty counts as one without members',
  'per-user-mfa': 'per-user states that were not asked count as not enforced',
  'admin-office-only': 'Office 365 alone is enough for an administrator',
  'block-not-everything':
    'a block of Office 365, or of all but one application, counts as a block of everything',
  'establishment-spelling': 'establishments are told apart by their spelling',
  'roster-blank-lines': 'lines of separators count as lines of the roster',
  'forward-to-own-name': 'a display name is looked up among the accounts, the holder included',
};
