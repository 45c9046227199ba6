/**
 * What a package of CommonJS exports, imported dynamically: Node puts it under `default`, and so types it; the loader of this
 * plugin (tsx, which makes a `require` of it) gives the package's own `default` there, and the rest beside it.
 */
export function commonJs<T extends object>(module: { readonly default: T }): T {
  return typeof module.default === 'object' ? module.default : (module as unknown as T);
}
