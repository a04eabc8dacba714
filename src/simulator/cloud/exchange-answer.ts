import type { Answer } from './answer.ts';

const HEADERS = { 'content-type': 'application/json;odata.metadata=minimal;charset=utf-8' } as const;

/** Rows written as JSON text, with what Exchange has to say beside them. */
export function exchangeRows(
  rows: readonly string[],
  nextLink: string | null,
  warnings: readonly string[] = [],
): Answer {
  const next = nextLink === null ? '' : `"@odata.nextLink":${JSON.stringify(nextLink)},`;
  return {
    status: 200,
    headers: HEADERS,
    body: `{"@odata.context":"https://outlook.office365.com/adminapi/beta/$metadata#Collection(Exchange.GenericHashTable)","adminapi.warnings@odata.type":"#Collection(String)","@adminapi.warnings":${JSON.stringify(warnings)},${next}"value":[${rows.join(',')}]}`,
  };
}

/** A failure in the shape of Exchange's admin endpoint: what a command says lies in the details. */
export function exchangeError(status: number, code: string, detail: string): Answer {
  const message = 'Error executing cmdlet';
  return {
    status,
    headers: HEADERS,
    body: JSON.stringify({
      error: {
        code,
        message,
        details: [{ code: 'Context', target: '', message: detail }],
        innererror: {
          message,
          type: 'Microsoft.Exchange.Admin.OData.Core.ODataServiceException',
          internalexception: {
            message: detail,
            type: 'Microsoft.Exchange.Configuration.Tasks.TaskException',
          },
        },
      },
    }),
  };
}

/** A failure without details: what is wrong lies in the innermost exception. */
export function exchangeFailure(
  status: number,
  code: string,
  internalexception: { readonly message: string; readonly type: string },
): Answer {
  const message = 'Error executing cmdlet';
  const innererror = {
    message,
    type: 'Microsoft.Exchange.Admin.OData.Core.ODataServiceException',
    internalexception,
  };
  return { status, headers: HEADERS, body: JSON.stringify({ error: { code, message, innererror } }) };
}
