/** The one set of access keys that a simulator knows. */
export interface SimulatorCredentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** The STS token that requests must carry; where absent, a request may carry any token, or none. */
  readonly securityToken?: string;
}

/** What the simulator takes unless told otherwise. No secret: it opens nothing but a simulator on loopback. */
export const LOCAL_CREDENTIALS: SimulatorCredentials = {
  accessKeyId: 'local-access-key',
  accessKeySecret: 'local-access-secret',
};

/** Options that all four kinds of signature share. */
export interface SignatureOptions {
  readonly credentials: SimulatorCredentials;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Region that V4 signatures must be for, such as `cn-hangzhou`; any where absent. */
  readonly region?: string | undefined;
}
