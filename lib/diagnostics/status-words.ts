/** Why a callback server answers with a status, and what to do. */
export interface StatusWords {
  readonly cause: string;
  readonly fix: readonly string[];
}

const REDIRECT: StatusWords = {
  cause:
    'Your server redirects: from http to https, to a path with or without a trailing slash, to another host. OSS does not follow.',
  fix: ['Put the final URL into callbackUrl: with https (and "callbackSNI":true), with the right trailing slash.'],
};
const NOT_200: StatusWords = {
  cause: 'This is a success for most clients, but OSS wants exactly 200.',
  fix: ['Answer 200 with a JSON body, also where the work goes on later.'],
};
const AUTH: StatusWords = {
  cause:
    'Something in front of your server asks for credentials, or forbids the request: a gateway authorizer, AWS_IAM on a function URL, a web application firewall, CSRF protection.',
  fix: [
    'Let the callback path pass without credentials; the signature of OSS is what proves it.',
    'Take the path out of CSRF protection and out of bot rules.',
  ],
};
const GATEWAY: StatusWords = {
  cause:
    'OSS reached nobody: nothing listens, the host is dead, TLS failed, or a proxy found nothing behind it. With https the first suspect is SNI: OSS does not name the host in the handshake unless callbackSNI is true, and servers with several certificates on one address (Lambda function URLs, API Gateway, Function Compute, CDNs) then hang up.',
  fix: [
    'With https, set "callbackSNI":true in the callback.',
    'Check from outside that the server runs and that the certificate is valid: oss-callback probe URL.',
    'Open the port in the firewall or security group to the internet.',
    'Look whether callbackUrl is the right one: host, port, scheme.',
  ],
};

const BY_STATUS: ReadonlyMap<number, StatusWords> = new Map([
  ...[201, 202, 204, 206].map((status) => [status, NOT_200] as const),
  ...[301, 302, 303, 307, 308].map((status) => [status, REDIRECT] as const),
  [
    400,
    {
      cause:
        'Your server refused the request. The samples of the vendor and this receiver do so where the signature does not match; this receiver also where there is no valid ticket (TRUST=ticket).',
      fix: [
        "Look into your server's log. Where it says that the signature does not match, capture the request and run oss-callback verify FILE: it finds the change that would make it genuine.",
        'Where it says ERR_TICKET_INVALID, upload with the callback that POST /upload-policy gave: its body carries the ticket.',
        'Frameworks also answer 400 where they cannot parse the body: look whether the template renders as JSON (oss-callback render).',
      ],
    },
  ],
  [401, AUTH],
  [403, AUTH],
  [
    404,
    {
      cause:
        'Your server has no such route for POST: the path of callbackUrl is another one, or a stage or prefix is missing.',
      fix: ['Compare the path in callbackUrl with the deployed one, stage and trailing slash included.'],
    },
  ],
  [405, { cause: 'Your server knows the path, but not for POST.', fix: ['Accept POST on the callback path.'] }],
  [
    408,
    {
      cause: 'Your server, or a proxy, gave up waiting for the request.',
      fix: ['Raise its time limit for headers and body.'],
    },
  ],
  [
    413,
    {
      cause: 'Your server takes no body of that size.',
      fix: [
        'Raise the limit (MAX_BODY_BYTES of this receiver, client_max_body_size of nginx), or shorten the template.',
      ],
    },
  ],
  [
    415,
    { cause: 'Your server does not take the Content-Type.', fix: ['Accept what callbackBodyType says: form or JSON.'] },
  ],
  [
    429,
    {
      cause: 'Your server, or a gateway, throttles.',
      fix: ['Raise the concurrency or the rate limit; OSS does not try again.'],
    },
  ],
  [500, { cause: 'Your server failed.', fix: ['Read its log: an exception, mostly a body that it could not parse.'] }],
  [
    501,
    {
      cause: 'Your server takes no POST, or believes that it got none.',
      fix: ['Look for a redirect or a proxy that changes the method.'],
    },
  ],
  [502, GATEWAY],
  [
    503,
    {
      cause:
        'Your server is overloaded or starting, or it is this receiver, which could not make the callback durable in time.',
      fix: [
        "Look at the queue's errors in the receiver's log (ERR_NOT_DURABLE).",
        'Raise the concurrency of the function.',
      ],
    },
  ],
  [
    504,
    {
      cause: 'A gateway waited too long for your server.',
      fix: ['Acknowledge first, work later: put the callback on a queue.'],
    },
  ],
]);

/** Words for the status in `Error status : N.`; `undefined` where only the general ones fit. */
export function statusWords(status: number): StatusWords | undefined {
  return BY_STATUS.get(status) ?? (status >= 500 && status < 600 ? BY_STATUS.get(500) : undefined);
}
