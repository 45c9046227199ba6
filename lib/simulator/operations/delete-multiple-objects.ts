import type { Operation } from '../operation.ts';
import { malformedXml } from '../oss-errors.ts';
import { xmlReply } from '../oss-reply.ts';
import { readText } from '../receive-body.ts';
import { childrenNamed, childText, parseXml } from '../xml.ts';

const MAX_KEYS = 1_000;

/** DeleteMultipleObjects. https://www.alibabacloud.com/help/en/oss/developer-reference/deletemultipleobjects */
export const deleteMultipleObjects: Operation = async (request, { storage }) => {
  const root = parseXml(await readText(request));
  const keys = childrenNamed(root, 'Object').flatMap((entry) => childText(entry, 'Key') ?? []);
  if (root?.name !== 'Delete' || keys.length === 0 || keys.length > MAX_KEYS) throw malformedXml();
  for (const key of keys) await storage.remove(request.bucket, key);
  const isQuiet = childText(root, 'Quiet') === 'true';
  const deleted = isQuiet ? [] : keys.map((key) => ({ Key: encoded(request.query, key) }));
  return xmlReply(200, { DeleteResult: { Deleted: deleted } });
};

const encoded = (query: ReadonlyMap<string, string>, key: string): string =>
  query.get('encoding-type') === 'url' ? encodeURIComponent(key) : key;
