import { replyToWebResponse, webRequestToRequest } from '../../../lib/platform/web/http.ts';
import { jsonReply } from '../../../lib/http/reply.ts';
import { diagnoseSignature } from '../../../lib/diagnostics/diagnose-signature.ts';
import { genuine } from '../../helpers/vectors.ts';

describe('webRequestToRequest', () => {
  it.each(genuine)('keeps $id to the octet', async ({ path, query, headers, body }) => {
    const request = await webRequestToRequest(
      new Request(`http://a.example${path}${query}`, { method: 'POST', headers, body }),
    );
    expect(request).toMatchObject({ method: 'POST', path, rawQuery: query.slice(1), pathEncoding: 'encoded' });
    expect(diagnoseSignature(request).genuine).toBe(true);
  });

  it('keeps a bare ?, escapes, and octets that are no text', async () => {
    const body = Uint8Array.of(0xff, 0, 0xe9);
    const request = await webRequestToRequest(new Request('http://a/%E9%2F?a=%2f&&b?', { method: 'POST', body }));
    expect(request).toMatchObject({ path: '/%E9%2F', rawQuery: 'a=%2f&&b?' });
    expect(request.body).toEqual(Buffer.from(body));
    expect((await webRequestToRequest(new Request('http://a?'))).rawQuery).toBe('');
    expect((await webRequestToRequest(new Request('http://a'))).path).toBe('/');
  });

  it('reads no more of a body than it may', async () => {
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(new Uint8Array(10));
      },
    });
    const endless = new Request('http://a/', { method: 'POST', body, duplex: 'half' });
    const { body: kept } = await webRequestToRequest(endless, { maxBodyBytes: 15 });
    expect(kept).toHaveLength(16);
    const whole = await webRequestToRequest(new Request('http://a/', { method: 'POST', body: 'x'.repeat(15) }), {
      maxBodyBytes: 15,
    });
    expect(whole.body).toHaveLength(15);
  });

  it('refuses a request of which the body was read', async () => {
    const request = new Request('http://a/', { method: 'POST', body: 'a=1' });
    await request.text();
    await expect(webRequestToRequest(request)).rejects.toThrow(TypeError);
  });
});

describe('replyToWebResponse', () => {
  it('states the length', async () => {
    const response = replyToWebResponse(jsonReply(400, { Status: 'é' }));
    expect(response.status).toBe(400);
    expect(response.headers.get('content-length')).toBe('15');
    expect(await response.text()).toBe('{"Status":"é"}');
  });
});
