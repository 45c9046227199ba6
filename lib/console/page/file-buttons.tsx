import { useRef } from 'preact/hooks';
import { sendFile, sendSample } from './send.ts';

/** Sends a file that is chosen, or a sample. */
export function FileButtons() {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div class="buttons">
      <button class="button button-first" type="button" onClick={() => void sendSample()}>
        Send a sample image
      </button>
      <button class="button" type="button" onClick={() => input.current?.click()}>
        Choose a file…
      </button>
      <input
        ref={input}
        class="file-input"
        type="file"
        aria-label="File to upload"
        tabIndex={-1}
        multiple
        onChange={({ currentTarget }) => {
          for (const file of currentTarget.files ?? []) void sendFile(file);
          currentTarget.value = '';
        }}
      />
    </div>
  );
}
