import type { BuiltCallback } from '../../params/build-callback.ts';

/** The SDKs of the vendor's table, and curl. */
export const SDKS = [
  'java',
  'python',
  'php',
  'csharp',
  'node',
  'browser',
  'c',
  'ruby',
  'go',
  'ios',
  'android',
  'curl',
] as const;

/** One of {@link SDKS}. */
export type Sdk = (typeof SDKS)[number];

/** The ways to upload that take a callback: PutObject, PostObject, CompleteMultipartUpload, and a presigned PutObject. */
export const UPLOAD_APIS = ['put', 'post', 'multipart', 'presign'] as const;

/** One of {@link UPLOAD_APIS}. */
export type UploadApi = (typeof UPLOAD_APIS)[number];

/** A piece of client code. Names such as `bucket`, `key` and the client itself are the reader's own. */
export interface Snippet {
  /** Imports and the like. */
  readonly imports?: string;
  /** Makes the parameters; the part that holds literals. It needs nothing but what `imports` names. */
  readonly parameters: string;
  /** Hands them to the SDK. */
  readonly upload: string;
}

/** Writes the code of one SDK for one way to upload. */
export type SnippetWriter = (built: BuiltCallback) => Snippet;

/** The code of an SDK for every way to upload. One that is missing does not compile. */
export type SdkSnippets = Readonly<Record<UploadApi, SnippetWriter>>;

/** The JSON of the variables; `undefined` where there are none. */
export function varsJson({ vars }: BuiltCallback): string | undefined {
  return Object.keys(vars).length > 0 ? JSON.stringify(vars) : undefined;
}

/** Joins lines, leaving out those that are not there. */
export function lines(...texts: readonly (string | false | undefined)[]): string {
  return texts.filter((text) => text !== undefined && text !== false).join('\n');
}

/** Writes the whole of a snippet. */
export function formatSnippet({ imports, parameters, upload }: Snippet): string {
  return `${[imports, parameters, upload].filter((part) => part !== undefined).join('\n\n')}\n`;
}
