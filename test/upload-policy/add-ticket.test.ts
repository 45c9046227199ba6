import { parseBody } from '../../lib/params/parse-body.ts';
import { renderBody } from '../../lib/params/render-body.ts';
import { addTicket } from '../../lib/upload-policy/add-ticket.ts';

const TICKET = 'v1.aQg1OgTb.1795342500.AAECAwQFBgcICQoLDA0ODw.12.T5gmxT4f0MlQMV_6UMGf5hTqCaUaLGlNhcaj3MEIexQ';

describe('addTicket', () => {
  it.each([
    ['object=${object}', 'application/x-www-form-urlencoded'],
    ['{"object":${object}}', 'application/json'],
    [' {"object":${object}}\n', 'application/json'],
  ] as const)('arrives beside what the template says: %s', (template, bodyType) => {
    const body = renderBody(addTicket(template, TICKET), { object: 'a&b"c' }, bodyType);
    expect(parseBody(Buffer.from(body))).toEqual({ upload: { object: 'a&b"c' }, fields: { ticket: TICKET } });
  });

  it.each([
    ['', `ticket=${TICKET}`],
    ['{}', `{"ticket":"${TICKET}"}`],
  ])('is all that there is of an empty template: %j', (template, expected) => {
    expect(addTicket(template, TICKET)).toBe(expected);
  });

  it('refuses a template that is not closed', () => {
    expect(() => addTicket('{"object":1', TICKET)).toThrow(TypeError);
  });
});
