/** A programming language, as far as its string literals differ from those of the others. */
export type SourceLanguage =
  'php' | 'ruby' | 'python' | 'java' | 'kotlin' | 'csharp' | 'go' | 'c' | 'objective-c' | 'javascript';

// The first that fits is taken, so the tell-tale ones come first.
const SIGNS: readonly (readonly [SourceLanguage, RegExp])[] = [
  ['php', /<\?php|OssClient::|(?:^|[\s(,])\$\w+\s*(?:=|->|\[)|\barray\s*\(|<<<['"]?\w/],
  ['csharp', /\bCallbackHeaderBuilder\b|\busing\s+[\w.]+;|\bstring\s+\w+\s*=|\bDictionary<|\$@?"|@\$"/],
  ['objective-c', /@"|@\{|\bNSDictionary\b/],
  ['kotlin', /^\s*(?:\w+\s+)?(?:val\s+\w+\s*[:=]|fun\s+\w+\s*\()|\bmapOf\s*\(/m],
  [
    'java',
    /\bset(?:Callback|Calback)\w*\s*\(|\baddCallbackVar\b|\bString\s+\w+\s*=|\bnew\s+HashMap\b|\bpublic\s+class\b/,
  ],
  ['go', /:=|\bpackage\s+\w|\bfunc\s+\w|\bmap\[string\]/],
  ['c', /#include|\bchar\s*\*|\baos_|\bapr_|\bstd::/],
  ['ruby', /Aliyun::OSS|\bBase64\.strict_encode64|^\s*puts\s|\.to_json\b|^\s*require\s+['"]|:\w+\s*=>/m],
  [
    'python',
    /^\s*import\s+[\w.]+(?:\s+as\s+\w+)?\s*(?:#.*)?$|^\s*from\s+[\w.]+\s+import\b|^\s*def\s+\w|\bb64encode\b|\bTrue\b|\bNone\b|json\.dumps|'''|"""|^\s*#/m,
  ],
];

/** Guesses the language of a snippet; JavaScript where nothing else shows. */
export function sourceLanguage(source: string): SourceLanguage {
  return SIGNS.find(([, sign]) => sign.test(source))?.[0] ?? 'javascript';
}
