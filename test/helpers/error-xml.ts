import { parseXml } from '../../lib/simulator/xml.ts';

/** The elements of an error reply, in order. */
export async function errorElements(response: Response): Promise<Readonly<Record<string, string>>> {
  const root = parseXml(await response.text());
  return Object.fromEntries((root?.children ?? []).map(({ name, text }) => [name, text]));
}
