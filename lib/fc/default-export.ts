/**
 * Finds the default export of a CommonJS module of Alibaba's, once it is imported: Node, bundlers and loaders of TypeScript do not
 * agree on whether it stands one `default` deep or two.
 */
export function defaultExport<T extends object>(imported: T | { readonly default: T }): T {
  return 'default' in imported ? imported.default : imported;
}
