import { useState } from 'preact/hooks';
import type { Octets } from '../console-event.ts';
import { formatBytes } from './format.ts';
import { say } from './state.ts';

/** Gives back the octets. */
export function decodeOctets({ base64 }: Octets): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** Reads octets as text. */
export function textOf(octets: Octets): string {
  return new TextDecoder().decode(decodeOctets(octets));
}

/** Shows octets as text, or byte for byte. */
export function OctetsView({ octets, label }: { readonly octets: Octets; readonly label: string }) {
  const [isHex, setHex] = useState(false);
  const text = isHex ? hexDump(decodeOctets(octets)) : textOf(octets);
  return (
    <div>
      <div class="octets-tools">
        <span class="quiet">{formatBytes(octets.bytes)}</span>
        <button
          type="button"
          class="link"
          aria-pressed={isHex}
          onClick={() => {
            setHex(!isHex);
          }}
        >
          Bytes
        </button>
        <CopyButton text={text} what={label} />
      </div>
      <CodeBlock text={text} label={label} />
    </div>
  );
}

/** Text as it stands, in a box that can be scrolled by keyboard as well. */
export function CodeBlock({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    <pre class="code-block" tabIndex={0} role="region" aria-label={label}>
      {text}
    </pre>
  );
}

/** Copies a text. */
export function CopyButton({
  text,
  what,
  title = 'Copy',
}: {
  readonly text: string;
  readonly what: string;
  readonly title?: string;
}) {
  return (
    <button
      type="button"
      class="link"
      aria-label={`${title}: ${what}`}
      onClick={() => {
        navigator.clipboard.writeText(text).then(
          () => {
            say(`Copied: ${what}`);
          },
          () => {
            say('The browser does not let this page copy.');
          },
        );
      }}
    >
      {title}
    </button>
  );
}

const MAX_DUMPED = 4_096;

/** Octets in hex with the characters beside them, 16 a line. */
function hexDump(octets: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < Math.min(octets.length, MAX_DUMPED); at += 16) {
    const line = [...octets.subarray(at, at + 16)];
    const hex = line.map((octet) => octet.toString(16).padStart(2, '0')).join(' ');
    const text = line.map((octet) => (octet >= 32 && octet < 127 ? String.fromCharCode(octet) : '·')).join('');
    lines.push(`${at.toString(16).padStart(4, '0')}  ${hex.padEnd(47)}  ${text}`);
  }
  if (octets.length > MAX_DUMPED) lines.push(`… ${octets.length - MAX_DUMPED} more`);
  return lines.join('\n');
}
