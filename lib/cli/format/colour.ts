import { styleText } from 'node:util';
import { isColourful, type CliIo } from '../cli-io.ts';

/** Styles that results use. */
export type Style = Parameters<typeof styleText>[0];

/** Colours text, or leaves it as it is. */
export type Colour = (style: Style, text: string) => string;

// What Node.js would decide by its own standard output and environment.
const OURS_TO_DECIDE = { validateStream: false };

/** Creates the colouring for an output. */
export function createColour(io: Pick<CliIo, 'stdout' | 'env'>): Colour {
  return isColourful(io) ? (style, text) => styleText(style, text, OURS_TO_DECIDE) : (_, text) => text;
}
