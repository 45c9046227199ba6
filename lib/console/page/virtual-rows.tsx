import type { ComponentChildren, TargetedFocusEvent, TargetedKeyboardEvent } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

// Rows beyond the edges, for a quick turn of the wheel and for Tab.
const BEYOND = 10;
const SOME_HEIGHT = 54;
const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };

interface VirtualRowsProps {
  readonly label: string;
  readonly keys: readonly string[];
  /** Makes what is in a row: one button. All rows are of one height, which the style sheet says. */
  readonly children: (key: string) => ComponentChildren;
}

/** A list of which only those rows exist that are in sight: a thousand cost what a screenful does. */
export function VirtualRows({ label, keys, children }: VirtualRowsProps) {
  const list = useRef<HTMLOListElement>(null);
  const [[first, end, height], setRange] = useState<readonly [number, number, number]>([0, 40, SOME_HEIGHT]);
  const toFocus = useRef<number | undefined>(undefined);
  const seen = useRef({ keys, top: 0 });
  // Where the keyboard is: that row exists out of sight too.
  const [held, setHeld] = useState<string | undefined>(undefined);

  const update = (): void => {
    const { current } = list;
    const scroller = current?.parentElement;
    // Hidden, where the inspector takes its place: it comes back as it was.
    if (!current || !scroller || scroller.clientHeight === 0) return;
    const row = (current.firstElementChild as HTMLElement | null)?.offsetHeight || SOME_HEIGHT;
    seen.current.top = Math.max(0, scroller.scrollTop - current.offsetTop);
    const from = Math.max(0, Math.floor(seen.current.top / row) - BEYOND);
    const to = Math.ceil((seen.current.top + scroller.clientHeight) / row) + BEYOND;
    setRange((now) => (now[0] === from && now[1] === to && now[2] === row ? now : [from, to, row]));
  };
  useLayoutEffect(() => {
    const scroller = list.current?.parentElement;
    if (!scroller) return;
    scroller.addEventListener('scroll', update, { passive: true });
    const observer = new ResizeObserver(update);
    observer.observe(scroller);
    return () => {
      scroller.removeEventListener('scroll', update);
      observer.disconnect();
    };
  }, []);
  // What somebody reads stays where it is while rows come in above it.
  useLayoutEffect(() => {
    const { keys: before, top } = seen.current;
    const at = Math.floor(top / height);
    const moved = keys.indexOf(before[at] ?? '') - at;
    if (top > 0 && moved > 0) list.current?.parentElement?.scrollBy(0, moved * height);
    seen.current.keys = keys;
    update();
  }, [keys]);
  useLayoutEffect(() => {
    if (toFocus.current === undefined) return;
    const row = list.current?.querySelector<HTMLElement>(`[aria-posinset="${toFocus.current + 1}"] button`);
    if (!row) return;
    toFocus.current = undefined;
    row.focus();
  });

  const focus = (index: number): void => {
    toFocus.current = index;
    const scroller = list.current?.parentElement;
    const isMade = index >= first && index < end;
    if (scroller && !isMade) scroller.scrollTop = index * height;
    setRange(([from, to, row]) => (isMade ? [from, to, row] : [Math.max(0, index - BEYOND), index + end - first, row]));
  };
  /** Arrows go from row to row, as in any list. */
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLOListElement>): void => {
    const focused = document.activeElement?.closest('[aria-posinset]')?.getAttribute('aria-posinset');
    const to = target(event.key, Number(focused ?? 0) - 1, keys.length);
    if (to === undefined) return;
    event.preventDefault();
    focus(to);
  };
  const onFocusIn = ({ target }: TargetedFocusEvent<HTMLOListElement>): void => {
    const row = (target as Element).closest('[aria-posinset]');
    setHeld(keys[Number(row?.getAttribute('aria-posinset')) - 1]);
  };
  const heldAt = held === undefined ? -1 : keys.indexOf(held);
  const shown = keys.slice(first, end).map((_, offset) => first + offset);
  if (heldAt >= end) shown.push(heldAt);
  else if (heldAt >= 0 && heldAt < first) shown.unshift(heldAt);
  return (
    <ol
      ref={list}
      class="rows"
      aria-label={label}
      style={{ height: `${keys.length * height}px` }}
      onKeyDown={onKeyDown}
      onFocusIn={onFocusIn}
      onFocusOut={() => {
        setHeld(undefined);
      }}
    >
      {shown.map((at) => (
        <li
          key={keys[at]}
          class="row-item"
          aria-setsize={keys.length}
          aria-posinset={at + 1}
          style={{ top: `${at * height}px` }}
        >
          {children(keys[at] ?? '')}
        </li>
      ))}
    </ol>
  );
}

function target(key: string, at: number, count: number): number | undefined {
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const step = STEPS[key];
  return step === undefined ? undefined : Math.max(0, Math.min(count - 1, at + step));
}
