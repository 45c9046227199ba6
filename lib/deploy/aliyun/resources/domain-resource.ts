import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { FunctionCompute } from '../api/function-compute.ts';
import { ForeignResourceError } from '../errors.ts';
import { readMarker } from '../ownership.ts';
import type { DomainDeclaration } from '../serverless.ts';
import type { Resource } from './resource.ts';

/** Options of {@link createDomainResource}. */
export interface DomainResourceOptions {
  readonly api: FunctionCompute;
  readonly domain: string;
  readonly declaration: DomainDeclaration;
  readonly functionName: string;
  readonly owner: string;
}

/**
 * A domain of one's own that leads to a function. A domain has no description, so the function's own says which one was made: it
 * is written there before the domain is made.
 */
export function createDomainResource({
  api,
  domain,
  declaration,
  functionName,
  owner,
}: DomainResourceOptions): Resource {
  const title = `custom domain ${domain}`;
  const cert = readCertificate(declaration);
  const protocol = cert === undefined ? 'HTTP' : 'HTTP,HTTPS';
  const routeConfig = { routes: [{ path: '/*', functionName, qualifier: 'LATEST' }] };
  const fields = { protocol, routeConfig, ...(cert === undefined ? {} : { certConfig: cert }) };
  return {
    title,
    desired: { protocol, 'routes./*': functionName, certificate: cert?.certName },
    read: async () => {
      const found = await api.getCustomDomain(domain);
      if (found === undefined) return undefined;
      const marker = readMarker((await api.getFunction(functionName))?.description);
      if (marker?.owner !== owner || marker.domain !== domain) throw new ForeignResourceError(title);
      const routes = (found.routeConfig?.routes ?? []).map(
        ({ path = '', functionName: to }) => [`routes.${path}`, to] as const,
      );
      return {
        protocol: found.protocol,
        ...Object.fromEntries(routes),
        certificate: found.certConfig?.certName,
      };
    },
    create: () => api.createCustomDomain({ domainName: domain, ...fields }),
    update: () => api.updateCustomDomain(domain, fields),
    remove: () => api.deleteCustomDomain(domain),
  };
}

/** Reads the PEM files. The name holds the certificate's hash, so that a renewed one is seen though the API gives no key back. */
function readCertificate({ certificateFile, privateKeyFile }: DomainDeclaration) {
  if (!certificateFile || !privateKeyFile) return undefined;
  const certificate = readFileSync(certificateFile, 'utf8');
  const hash = createHash('sha256').update(certificate).digest('hex').slice(0, 12);
  return { certName: `serverless-${hash}`, certificate, privateKey: readFileSync(privateKeyFile, 'utf8') };
}
