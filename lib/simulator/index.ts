export { startSimulator } from './start-simulator.ts';
export type { Simulator, SimulatorOptions } from './start-simulator.ts';
export type { SimulatorCredentials } from './auth/credentials.ts';
export type { AnswerVerdict } from './callback/judge-answer.ts';
export type { Fault } from './fault.ts';
export type { FaultQueue } from './fault-queue.ts';
export type { Domains } from './locate.ts';
export type {
  CallbackAnsweredEvent,
  CallbackSentEvent,
  ReplyEvent,
  RequestEvent,
  SimulatorEvent,
  StoredEvent,
} from './simulator-event.ts';
export type { CallbackFilter, ObservedCallback, Spy } from './spy.ts';
