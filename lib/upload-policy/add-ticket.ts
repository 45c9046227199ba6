import { TICKET_FIELD } from './ticket.ts';

/**
 * Puts a ticket into the template of a callback body, as a constant. It has no character that a form or JSON would escape,
 * nor one that OSS would take for a variable.
 * @throws {TypeError} where a template that begins as a JSON object does not end as one.
 */
export function addTicket(template: string, ticket: string): string {
  const text = template.trim();
  if (!text.startsWith('{')) return text === '' ? `${TICKET_FIELD}=${ticket}` : `${text}&${TICKET_FIELD}=${ticket}`;
  if (!text.endsWith('}')) throw new TypeError('"body" must end with } where it begins with {');
  const members = text.slice(1, -1).trim();
  return `{${members === '' ? '' : `${members},`}"${TICKET_FIELD}":"${ticket}"}`;
}
