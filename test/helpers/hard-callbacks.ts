import type { BuildCallbackOptions } from '../../lib/params/build-options.ts';

/** Callbacks that programming languages, JSON and shells like to spoil, besides some plain ones. */
export const HARD_CALLBACKS: readonly BuildCallbackOptions[] = [
  {
    url: 'https://example.com/callback',
    body: '{"bucket":${bucket},"object":${object},"my_var":${x:my_var}}',
    vars: { 'x:my_var': 'v' },
  },
  { url: 'http://example.com/callback', body: 'bucket=${bucket}&object=${object}', host: 'example.org' },
  {
    urls: ['http://a.example.com/?a=1&b=%2F', 'https://b.example.com/中文'],
    sni: false,
    body: `{"quote":"it's \\"\\\\\\" \`\${size}\` #{1} %s ??= @ \\n","图":\${object},"emoji":"😀","tab":"\t"}`,
    bodyType: 'application/json',
    vars: { 'x:键': `'"\\\`#{1}??/\n\r\t\u0001\u007f\u2028é😀`, 'x:b': '' },
  },
];
