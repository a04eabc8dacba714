import type { Answer } from './answer.ts';

/** A failure in the sign-in service's own shape. */
export function refused(status: number, error: string, description: string, code: number): Answer {
  return json(status, {
    error,
    error_description: description,
    error_codes: [code],
    timestamp: new Date().toISOString(),
    trace_id: '00000000-0000-0000-0000-000000000000',
    correlation_id: '00000000-0000-0000-0000-000000000000',
  });
}

export function json(status: number, body: object): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  };
}
