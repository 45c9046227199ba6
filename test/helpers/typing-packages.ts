import { dirname } from 'node:path';
import ts from 'typescript';

const OPTIONS = { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext };

/** The packages whose types the built declarations behind a module need, `@types/…` among them. */
export function typingPackages(declaration: string): string[] {
  const packages = new Set<string>();
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const { fileName } of ts.preProcessFile(ts.sys.readFile(file) ?? '').importedFiles) {
      const { resolvedModule } = ts.resolveModuleName(
        fileName,
        file,
        OPTIONS,
        ts.sys,
        undefined,
        undefined,
        ts.ModuleKind.ESNext,
      );
      if (!resolvedModule) continue;
      const name = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(resolvedModule.resolvedFileName)?.[1];
      if (name === undefined) visit(resolvedModule.resolvedFileName);
      else packages.add(name);
    }
  };
  if (!ts.sys.fileExists(declaration)) throw new Error(`nothing is built in ${dirname(declaration)}: npm run build`);
  visit(declaration);
  return [...packages].sort();
}
