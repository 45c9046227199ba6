import { isUtf8 } from 'node:buffer';
import type { SignatureDiagnosis } from '../../diagnostics/diagnose-signature.ts';

/** A diagnosis as JSON: octets as text, or in base64 where they are no UTF-8. */
export function diagnosisToJson({ stringToSign, changes, ...diagnosis }: SignatureDiagnosis): object {
  const octets = Buffer.from(stringToSign);
  return {
    ...diagnosis,
    ...(changes[0] === undefined ? {} : { change: changes[0].code }),
    changes,
    ...(isUtf8(octets) ? { stringToSign: octets.toString('utf8') } : { stringToSignBase64: octets.toString('base64') }),
  };
}
