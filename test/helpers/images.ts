const hex = (...parts: string[]): Buffer => Buffer.from(parts.join('').replaceAll(' ', ''), 'hex');

/** One image of 3 by 2 pixels a format that OSS reads, by OSS's name of the format; as much of it as tells its size. */
export const IMAGES: Readonly<Record<string, Buffer>> = {
  png: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAEUlEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==',
    'base64',
  ),
  jpg: hex(
    'ffd8 ffe0 0010 4a464946 00 0101 00 0001 0001 00 00',
    'ffc0 0011 08 0002 0003 03 012200 021101 031101',
    'ffd9',
  ),
  gif: hex('474946383961 0300 0200 80 00 00 000000 ffffff 2c 00000000 0300 0200 00 02 02 8453 00 3b'),
  bmp: hex('424d 4e000000 0000 0000 36000000 28000000 03000000 02000000 0100 1800', '00'.repeat(48)),
  webp: hex('52494646 1a000000 57454250 5650384c 0d000000 2f 02400000', '00'.repeat(12)),
  tiff: hex('49492a00 08000000 0200 0001 0300 01000000 03000000 0101 0300 01000000 02000000 00000000', '00'.repeat(32)),
  heic: hex(
    '00000018 66747970 68656963 00000000 6d696631 68656963',
    '00000030 6d657461 00000000',
    '00000024 69707270 0000001c 6970636f 00000014 69737065 00000000 00000003 00000002',
  ),
};
