import { parseTemplate } from '../../params/parse-template.ts';
import type { CallbackVars } from '../../params/callback.ts';
import type { VariableValues } from '../../params/render-body.ts';
import type { ObjectRecord } from '../storage/object-record.ts';
import type { ImageInfo } from './image-info.ts';

/** What the variables of a template are filled from. */
export interface VariableSource {
  readonly record: ObjectRecord;
  readonly image: ImageInfo | undefined;
  readonly requestId: string;
  readonly clientIp: string;
  /** API name: `PutObject`, `PostObject`, `CompleteMultipartUpload`. */
  readonly operation: string;
  readonly vars: CallbackVars;
}

/** Lists the values of all system variables and custom variables of one upload; `vpcId` is always blank here. */
export function callbackVariables({ record, image, vars, ...source }: VariableSource): VariableValues {
  return {
    ...vars,
    bucket: record.bucket,
    object: record.key,
    etag: record.etag,
    size: record.size,
    mimeType: record.mimeType,
    'imageInfo.height': image?.height,
    'imageInfo.width': image?.width,
    'imageInfo.format': image?.format,
    crc64: record.crc64,
    contentMd5: record.contentMd5,
    clientIp: source.clientIp,
    reqId: source.requestId,
    operation: source.operation,
  };
}

/** Tells whether a template asks for the size or format of an image, for which OSS has to open the object. */
export function asksForImageInfo(template: string): boolean {
  return parseTemplate(template).parts.some((part) => part.kind === 'variable' && part.name.startsWith('imageInfo.'));
}
