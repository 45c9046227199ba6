// CRC-64/XZ, which OSS calls CRC64-ECMA: the reflected ECMA-182 polynomial, initial value and final xor all ones.
// https://www.alibabacloud.com/help/en/oss/developer-reference/check-data-transmission-integrity-using-crc-64
const POLYNOMIAL = 0xc96c5795d7870f42n;
const ALL_ONES = 0xffffffffffffffffn;

/** A running CRC-64. */
export interface Crc64 {
  update(bytes: Uint8Array): void;
  /** The check value of all octets so far: `0x995dc9bbdf1939fa` for the text `123456789`. */
  value(): bigint;
}

// Eight tables of 256 entries, low and high halves apart: BigInt arithmetic would be a hundred times slower.
const LOW = new Uint32Array(2048);
const HIGH = new Uint32Array(2048);
for (let octet = 0; octet < 256; octet += 1) {
  let crc = BigInt(octet);
  for (let slice = 0; slice < 8; slice += 1) {
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1n ? (crc >> 1n) ^ POLYNOMIAL : crc >> 1n;
    LOW[slice * 256 + octet] = Number(crc & 0xffffffffn);
    HIGH[slice * 256 + octet] = Number(crc >> 32n);
  }
}

/** Creates a CRC-64 that reads eight octets a step; about a second for 1 GiB. */
export function createCrc64(): Crc64 {
  let low = 0xffffffff;
  let high = 0xffffffff;
  return {
    update: (bytes) => {
      [low, high] = advance(low, high, bytes);
    },
    value: () => ((BigInt(high >>> 0) << 32n) | BigInt(low >>> 0)) ^ ALL_ONES,
  };
}

function advance(startLow: number, startHigh: number, bytes: Uint8Array): [low: number, high: number] {
  let low = startLow;
  let high = startHigh;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = bytes.length - (bytes.length % 8);
  const at = (table: Uint32Array, index: number): number => table[index] as number;
  for (let offset = 0; offset < whole; offset += 8) {
    const a = low ^ view.getUint32(offset, true);
    const b = high ^ view.getUint32(offset + 4, true);
    const i0 = 1792 + (a & 255);
    const i1 = 1536 + ((a >>> 8) & 255);
    const i2 = 1280 + ((a >>> 16) & 255);
    const i3 = 1024 + (a >>> 24);
    const i4 = 768 + (b & 255);
    const i5 = 512 + ((b >>> 8) & 255);
    const i6 = 256 + ((b >>> 16) & 255);
    const i7 = b >>> 24;
    low = at(LOW, i0) ^ at(LOW, i1) ^ at(LOW, i2) ^ at(LOW, i3) ^ at(LOW, i4) ^ at(LOW, i5) ^ at(LOW, i6) ^ at(LOW, i7);
    high =
      at(HIGH, i0) ^
      at(HIGH, i1) ^
      at(HIGH, i2) ^
      at(HIGH, i3) ^
      at(HIGH, i4) ^
      at(HIGH, i5) ^
      at(HIGH, i6) ^
      at(HIGH, i7);
  }
  for (let offset = whole; offset < bytes.length; offset += 1) {
    const index = (low ^ view.getUint8(offset)) & 255;
    low = ((low >>> 8) | (high << 24)) ^ at(LOW, index);
    high = (high >>> 8) ^ at(HIGH, index);
  }
  return [low, high];
}

/** The CRC-64 of two stretches of octets joined, from theirs and the second's length in octets. */
export function combineCrc64(first: bigint, second: bigint, secondLength: number): bigint {
  // Appending a zero bit is a linear map over GF(2); its powers of two are squared into place, octet-wise.
  let matrix = squared(
    squared(squared(Array.from({ length: 64 }, (_, bit) => (bit === 0 ? POLYNOMIAL : 1n << BigInt(bit - 1))))),
  );
  let crc = first;
  for (let left = BigInt(secondLength); left > 0n; left >>= 1n) {
    if (left & 1n) crc = times(matrix, crc);
    matrix = squared(matrix);
  }
  return crc ^ second;
}

function times(matrix: readonly bigint[], vector: bigint): bigint {
  let sum = 0n;
  for (let bit = 0, rest = vector; rest > 0n; bit += 1, rest >>= 1n) if (rest & 1n) sum ^= matrix[bit] ?? 0n;
  return sum;
}

const squared = (matrix: readonly bigint[]): bigint[] => matrix.map((row) => times(matrix, row));
