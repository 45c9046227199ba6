/** Asks the console's server. */
export async function ask<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await fetch(path, init);
  const value = (await response.json()) as T & { readonly message?: string };
  if (!response.ok) throw new Error(value.message ?? `The console answered ${response.status}.`);
  return value;
}

/** Makes a query of what is given. */
export function withQuery(path: string, query: Readonly<Record<string, string>>): string {
  return `${path}?${new URLSearchParams(query).toString()}`;
}
