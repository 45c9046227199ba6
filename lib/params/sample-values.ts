import type { Template } from './parse-template.ts';
import type { VariableValues } from './render-body.ts';

const SAMPLES: VariableValues = {
  bucket: 'example-bucket',
  object: 'photos/example.jpg',
  etag: 'D8E8FCA2DC0F896FD7CB4CB0031BA249',
  size: 1024,
  mimeType: 'image/jpeg',
  'imageInfo.height': 480,
  'imageInfo.width': 640,
  'imageInfo.format': 'jpg',
  crc64: '8707180448768400016',
  contentMd5: '2Oj8otwPiW/Xy0ywAxuiSQ==',
  vpcId: 'vpc-t4nlw426y44rd3iq4example',
  clientIp: '203.0.113.7',
  reqId: '5B9CDDCC9D2B0CA88AE2BEA1',
  operation: 'PutObject',
};

/** Believable values for every variable of OSS, and for each custom one of a template. */
export function sampleValues(template: Template): VariableValues {
  const custom = template.parts.flatMap((part) =>
    part.kind === 'variable' && part.name.startsWith('x:') ? [[part.name, 'sample'] as const] : [],
  );
  return { ...SAMPLES, ...Object.fromEntries(custom) };
}
