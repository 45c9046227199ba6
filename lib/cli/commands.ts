import type { CliCommandEntry } from './cli-command.ts';

/** What the groups of commands are about. */
export const COMMAND_GROUPS: Readonly<Record<string, string>> = {
  uploads: 'look at the uploads that the worker recorded, or forget one',
  dlq: 'look at the messages that could not be processed, and have them processed again',
};

/** Every command there is, in the order of the help. */
export const COMMANDS: readonly CliCommandEntry[] = [
  {
    words: ['build'],
    summary: 'make callback parameters that OSS takes',
    load: async () => (await import('./commands/build.ts')).buildCommand,
  },
  {
    words: ['lint'],
    summary: 'find what is wrong with callback parameters, and mend it',
    load: async () => (await import('./commands/lint.ts')).lintCommand,
  },
  {
    words: ['decode'],
    summary: 'show the callback in a header, a URL, a form, a command or source code',
    load: async () => (await import('./commands/decode.ts')).decodeCommand,
  },
  {
    words: ['render'],
    summary: 'show the body that OSS would send',
    load: async () => (await import('./commands/render.ts')).renderCommand,
  },
  {
    words: ['explain'],
    summary: 'explain an error of OSS or of this project, and what to do',
    load: async () => (await import('./commands/explain.ts')).explainCommand,
  },
  {
    words: ['snippet'],
    summary: 'write the client code for an SDK',
    load: async () => (await import('./commands/snippet.ts')).snippetCommand,
  },
  {
    words: ['verify'],
    summary: 'tell whether a captured callback is genuine, or what change would make it so',
    load: async () => (await import('./commands/verify.ts')).verifyCommand,
  },
  {
    words: ['send'],
    summary: 'play OSS: send a signed callback and judge the answer',
    load: async () => (await import('./commands/send.ts')).sendCommand,
  },
  {
    words: ['replay'],
    summary: 'send a captured callback again',
    load: async () => (await import('./commands/replay.ts')).replayCommand,
  },
  {
    words: ['probe'],
    summary: 'check a callback server against every rule of OSS, and against forgers',
    load: async () => (await import('./commands/probe.ts')).probeCommand,
  },
  {
    words: ['listen'],
    summary: 'show and verify callbacks on this machine, storing nothing',
    load: async () => (await import('./commands/listen.ts')).listenCommand,
  },
  {
    words: ['simulate'],
    summary: 'run an OSS on this machine that takes uploads and calls back',
    load: async () => (await import('./commands/simulate.ts')).simulateCommand,
  },
  {
    words: ['uploads', 'list'],
    summary: 'list uploads, newest first',
    load: async () => (await import('./commands/uploads-list.ts')).uploadsListCommand,
  },
  {
    words: ['uploads', 'show'],
    summary: 'show all that is known of one upload',
    load: async () => (await import('./commands/uploads-show.ts')).uploadsShowCommand,
  },
  {
    words: ['uploads', 'forget'],
    summary: 'erase what is known of one upload',
    load: async () => (await import('./commands/uploads-forget.ts')).uploadsForgetCommand,
  },
  {
    words: ['dlq', 'list'],
    summary: 'list dead letters, each with the reason of its last failure',
    load: async () => (await import('./commands/dlq-list.ts')).dlqListCommand,
  },
  {
    words: ['dlq', 'show'],
    summary: 'show one dead letter and its message',
    load: async () => (await import('./commands/dlq-show.ts')).dlqShowCommand,
  },
  {
    words: ['dlq', 'redrive'],
    summary: 'hand all dead letters to the worker again',
    load: async () => (await import('./commands/dlq-redrive.ts')).dlqRedriveCommand,
  },
  {
    words: ['stats'],
    summary: 'total uploads and bytes by bucket, day and MIME type',
    load: async () => (await import('./commands/stats.ts')).statsCommand,
  },
  {
    words: ['migrate'],
    summary: 'create or update the tables of STORE=postgres',
    load: async () => (await import('./commands/migrate.ts')).migrateCommand,
  },
  {
    words: ['purge'],
    summary: 'delete from the tables of STORE=postgres what has expired',
    load: async () => (await import('./commands/purge.ts')).purgeCommand,
  },
];
