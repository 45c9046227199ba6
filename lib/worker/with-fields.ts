import type { Logger } from '../logger.ts';

/** Makes a logger that adds `fields` to each line. */
export function withFields(logger: Logger, fields: object): Logger {
  return {
    isDebug: logger.isDebug,
    debug: (more, message) => {
      logger.debug({ ...more, ...fields }, message);
    },
    info: (more, message) => {
      logger.info({ ...more, ...fields }, message);
    },
    warn: (more, message) => {
      logger.warn({ ...more, ...fields }, message);
    },
    error: (more, message) => {
      logger.error({ ...more, ...fields }, message);
    },
  };
}
