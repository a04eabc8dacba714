import { GraphFailure } from '../../graph/graph-failure.ts';
import { fieldsOf, instantField, textField } from '../fields.ts';

/**
 * One answer as the table has it. Of whom it is must be told, by `userId` or by the id (`<agreement>_<user>`): left out,
 * somebody would be said not to have answered. Throws `GraphFailure` (malformed).
 */
export function answerRow(item: unknown, agreement: { id: string; name: string }): object {
  const fields = fieldsOf(item, 'agreementAcceptance');
  const accountId =
    textField(fields, 'userId') ?? /_([0-9a-f-]{36})$/i.exec(textField(fields, 'id') ?? '')?.[1];
  if (accountId === undefined) {
    throw new GraphFailure({
      kind: 'malformed',
      request: '',
      status: 200,
      code: 'UnexpectedShape',
      message: 'an answer to terms of use does not tell whose it is',
    });
  }
  return {
    agreementId: agreement.id,
    agreementName: agreement.name,
    accountId: accountId.toLowerCase(),
    userPrincipalName: textField(fields, 'userPrincipalName'),
    state: textField(fields, 'state')?.toLowerCase() ?? null,
    recordedAt: instantField(fields, 'recordedDateTime'),
    expiresAt: instantField(fields, 'expirationDateTime'),
    agreementFileId: textField(fields, 'agreementFileId'),
  };
}
