import type { SlimEvent } from '../console-event.ts';
import { describeJourney } from './describe-journey.ts';
import type { Journey } from './journey.ts';

/** Sorts what was heard into journeys. */
export interface Timeline<E extends SlimEvent = SlimEvent> {
  /** Takes an event; gives the key of the journey that it changed, where it belongs to one. */
  apply(event: E): string | undefined;
  journey(key: string): Journey | undefined;
  /** The events of a journey, in the order in which they came. */
  events(key: string): readonly E[];
  /** The journey in which a message of the queue was last seen. */
  keyOfMessage(messageId: string): string | undefined;
  /** Newest first. */
  keys(): readonly string[];
  clear(): void;
}

/** Journeys that are kept: more than anybody scrolls through. */
const MAX_JOURNEYS = 2_000;
/** Of one journey: a callback may come again and again. How it began and how it ended are kept. */
const MAX_EVENTS = 200;
/** Uploads of which the queue has told before the receiver did. */
const MAX_EARLY = 500;

/** Creates a timeline. A journey is found by OSS's request id, the upload's own id, or the message's, whichever is known. */
export function createTimeline<E extends SlimEvent>(): Timeline<E> {
  const journeys = new Map<string, E[]>();
  const described = new Map<string, Journey>();
  const keyByUpload = new Map<string, string>();
  const keyByMessage = new Map<string, string>();
  // A message is on the queue before the receiver's line about it is written.
  const early = new Map<string, E[]>();
  const heldByMessage = new Map<string, string>();

  const adopt = (uploadId: string, key: string): void => {
    if (keyByUpload.has(uploadId)) return;
    keyByUpload.set(uploadId, key);
    takeEarly(key, [uploadId]);
  };
  const add = (key: string, event: E): string => {
    const events = journeys.get(key);
    if (!events) begin(key, event);
    else if (events.push(event) > MAX_EVENTS) events.splice(MAX_EVENTS / 2, 1);
    described.delete(key);
    if (event.type === 'message-sent') keyByMessage.set(event.messageId, key);
    return key;
  };
  const begin = (key: string, event: E): void => {
    journeys.set(key, [event]);
    const [oldest] = journeys.keys();
    if (journeys.size > MAX_JOURNEYS && oldest !== undefined) forget(oldest);
  };
  const forget = (key: string): void => {
    for (const event of journeys.get(key) ?? []) {
      if ('uploadId' in event && keyByUpload.get(event.uploadId ?? '') === key)
        keyByUpload.delete(event.uploadId ?? '');
      if ('messageId' in event && keyByMessage.get(event.messageId) === key) keyByMessage.delete(event.messageId);
    }
    journeys.delete(key);
    described.delete(key);
  };
  const hold = (id: string, event: E): void => {
    early.set(id, [...(early.get(id) ?? []), event]);
    const [oldest] = early.keys();
    if (early.size <= MAX_EARLY || oldest === undefined) return;
    release(oldest);
  };
  const release = (id: string): readonly E[] => {
    const waiting = early.get(id) ?? [];
    early.delete(id);
    for (const event of waiting) if (event.type === 'message-sent') heldByMessage.delete(event.messageId);
    return waiting;
  };
  const takeEarly = (key: string, ids: readonly (string | undefined)[]): void => {
    for (const id of ids) {
      if (id === undefined) continue;
      for (const event of release(id)) add(key, event);
    }
  };

  return {
    apply(event) {
      switch (event.type) {
        case 'upload-requested':
        case 'upload-stored':
        case 'callback-sent':
        case 'callback-changed':
        case 'callback-answered':
        case 'upload-answered':
          return add(event.ossRequestId, event);
        case 'receiver-decided': {
          const { ossRequestId, uploadId } = event;
          const known = ossRequestId !== undefined && journeys.has(ossRequestId) ? ossRequestId : undefined;
          const key = known ?? keyByUpload.get(uploadId ?? '') ?? `callback:${event.requestId}`;
          add(key, event);
          if (uploadId !== undefined) adopt(uploadId, key);
          return key;
        }
        case 'message-sent': {
          const key = keyByUpload.get(event.uploadId ?? '');
          if (key !== undefined) return add(key, event);
          const held = event.uploadId ?? event.messageId;
          heldByMessage.set(event.messageId, held);
          hold(held, event);
          return undefined;
        }
        case 'message-received':
        case 'message-deleted': {
          const key = keyByMessage.get(event.messageId);
          if (key !== undefined) return add(key, event);
          const held = heldByMessage.get(event.messageId);
          if (held !== undefined) hold(held, event);
          return undefined;
        }
        case 'worker-reported': {
          const { uploadId, messageId } = event;
          const key = keyByUpload.get(uploadId ?? '') ?? keyByMessage.get(messageId) ?? `message:${messageId}`;
          takeEarly(key, [uploadId, messageId]);
          add(key, event);
          if (uploadId !== undefined) adopt(uploadId, key);
          keyByMessage.set(messageId, key);
          return key;
        }
        case 'function-logged': {
          const key = keyByUpload.get(event.uploadId ?? '');
          return key === undefined ? undefined : add(key, event);
        }
      }
    },
    journey(key) {
      const events = journeys.get(key);
      if (!events) return undefined;
      const journey = described.get(key) ?? describeJourney(key, events);
      described.set(key, journey);
      return journey;
    },
    events: (key) => journeys.get(key) ?? [],
    keyOfMessage: (messageId) => keyByMessage.get(messageId),
    keys: () => [...journeys.keys()].reverse(),
    clear() {
      for (const map of [journeys, described, keyByUpload, keyByMessage, early, heldByMessage]) map.clear();
    },
  };
}
