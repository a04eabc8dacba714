import { z } from 'zod';
import type { Account } from '../tenant/layout.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { wholeRules } from './message-rules-json.ts';

const recipients = z
  .array(z.object({ emailAddress: z.object({ name: z.string(), address: z.string() }) }))
  .optional();
const ruleSchema = z.object({
  displayName: z.string(),
  sequence: z.int(),
  isEnabled: z.boolean(),
  hasError: z.boolean(),
  actions: z.object({
    redirectTo: recipients,
    forwardTo: recipients,
    forwardAsAttachmentTo: recipients,
    moveToFolder: z.string().optional(),
  }),
});

const PROPERTIES = ['displayName', 'sequence', 'isEnabled', 'hasError', 'actions'] as const;

/** Get-InboxRule: the same rules as Graph tells, in Exchange's own words. */
export function inboxRules(tenant: Tenant, account: Account): Readonly<Record<string, unknown>>[] {
  return wholeRules(tenant, account, PROPERTIES).map((text) => {
    const { displayName, sequence, isEnabled, hasError, actions } = ruleSchema.parse(JSON.parse(text));
    return {
      Name: displayName,
      Identity: displayName,
      Priority: sequence,
      Enabled: isEnabled,
      InError: hasError,
      RedirectTo: written(actions.redirectTo),
      ForwardTo: written(actions.forwardTo),
      ForwardAsAttachmentTo: written(actions.forwardAsAttachmentTo),
      MoveToFolder: actions.moveToFolder ?? null,
    };
  });
}

function written(to: z.infer<typeof recipients>): string[] | null {
  return (
    to?.map(({ emailAddress: { name, address } }) =>
      address.startsWith('/o=') ? `"${name}" [EX:${address}]` : `"${name}" [SMTP:${address}]`,
    ) ?? null
  );
}
