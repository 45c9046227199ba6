/** What a client of PostgreSQL sends: one message, or a request that stands where the first one would. */
export interface PostgresFrame {
  readonly kind: 'encryption' | 'cancel' | 'terminate' | 'message';
  readonly octets: Buffer;
}

const LENGTH_OCTETS = 4;
const TYPE_OCTETS = 1;
const MAX_FRAME_OCTETS = 64 * 1024 * 1024;

// https://www.postgresql.org/docs/current/protocol-message-formats.html
const CANCEL_REQUEST = 80_877_102;
const ENCRYPTION_REQUESTS = [80_877_103, 80_877_104];
const TERMINATE = 'X'.charCodeAt(0);

/**
 * Cuts what a connection brings into frames. The first ones have no type: a request for encryption, which may be
 * repeated, then the start-up message or a request to cancel.
 *
 * @throws RangeError where a frame gives a length that none has.
 */
export function createFrameReader(): (octets: Buffer) => PostgresFrame[] {
  let rest: Buffer = Buffer.alloc(0);
  let isStarted = false;

  function next(): PostgresFrame | undefined {
    const typeOctets = isStarted ? TYPE_OCTETS : 0;
    if (rest.length < typeOctets + LENGTH_OCTETS) return undefined;
    const length = rest.readUInt32BE(typeOctets);
    if (length < LENGTH_OCTETS || length > MAX_FRAME_OCTETS)
      throw new RangeError(`no message is ${length} octets long`);
    if (rest.length < typeOctets + length) return undefined;
    const octets = rest.subarray(0, typeOctets + length);
    rest = rest.subarray(octets.length);
    const kind = isStarted ? kindOfMessage(octets) : kindOfRequest(octets);
    isStarted ||= kind === 'message';
    return { kind, octets };
  }

  return (octets) => {
    rest = rest.length === 0 ? octets : Buffer.concat([rest, octets]);
    const frames: PostgresFrame[] = [];
    for (let frame = next(); frame !== undefined; frame = next()) frames.push(frame);
    return frames;
  };
}

const kindOfMessage = (octets: Buffer) => (octets[0] === TERMINATE ? 'terminate' : 'message');

function kindOfRequest(octets: Buffer): PostgresFrame['kind'] {
  const code = octets.length < LENGTH_OCTETS * 2 ? 0 : octets.readUInt32BE(LENGTH_OCTETS);
  if (ENCRYPTION_REQUESTS.includes(code)) return 'encryption';
  return code === CANCEL_REQUEST ? 'cancel' : 'message';
}
