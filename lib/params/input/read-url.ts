import type { CallbackInput } from '../callback-input.ts';
import { findParameters } from './named-values.ts';

/** Reads a (presigned) URL, or only its query. */
export function readUrl(text: string): CallbackInput | undefined {
  const trimmed = text.trim().replace(/^["'<]|["'>]$/g, '');
  if (/\s/.test(trimmed) || !/(?:^|[?&])callback(?:-var)?=/i.test(trimmed)) return undefined;
  const query = trimmed.slice(trimmed.indexOf('?') + 1).replace(/#.*/, '');
  const found = findParameters({ query });
  return found && { kind: 'url', text, isWhole: true, ...found };
}
