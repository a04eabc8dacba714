import { mailboxPlans } from '../../snapshot/mailbox-plans.ts';
import type { Config } from '../../config/config.ts';
import { fieldsOf, idField, listField, textField } from '../fields.ts';
import type { TenantFacts } from '../tenant/tenant-facts.ts';

/** Chooses the directory's accounts that hold a plan in force which gives a mailbox: their id, or null. */
export function mailboxAccountOf(tenant: TenantFacts, config: Config): (item: unknown) => string | null {
  const giving = new Set(mailboxPlans(tenant.servicePlans, config.mailboxPlans).giving);
  return (item) => {
    const account = fieldsOf(item, 'user');
    const holds = listField(account, 'assignedPlans').some((value) => {
      const plan = fieldsOf(value, 'assignedPlans');
      if (textField(plan, 'service')?.toLowerCase() !== 'exchange') return false;
      const id = textField(plan, 'servicePlanId');
      return id !== null && giving.has(id.toLowerCase()) && isInForce(textField(plan, 'capabilityStatus'));
    });
    return holds ? idField(account, 'id') : null;
  };
}

/** https://learn.microsoft.com/graph/api/resources/assignedplan */
function isInForce(status: string | null): boolean {
  return status?.toLowerCase() === 'enabled' || status?.toLowerCase() === 'warning';
}
