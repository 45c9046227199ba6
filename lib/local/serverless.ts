/** A value of a CloudFormation template: as written, intrinsic functions included. */
export type TemplateValue =
  string | number | boolean | null | undefined | readonly TemplateValue[] | { readonly [key: string]: TemplateValue };

/** An object of a CloudFormation template. */
export type TemplateObject = Readonly<Record<string, TemplateValue>>;

/** A function as serverless.yml declares it. */
export interface FunctionDefinition {
  readonly name: string;
  readonly handler: string;
  environment?: Record<string, TemplateValue>;
  readonly events: Record<string, TemplateValue>[];
}

/** What this project's plugin reads and sets of the Serverless Framework's service. */
export interface Serverless {
  readonly serviceDir: string;
  /** An error whose message is shown without a stack. */
  readonly classes: { readonly Error: new (message: string) => Error };
  readonly pluginManager: { readonly plugins: readonly object[] };
  readonly processedInput: { readonly commands: readonly string[] };
  readonly service: {
    readonly service: string;
    readonly functions: Record<string, FunctionDefinition>;
    readonly provider: {
      readonly stage: string;
      readonly region: string;
      environment?: Record<string, TemplateValue>;
    };
    readonly resources?: { readonly Resources?: Readonly<Record<string, ResourceDefinition>> };
    custom: { esbuild: Record<string, unknown>; 'serverless-offline': Record<string, unknown> };
  };
}

/** A resource as serverless.yml declares it. */
export interface ResourceDefinition {
  readonly Type: string;
  readonly Properties?: TemplateObject;
}

/** What the framework hands a plugin beside the service. */
export interface PluginUtils {
  readonly log: { notice(message?: string): void; warning(message: string): void; error(message: string): void };
}

/** Computes variables of serverless.yml: `${name(params):address}`. */
export interface VariableSource {
  readonly resolve: (asked: { readonly address: string; readonly params?: readonly string[] }) => {
    readonly value: TemplateValue;
  };
}

/** What a plugin gives back: functions by the name of the moment they run at, and variables by name. */
export interface Plugin {
  readonly configurationVariablesSources: Readonly<Record<string, VariableSource>>;
  readonly hooks: Readonly<Record<string, () => void | Promise<void>>>;
}
