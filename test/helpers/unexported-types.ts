import { resolve } from 'node:path';
import ts from 'typescript';

const LIB = resolve('lib');

/** Types of ours that a module's exports name and that it does not export: who uses it could not write them down. */
export function unexportedTypes(module: string): string[] {
  const { config } = ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path)) as { config: object };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, '.');
  const program = ts.createProgram([module], options);
  const checker = program.getTypeChecker();
  const meant = (symbol: ts.Symbol): ts.Symbol =>
    (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
  const source = program.getSourceFile(module);
  const exports = source && checker.getSymbolAtLocation(source);
  if (!exports) throw new Error(`${module} is no module`);
  const exported = new Set(checker.getExportsOfModule(exports).map(meant));
  const missing = new Set<string>();
  const visit = (node: ts.Node): void => {
    // What happens inside of a function is nobody's business.
    if (ts.isBlock(node)) return;
    if (ts.isParameter(node)) {
      if (node.type) visit(node.type);
      return;
    }
    const name = ts.isTypeReferenceNode(node) ? node.typeName : undefined;
    const symbol = name && checker.getSymbolAtLocation(name);
    const type = symbol && meant(symbol);
    const isOurs = type?.declarations?.[0]?.getSourceFile().fileName.startsWith(LIB) ?? false;
    if (type && isOurs && !exported.has(type) && (type.flags & ts.SymbolFlags.TypeParameter) === 0)
      missing.add(type.name);
    ts.forEachChild(node, visit);
  };
  for (const symbol of exported) symbol.declarations?.forEach(visit);
  return [...missing].sort();
}
