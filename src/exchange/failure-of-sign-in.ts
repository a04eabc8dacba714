import { KnownError } from '../errors.ts';
import { GraphFailure } from '../graph/graph-failure.ts';
import { withoutSecrets } from '../graph/redaction.ts';
import { SignInUnavailable } from '../graph/token.ts';
import { networkCodeOf } from '../graph/transport.ts';

/**
 * A sign-in that fails for Exchange alone costs the sources of Exchange, not the run: refused where the tenant has no
 * such service or nobody consented, given up where the sign-in service did not answer.
 */
export function failureOfSignIn(error: KnownError, scope: string): GraphFailure {
  const refusal = /AADSTS\d+/.exec(error.message)?.[0];
  const network = error instanceof SignInUnavailable ? error.code : networkCodeOf(error);
  const isRefused = refusal !== undefined || network === null;
  return new GraphFailure({
    kind: isRefused ? 'refused' : 'gave-up',
    request: `sign-in for ${scope}`,
    status: 0,
    code: isRefused ? (refusal ?? 'SignInRefused') : network,
    message: withoutSecrets(error.message),
  });
}
