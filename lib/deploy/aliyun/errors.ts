import { OssCallbackError } from '../../errors.ts';

/** Alibaba Cloud refused a call, or could not be reached. `operation` is the API's name of it. */
export class CloudCallError extends OssCallbackError {
  readonly code = 'ERR_CLOUD_CALL';
  readonly operation: string;
  /** HTTP status of the refusal; absent where there was no answer. */
  readonly status?: number;
  constructor(
    operation: string,
    reason: string,
    options: ErrorOptions & { readonly status?: number | undefined } = {},
  ) {
    super(`${operation} failed: ${reason}`, options);
    this.operation = operation;
    if (options.status !== undefined) this.status = options.status;
  }
}

/** Something of that name is there already and was not made by a deployment of this stage: it is not touched. */
export class ForeignResourceError extends OssCallbackError {
  readonly code = 'ERR_FOREIGN_RESOURCE';
  readonly resource: string;
  constructor(resource: string) {
    super(`${resource} exists, and no deployment of this stage made it: rename it, remove it, or choose another stage`);
    this.resource = resource;
  }
}

/** The deployed function answered an invocation with an error. */
export class InvocationFailedError extends OssCallbackError {
  readonly code = 'ERR_INVOCATION_FAILED';
}

/** The changes were shown, and whoever was asked did not agree. */
export class NotConfirmedError extends OssCallbackError {
  readonly code = 'ERR_NOT_CONFIRMED';
}
