import fc from 'fast-check';
import { combineCrc64, createCrc64 } from '../../../lib/simulator/storage/crc64.ts';

const crc64 = (...chunks: Uint8Array[]): bigint => {
  const crc = createCrc64();
  for (const chunk of chunks) crc.update(chunk);
  return crc.value();
};

/** One bit at a time, as the definition has it. */
function plainCrc64(bytes: Uint8Array): bigint {
  let crc = 0xffffffffffffffffn;
  for (const octet of bytes) {
    crc ^= BigInt(octet);
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1n ? (crc >> 1n) ^ 0xc96c5795d7870f42n : crc >> 1n;
  }
  return crc ^ 0xffffffffffffffffn;
}

describe(createCrc64, () => {
  it('gives the check value of the definition', () => {
    expect(crc64(Buffer.from('123456789'))).toBe(0x995dc9bbdf1939fan);
    expect(crc64()).toBe(0n);
  });

  it('equals the bitwise definition, however the octets are cut', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(100), (bytes, cut) => {
        expect(crc64(bytes.subarray(0, cut), bytes.subarray(cut))).toBe(plainCrc64(bytes));
      }),
    );
  });
});

describe(combineCrc64, () => {
  it('joins the values of two stretches', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ maxLength: 300 }), (a, b) => {
        expect(combineCrc64(crc64(a), crc64(b), b.length)).toBe(crc64(a, b));
      }),
    );
  });
});
