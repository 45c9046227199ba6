import type { StatisticsRow, Totals } from '../../store/statistics.ts';
import type { UploadDetails, UploadStatus, UploadSummary } from '../../store/upload-reader.ts';
import { bucketOf } from '../../store/upload-record.ts';
import type { Colour } from './colour.ts';
import { formatTable } from './format-table.ts';
import { escapeUnseen } from '../../diagnostics/escape-unseen.ts';

const STATUS_STYLES = {
  processed: 'green',
  received: 'yellow',
  unparsed: 'red',
  unconfirmed: 'red',
  superseded: 'yellow',
  repeated: 'yellow',
} as const;

/** Formats a listing for people. */
export function formatUploadList(uploads: readonly UploadSummary[], colour: Colour): string {
  if (uploads.length === 0) return 'No uploads.\n';
  const columns = [
    { title: 'RECEIVED' },
    { title: 'STATUS' },
    { title: 'REVIEW' },
    { title: 'BUCKET' },
    { title: 'BYTES', align: 'right' },
    { title: 'TYPE' },
    { title: 'ID' },
    { title: 'OBJECT' },
  ] as const;
  const rows = uploads.map(({ receivedAt, status, accepted, bucket, size, mimeType, id, object }) => [
    receivedAt,
    status,
    verdict(accepted),
    bucket,
    String(size ?? '-'),
    mimeType ?? '-',
    id,
    object ?? '-',
  ]);
  const [head = '', ...lines] = formatTable(columns, rows).trimEnd().split('\n');
  const coloured = lines.map((line, index) => colourStatus(line, uploads[index]?.status, colour));
  return `${[colour('bold', head), ...coloured].join('\n')}\n`;
}

function colourStatus(line: string, status: UploadStatus | undefined, colour: Colour): string {
  return status === undefined ? line : line.replace(` ${status} `, ` ${colour(STATUS_STYLES[status], status)} `);
}

/** Formats all that is known of an upload for people. */
export function formatUpload({ record, status, steps, completedAt }: UploadDetails, colour: Colour): string {
  const { upload, fields, raw, problem, notes, id, receivedAt, requestId, traceId, trust, ticket } = record;
  const pairs: readonly (readonly [string, unknown])[] = [
    ['id', id],
    ['status', status],
    ['received', receivedAt],
    ['completed', completedAt],
    ['request', requestId],
    ['trace', traceId],
    ['trust', trust],
    ['ticket', ticket],
    ['problem', problem],
    ['notes', notes],
    ['bucket', bucketOf(upload)],
    ...Object.entries(upload).filter(([name]) => name !== 'bucket'),
    ['fields', fields],
    ...steps.map(({ name, finishedAt, result }) => [`step ${name}`, { finishedAt, result }] as const),
    ['raw', raw],
  ];
  const stated = pairs.filter(([, value]) => value !== undefined);
  const width = Math.max(...stated.map(([name]) => name.length));
  return stated.map(([name, value]) => `${colour('bold', name.padEnd(width))}  ${toText(value)}\n`).join('');
}

/** Formats statistics for people, with a line for the whole. */
export function formatStatistics(rows: readonly StatisticsRow[], total: Totals, colour: Colour): string {
  if (rows.length === 0) return 'No uploads.\n';
  const columns = [
    { title: 'BUCKET' },
    { title: 'DAY' },
    { title: 'UPLOADS', align: 'right' },
    { title: 'BYTES', align: 'right' },
    { title: 'NOT ACCEPTED', align: 'right' },
    { title: 'TYPE' },
  ] as const;
  const numbers = ({ uploads, bytes, rejected }: Totals): string[] => [uploads, bytes, rejected].map(String);
  const lines = rows.map((row) => [row.bucket, row.day, ...numbers(row), row.mimeType]);
  const table = formatTable(columns, [...lines, ['total', '', ...numbers(total), '']])
    .trimEnd()
    .split('\n');
  const bold = [0, table.length - 1];
  return `${table.map((line, index) => (bold.includes(index) ? colour('bold', line) : line)).join('\n')}\n`;
}

const toText = (value: unknown): string => escapeUnseen(typeof value === 'string' ? value : JSON.stringify(value));

function verdict(accepted: boolean | undefined): string {
  if (accepted === undefined) return '-';
  return accepted ? 'accepted' : 'not accepted';
}
