import { authenticate } from './auth/authenticate.ts';
import type { SignatureOptions } from './auth/credentials.ts';
import { OssError } from './oss-error.ts';
import type { OssRequest } from './oss-request.ts';

/**
 * Takes the bucket out of the path where it stands there beside the host: so ali-oss writes it with `sldEnable` and an IP
 * address. As a key may begin like that, too, what the client signed decides; without signatures the host counts.
 */
export function settleAddress(request: OssRequest, signatures: SignatureOptions | undefined): OssRequest {
  const { bucket, key, style } = request;
  if (!signatures || style === 'path' || !`${key}/`.startsWith(`${bucket}/`)) return request;
  const inPath: OssRequest = { ...request, style: 'path', key: key.slice(`${bucket}/`.length) };
  return isSigned(inPath, signatures) ? inPath : request;
}

function isSigned(request: OssRequest, signatures: SignatureOptions): boolean {
  try {
    authenticate(request, signatures);
    return true;
  } catch (error) {
    if (error instanceof OssError) return false;
    throw error;
  }
}
