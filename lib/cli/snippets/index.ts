import { androidSnippets } from './android.ts';
import { browserSnippets } from './browser.ts';
import { cSnippets } from './c.ts';
import { csharpSnippets } from './csharp.ts';
import { curlSnippets } from './curl.ts';
import { goSnippets } from './go.ts';
import { iosSnippets } from './ios.ts';
import { javaSnippets } from './java.ts';
import { nodeSnippets } from './node.ts';
import { phpSnippets } from './php.ts';
import { pythonSnippets } from './python.ts';
import { rubySnippets } from './ruby.ts';
import type { Sdk, SdkSnippets } from './snippet.ts';

/** The snippets of every SDK. An SDK without any does not compile. */
export const SNIPPETS: Readonly<Record<Sdk, SdkSnippets>> = {
  java: javaSnippets,
  python: pythonSnippets,
  php: phpSnippets,
  csharp: csharpSnippets,
  node: nodeSnippets,
  browser: browserSnippets,
  c: cSnippets,
  ruby: rubySnippets,
  go: goSnippets,
  ios: iosSnippets,
  android: androidSnippets,
  curl: curlSnippets,
};
