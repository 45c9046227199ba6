import { effect, signal } from '@preact/signals';
import type { SlimEvent } from '../console-event.ts';
import { MAX_UPLOAD_BYTES } from '../setup.ts';
import { ask, withQuery } from './api.ts';
import { formatBytes } from './format.ts';
import { go, say, setup } from './state.ts';

/** What stands in the upload panel. */
export const draft = {
  transport: signal<'put' | 'form' | 'multipart'>('put'),
  bucket: signal('my-bucket'),
  /** Of the next file; empty: its own name. */
  object: signal(''),
  fault: signal(''),
  callback: signal(''),
  vars: signal('{ "x:user": "42" }'),
};

const TEMPLATE =
  '{"bucket":${bucket},"object":${object},"etag":${etag},"size":${size},"mimeType":${mimeType},' +
  '"height":${imageInfo.height},"width":${imageInfo.width},"reqId":${reqId},"user":${x:user}}';

/** Writes the callback that fits this receiver. */
export function resetCallback(): void {
  const callbackUrl = setup.value?.callbackUrl ?? '';
  const fields = { callbackUrl, callbackBodyType: 'application/json', callbackBody: TEMPLATE };
  draft.callback.value = JSON.stringify(fields, null, 2);
}

effect(() => {
  if (setup.value && draft.callback.peek() === '') resetCallback();
});

let expected: string | undefined;

/** Uploads a file as the panel says, and follows it. */
export async function sendFile(file: File): Promise<void> {
  const object = draft.object.value || file.name;
  if (file.size > MAX_UPLOAD_BYTES) {
    say(`${object} was not sent: at most ${formatBytes(MAX_UPLOAD_BYTES)} can be sent from here`);
    return;
  }
  // For this file alone: the next one would overwrite it.
  draft.object.value = '';
  expected = object;
  say(`Uploading ${object}`);
  try {
    const query = {
      transport: draft.transport.value,
      bucket: draft.bucket.value,
      object,
      type: file.type || 'application/octet-stream',
      fault: draft.fault.value,
      callback: draft.callback.value.trim(),
      vars: draft.vars.value.trim(),
    };
    const { status } = await ask<{ status: number }>(withQuery('/api/send', query), { method: 'POST', body: file });
    say(`${object}: the client was told ${status}`);
  } catch (error) {
    if (expected === object) expected = undefined;
    say(`${object} was not sent: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Opens the journey of the upload that was just sent, as soon as it is heard of. */
export function followSent(events: readonly SlimEvent[]): void {
  for (const event of events) {
    if (event.type !== 'upload-requested' && event.type !== 'upload-stored') continue;
    if (event.object !== expected) continue;
    expected = undefined;
    go('timeline', event.ossRequestId);
  }
}

let samples = 0;

/** Draws a picture, so that there is something to send at once. */
export async function sendSample(): Promise<void> {
  samples += 1;
  const canvas = document.createElement('canvas');
  canvas.width = 480;
  canvas.height = 320;
  const context = canvas.getContext('2d');
  if (context) {
    const sky = context.createLinearGradient(0, 0, 480, 320);
    const hue = (samples * 47 + 150) % 360;
    sky.addColorStop(0, `hsl(${hue} 60% 45%)`);
    sky.addColorStop(1, `hsl(${(hue + 50) % 360} 70% 70%)`);
    context.fillStyle = sky;
    context.fillRect(0, 0, 480, 320);
    context.fillStyle = 'rgb(255 255 255 / 85%)';
    context.beginPath();
    context.arc(360, 90, 38, 0, 7);
    context.fill();
    context.fillStyle = `hsl(${hue} 50% 25% / 80%)`;
    context.beginPath();
    context.moveTo(0, 320);
    context.lineTo(150, 140);
    context.lineTo(260, 260);
    context.lineTo(330, 190);
    context.lineTo(480, 320);
    context.fill();
  }
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/png');
  });
  if (blob) await sendFile(new File([blob], `sample-${samples}.png`, { type: 'image/png' }));
}
