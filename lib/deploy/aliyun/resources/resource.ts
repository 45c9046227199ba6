/** A value of a resource: JSON, as the API takes and gives it. */
export type Value = string | number | boolean | null | readonly Value[] | undefined;

/** What a resource is, by name; parts of objects are named by path, `environmentVariables.TRUST`. */
export type Properties = Readonly<Record<string, Value>>;

/** One thing of Alibaba Cloud that a deployment makes, changes and removes. Each call may be repeated. */
export interface Resource {
  /** For people: `function oss-callback-receiver-dev-callback`. */
  readonly title: string;
  readonly desired: Properties;
  /**
   * Resolves to what is there, or to `undefined`. Names that `desired` lacks are reported only where they would have to go.
   * @throws {ForeignResourceError} where it was not made by a deployment of this stage.
   */
  read(): Promise<Properties | undefined>;
  create(): Promise<void>;
  /** Makes it what it should be; `changed` are the names of what differs. */
  update(changed: readonly string[]): Promise<void>;
  /** Removes it; resolves also where there is none. */
  remove(): Promise<void>;
}

/**
 * Names the parts of an object by path. Lists stay whole: their order counts.
 * @example flatten({ a: { b: 1 }, c: [2] }) // { 'a.b': 1, c: [2] }
 */
export function flatten(value: object, prefix = ''): Properties {
  return Object.fromEntries(
    Object.entries(value as Record<string, unknown>).flatMap(([name, part]): [string, Value][] =>
      typeof part === 'object' && part !== null && !Array.isArray(part)
        ? Object.entries(flatten(part, `${prefix}${name}.`))
        : [[`${prefix}${name}`, part as Value]],
    ),
  );
}
