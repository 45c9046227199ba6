import { useEffect, useState } from 'preact/hooks';
import { FileButtons } from './file-buttons.tsx';
import { Inspector } from './inspector.tsx';
import { sendFile } from './send.ts';
import { SendView } from './send-view.tsx';
import { connection, depth, go, keys, notice, selected, view, type View } from './state.ts';
import { TimelineView } from './timeline-view.tsx';
import { UploadsView } from './uploads-view.tsx';

const TABS: readonly (readonly [View, string])[] = [
  ['timeline', 'Timeline'],
  ['send', 'Send an upload'],
  ['uploads', 'Uploads'],
];
const CONNECTIONS = { connecting: 'Connecting', live: 'Live', lost: 'Connection lost, trying again' } as const;

/** The whole page. */
export function App() {
  const isOver = useDroppedFiles();
  const isInspecting = view.value === 'timeline' && selected.value !== undefined;
  const hasRows = view.value === 'timeline' && keys.value.length > 0;
  return (
    <div class={`app${isOver ? ' app-drop' : ''}`}>
      <Header />
      <main
        class={`main${hasRows ? ' main-rows' : ''}${isInspecting ? ' main-split' : ''}`}
        // What is recorded may be long, with nothing in it that takes the focus.
        tabIndex={view.value === 'uploads' ? 0 : undefined}
      >
        {view.value === 'timeline' && (hasRows ? <TimelineView /> : <EmptyState />)}
        {view.value === 'send' && <SendView />}
        {view.value === 'uploads' && <UploadsView />}
        {isInspecting && <Inspector key={selected.value} id={selected.value ?? ''} />}
      </main>
      <p class="notices" role="status">
        {notice.value.text !== '' && (
          <span key={notice.value.number} class="notice">
            {notice.value.text}
          </span>
        )}
      </p>
      {isOver && (
        <div class="drop-hint" aria-hidden="true">
          Drop it: it goes to the local OSS
        </div>
      )}
    </div>
  );
}

function Header() {
  const { waiting = 0, inFlight = 0, dead = 0 } = depth.value ?? {};
  return (
    <header class="header">
      <h1 class="brand">
        <img src="/icon.svg" alt="" width="22" height="22" /> OSS callbacks
      </h1>
      <nav class="tabs" aria-label="Views">
        {TABS.map(([name, title]) => (
          <a key={name} href={`#/${name}`} class="tab" aria-current={view.value === name ? 'page' : undefined}>
            {title}
          </a>
        ))}
      </nav>
      <div class="chips">
        <a class="chip" href="#/uploads">
          Queue <b>{waiting + inFlight}</b>
        </a>
        <a class={dead > 0 ? 'chip chip-failed' : 'chip'} href="#/uploads">
          Dead letters <b>{dead}</b>
        </a>
        <span class={`chip live live-${connection.value}`}>{CONNECTIONS[connection.value]}</span>
      </div>
    </header>
  );
}

function EmptyState() {
  return (
    <section class="empty" aria-labelledby="empty-title">
      <ol class="empty-way" aria-hidden="true">
        {['Client', 'OSS', 'Callback', 'Verified', 'Queue', 'Recorded'].map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ol>
      <h2 id="empty-title">Drop a file here and watch it travel</h2>
      <p>
        It goes to the local OSS, which stores it and calls your receiver back as the real one does. Every hop shows up
        here with its octets and its milliseconds. Callbacks from elsewhere show up as well.
      </p>
      <FileButtons />
      <p class="quiet">
        Want to see something go wrong? <a href="#/send">Send an upload</a> with a fault.
      </p>
    </section>
  );
}

/** Takes files that are dropped anywhere. */
function useDroppedFiles(): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const over = (event: DragEvent): void => {
      // Text that is dragged belongs to the editors.
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      const files = [...(event.dataTransfer?.files ?? [])];
      setOver(false);
      if (files.length === 0) return;
      event.preventDefault();
      go('timeline');
      for (const file of files) void sendFile(file);
    };
    document.addEventListener('dragover', over);
    document.addEventListener('dragleave', leave);
    document.addEventListener('drop', drop);
    return () => {
      document.removeEventListener('dragover', over);
      document.removeEventListener('dragleave', leave);
      document.removeEventListener('drop', drop);
    };
  }, []);
  return isOver;
}
