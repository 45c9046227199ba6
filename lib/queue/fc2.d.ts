declare module '@alicloud/fc2' {
  /** The client of Function Compute's API 2016-08-15, which comes without types; what is used of it. */
  export default class Client {
    constructor(
      accountId: string,
      config: {
        readonly accessKeyID: string;
        readonly accessKeySecret: string;
        readonly securityToken?: string | undefined;
        readonly region: string;
        readonly endpoint?: string;
        readonly secure?: boolean;
        /** Milliseconds. */
        readonly timeout?: number;
        readonly headers?: Readonly<Record<string, string>>;
      },
    );
    /** Rejects where the answer is not 2xx; the error's `code` is the service's own. */
    invokeFunction(
      service: string,
      name: string,
      event: Buffer,
      headers: Readonly<Record<string, string>>,
    ): Promise<{ readonly headers: Readonly<Record<string, string | undefined>>; readonly data: unknown }>;
  }
}
