import tls from 'node:tls';

/**
 * Sends every HTTPS request of this process through a proxy on loopback and trusts its throw-away authority beside the
 * public ones. NODE_EXTRA_CA_CERTS does the same for a process that is yet to start; a test that runs the program in
 * its own process comes too late for it. Gives what undoes both.
 */
export function trustCloud(proxyUrl: string, authority: string): () => void {
  const before = process.env.HTTPS_PROXY;
  const plain = tls.createSecureContext;
  const trusting: typeof plain = (options) => {
    const secure = plain(options);
    const native: unknown = secure.context;
    const add: unknown =
      typeof native === 'object' && native !== null ? Reflect.get(native, 'addCACert') : null;
    if (typeof add !== 'function') throw new Error('this Node.js takes no further authority');
    Reflect.apply(add, native, [authority]);
    return secure;
  };
  Object.assign(tls, { createSecureContext: trusting });
  process.env.HTTPS_PROXY = proxyUrl;
  return () => {
    Object.assign(tls, { createSecureContext: plain });
    if (before === undefined) delete process.env.HTTPS_PROXY;
    else process.env.HTTPS_PROXY = before;
  };
}
