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
  'per-user-mfa': 'per-user states that were not asked count as not enforced',
  'admin-office-only': 'Office 365 alone is enough for an administrator',
  'block-not-everything':
    'a block of Office 365, or of all but one application, counts as a block of everything',
  'forward-to-own-name': 'a display name is looked up among the accounts, the holder included',
  'rule-to-list': 'an address of our domains counts as internal, whoever bears it',
  'rule-to-dynamic-list': 'an address of our domains counts as internal, whoever bears it',
  'rule-to-contact': 'an address of our domains counts as internal, whoever bears it',
  'rule-to-mail-user': 'an address of our domains counts as internal, whoever bears it',
  'rule-to-nobody': 'an address of our domains counts as internal, whoever bears it',
  'forwarding-to-list': 'a list is taken for its own address',
  'forwarding-smtp-to-contact': 'an address of our domains counts as internal, whoever bears it',
  'broken-rule': 'a broken rule counts as one that sends nothing',
  'rule-without-actions': 'a rule without actions counts as one that sends nothing',
  'transport-AddManagerAsRecipientType':
    'only redirect, copy, blind copy and added recipients count as sending mail',
  'transport-ModerateMessageByUser':
    'only redirect, copy, blind copy and added recipients count as sending mail',
  'transport-ModerateMessageByManager':
    'only redirect, copy, blind copy and added recipients count as sending mail',
  'transport-GenerateIncidentReport':
    'only redirect, copy, blind copy and added recipients count as sending mail',
  'transport-RouteMessageOutboundConnector':
    'only redirect, copy, blind copy and added recipients count as sending mail',
  'reject-of-some': 'transport rules have no say in the effect of a redirect',
  'delete-forwards': 'transport rules have no say in the effect of a redirect',
  'transport-rules-truncated': 'warnings of rows left out are not read',
  'mailboxes-truncated': 'warnings of rows left out are not read',
  'transport-rules-without-value':
    'an answer of transport rules without a list is partial, and the effect is told all the same',
  'success-null-recent-attempt': 'an attempt stands for a success that is not told',
  'success-absent-recent-attempt': 'an attempt stands for a success that is not told',
  'report-of-empty-activity': 'a report without any activity counts as “nobody ever was active”',
  'report-of-others': 'a report of which nearly nothing joins is taken for the tenant’s',
  'per-user-state-of-some': 'per-user states are not asked by default, and count as not enforced',
  'per-user-state-unknown': 'per-user states are not asked by default, and count as not enforced',
  'per-user-refused': 'per-user states are not asked by default, and count as not enforced',
  'guest-administrator': 'guests who administer are left out',
};
