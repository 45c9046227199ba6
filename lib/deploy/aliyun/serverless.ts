/** A function as serverless.aliyun.yml declares it. */
export interface FunctionDeclaration {
  /** On Function Compute; the framework makes it of service, stage and key. */
  readonly name: string;
  /** Module and export that `serverless invoke local` calls: `handlers/fc/callback.handler`. */
  readonly handler: string;
  /** Module that the deployed function runs, without its extension: `handlers/fc/server`. */
  readonly server: string;
  readonly description?: string;
  /** In seconds. */
  readonly timeout?: number;
  /** In MB. */
  readonly memorySize?: number;
  /** In vCPU. */
  readonly cpu?: number;
  /** How many requests an instance works on at a time. */
  readonly instanceConcurrency?: number;
  readonly reservedConcurrency?: number | string | null;
  /** ARN of the role that the function takes on. */
  readonly role?: string;
  readonly vpc?: VpcDeclaration;
  readonly environment?: Readonly<Record<string, string | number | boolean | null>>;
  /** Whether anybody may call it over HTTP. */
  readonly http?: boolean;
  readonly domain?: DomainDeclaration;
  readonly async?: AsyncDeclaration;
  readonly alarms?: readonly AlarmDeclaration[];
  readonly events: readonly unknown[];
  package?: { artifact?: string };
}

/** Where a function finds what has private addresses only. */
export interface VpcDeclaration {
  readonly id?: string;
  /** Separated by commas. */
  readonly vSwitches?: string;
  readonly securityGroup?: string;
}

/** A domain of one's own. */
export interface DomainDeclaration {
  readonly name?: string;
  /** PEM files; https needs both. */
  readonly certificateFile?: string;
  readonly privateKeyFile?: string;
}

/** What becomes of an asynchronous invocation. */
export interface AsyncDeclaration {
  readonly retries?: number;
  readonly maxAgeSeconds?: number;
  /** What takes the invocations that failed for good: an ARN, or the key of a function of the same file. */
  readonly failureDestination?: string;
}

/** An alarm: `metric` of CloudMonitor over a minute is more than `threshold`. */
export interface AlarmDeclaration {
  readonly name: string;
  readonly metric: string;
  readonly threshold?: number;
}

/** What the framework was told of the provider. */
export interface ProviderDeclaration {
  readonly stage: string;
  readonly region?: string;
  readonly accountId?: string;
  readonly runtime?: string;
  /** The Node of the runtime, or of a layer. */
  readonly node?: string;
  /** ARNs of layers; what they hold is under `/opt`. */
  readonly layers?: readonly string[];
  readonly logs?: { readonly project?: string; readonly logstore?: string };
  /** Name of the contact group of CloudMonitor that alarms tell. */
  readonly alarmContactGroup?: string;
  readonly environment?: Readonly<Record<string, string | number | boolean | null>>;
}

/** Options of the commands, as the framework read them. */
export type CommandOptions = Readonly<Record<string, string | boolean | readonly string[] | null | undefined>>;

/** What this plugin reads and sets of the Serverless Framework. */
export interface Serverless {
  readonly serviceDir: string;
  /** An error whose message is shown without a stack. */
  readonly classes: { readonly Error: new (message: string, code?: string) => Error };
  readonly configSchemaHandler: { defineProvider(name: string, schema: object): void };
  readonly processedInput: { readonly commands: readonly string[] };
  setProvider(name: string, provider: object): void;
  readonly service: {
    readonly service: string;
    readonly provider: ProviderDeclaration;
    readonly functions: Readonly<Record<string, FunctionDeclaration>>;
    readonly custom?: { readonly esbuild?: Readonly<Record<string, unknown>> };
    readonly package?: { readonly path?: string };
  };
}

/** What the framework hands a plugin beside the service. */
export interface PluginUtils {
  readonly log: { notice(message?: string): void; warning(message: string): void };
  /** Writes to standard output. */
  readonly writeText: (text: string) => void;
}

/** What a provider's plugin gives back: options beside the framework's own, and functions by the name of the moment they run at. */
export interface Plugin {
  readonly provider: string;
  readonly commands: Readonly<Record<string, { readonly options: object }>>;
  readonly hooks: Readonly<Record<string, () => void | Promise<void>>>;
}
