import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** A file of the page. */
export interface PageAsset {
  readonly contentType: string;
  readonly body: Uint8Array;
}

/** The files of the page by their paths. */
export type PageAssets = ReadonlyMap<string, PageAsset>;

/** Bundles the page, from its sources: no run ever shows a stale one, and nothing has to be built before. */
export async function buildPage(): Promise<PageAssets> {
  const { build } = await import('esbuild');
  const folder = new URL('../page/', import.meta.url);
  const [html, icon, noPicture, { outputFiles }] = await Promise.all([
    readFile(new URL('index.html', folder)),
    readFile(new URL('icon.svg', folder)),
    readFile(new URL('no-picture.svg', folder)),
    build({
      entryPoints: { console: fileURLToPath(new URL('main.tsx', folder)) },
      outdir: '/',
      bundle: true,
      minify: true,
      write: false,
      format: 'esm',
      target: 'es2022',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      logLevel: 'silent',
    }),
  ]);
  const file = (end: string): Uint8Array => outputFiles.find(({ path }) => path.endsWith(end))?.contents ?? html;
  return new Map([
    ['/', { contentType: 'text/html; charset=utf-8', body: html }],
    ['/icon.svg', { contentType: 'image/svg+xml', body: icon }],
    ['/no-picture.svg', { contentType: 'image/svg+xml', body: noPicture }],
    ['/console.js', { contentType: 'text/javascript; charset=utf-8', body: file('.js') }],
    ['/console.css', { contentType: 'text/css; charset=utf-8', body: file('.css') }],
  ]);
}
