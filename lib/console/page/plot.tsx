import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';

interface PlotProps {
  readonly title: string;
  /** Seconds since the epoch. */
  readonly times: readonly number[];
  readonly values: readonly number[];
  readonly format: (value: number) => string;
  /** Whether nothing means that there is nothing. */
  readonly isKnown: boolean;
}

const HEIGHT = 150;

/** Bars over time. */
export function Plot({ title, times, values, format, isKnown }: PlotProps) {
  const box = useRef<HTMLDivElement>(null);
  const none = isKnown ? 'nothing yet' : '…';
  const total = values.reduce((sum, value) => sum + value, 0);
  useEffect(() => {
    const element = box.current;
    if (!element || times.length === 0) return;
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    let plot = draw(element, { title, times, values, format });
    const again = (): void => {
      plot.destroy();
      plot = draw(element, { title, times, values, format });
    };
    const observer = new ResizeObserver(() => {
      if (plot.width !== element.clientWidth) plot.setSize({ width: element.clientWidth, height: HEIGHT });
    });
    observer.observe(element);
    scheme.addEventListener('change', again);
    return () => {
      observer.disconnect();
      scheme.removeEventListener('change', again);
      plot.destroy();
    };
  }, [title, times.join(), values.join()]);
  return (
    <figure class="plot">
      <figcaption>
        {title} <span class="quiet">{times.length === 0 ? none : `${format(total)}, ${spanOf(times)} a bar`}</span>
      </figcaption>
      <div ref={box} class="plot-box" role="img" aria-label={`${title}: ${format(total)} in all`} />
    </figure>
  );
}

const HOUR = 3_600;

/** How long the time of one bar is, in words. */
function spanOf([first = 0, second = first + 10]: readonly number[]): string {
  const seconds = second - first;
  if (seconds < 60) return `${seconds} s`;
  return seconds < HOUR ? `${seconds / 60} min` : `${seconds / HOUR} h`;
}

function draw(element: HTMLElement, { title, times, values, format }: Omit<PlotProps, 'isKnown'>): uPlot {
  const { color, outlineColor, fill } = getComputedStyle(element);
  const axis = {
    stroke: color,
    grid: { stroke: outlineColor, width: 1 },
    ticks: { show: false },
  };
  const bars = uPlot.paths.bars?.({ size: [0.8, 40] });
  const span = (times[1] ?? 0) - (times[0] ?? 0) || 60;
  const options: uPlot.Options = {
    width: element.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false } },
    scales: {
      x: { range: () => [(times[0] ?? 0) - span / 2, (times.at(-1) ?? 0) + span / 2] },
      y: { range: (_plot, _min, max) => [0, Math.max(1, max * 1.1)] },
    },
    axes: [
      { ...axis, space: 84 },
      {
        ...axis,
        size: 58,
        values: (_plot, splits) => splits.map((value) => (Number.isInteger(value) ? format(value) : '')),
      },
    ],
    series: [
      {},
      {
        label: title,
        fill,
        stroke: fill,
        width: 0,
        points: { show: false },
        ...(bars && { paths: bars }),
      },
    ],
  };
  return new uPlot(options, [[...times], [...values]], element);
}
