import { readImageInfo } from '../../../lib/simulator/callback/image-info.ts';
import { IMAGES } from '../../helpers/images.ts';

/** Reads from a buffer and counts the octets that were asked for. */
function source(content: Buffer, mimeType = '') {
  let read = 0;
  const info = readImageInfo({
    size: content.length,
    mimeType,
    read: async function* ({ start, end }) {
      read += end - start;
      yield await Promise.resolve(content.subarray(start, end));
    },
  });
  return { info, bytesRead: () => read };
}

describe(readImageInfo, () => {
  it.each(Object.entries(IMAGES))('reads a %s, whatever type it is stored as', async (format, image) => {
    await expect(source(image, 'text/plain').info).resolves.toStrictEqual({ width: 3, height: 2, format });
  });

  it.each([
    { name: 'text', content: Buffer.from('hello'), mimeType: 'text/plain' },
    { name: 'text that begins like a bitmap', content: Buffer.from('BMW builds cars, and has done so'), mimeType: '' },
    { name: 'nothing', content: Buffer.alloc(0), mimeType: 'application/octet-stream' },
  ])('says that $name is not an image', async ({ content, mimeType }) => {
    await expect(source(content, mimeType).info).resolves.toBe('not-an-image');
  });

  it.each([
    { name: 'text that is called an image', content: Buffer.from('hello'), mimeType: 'image/png' },
    { name: 'an empty image', content: Buffer.alloc(0), mimeType: 'image/jpeg' },
    {
      name: 'a format that OSS does not read',
      content: Buffer.from('<svg width="1" height="1"/>'),
      mimeType: 'image/svg+xml',
    },
    { name: 'a PNG cut off', content: (IMAGES['png'] ?? Buffer.alloc(0)).subarray(0, 14), mimeType: 'image/png' },
    {
      name: 'a JPEG of garbage',
      content: Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(5000, 7)]),
      mimeType: '',
    },
    { name: 'a TIFF whose directory is nowhere', content: Buffer.from('49492a00ffffff7f', 'hex'), mimeType: '' },
    {
      name: 'a HEIC whose boxes never end',
      content: Buffer.concat([Buffer.from('00000018667479706865696300000000', 'hex'), Buffer.alloc(64)]),
      mimeType: 'image/heic',
    },
  ])('says that $name cannot be read', async ({ content, mimeType }) => {
    await expect(source(content, mimeType).info).resolves.toBe('unreadable');
  });

  it('reads no more of a large object than it needs', async () => {
    const large = Buffer.concat([IMAGES['png'] ?? Buffer.alloc(0), Buffer.alloc(30_000_000)]);
    const { info, bytesRead } = source(large, 'image/png');
    await expect(info).resolves.toMatchObject({ format: 'png' });
    expect(bytesRead()).toBeLessThan(100_000);
    const text = source(Buffer.alloc(30_000_000, 'a'));
    await expect(text.info).resolves.toBe('not-an-image');
    expect(text.bytesRead()).toBeLessThan(100);
    const broken = source((IMAGES['png'] ?? Buffer.alloc(0)).subarray(0, 14), 'image/png');
    await expect(broken.info).resolves.toBe('unreadable');
    expect(broken.bytesRead()).toBe(28);
  });

  it('finds the size of a JPEG behind a large profile', async () => {
    const segment = Buffer.concat([Buffer.from('ffe2ffff', 'hex'), Buffer.alloc(65_533)]);
    const jpeg = IMAGES['jpg'] ?? Buffer.alloc(0);
    const large = Buffer.concat([jpeg.subarray(0, 2), ...Array.from({ length: 20 }, () => segment), jpeg.subarray(2)]);
    await expect(source(large, 'image/jpeg').info).resolves.toStrictEqual({ width: 3, height: 2, format: 'jpg' });
  });
});
