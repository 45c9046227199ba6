// In a page as in Node: asks for a policy, then uploads the file straight to OSS. The token belongs on your own server.
async function upload(file, { policyUrl, token }) {
  const asked = await fetch(policyUrl, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ key: `uploads/${file.name}`, contentType: file.type }),
  });
  if (!asked.ok) throw new Error(`no policy: ${await asked.text()}`);
  const { url, fields } = await asked.json();
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', file); // last: OSS reads no field behind it
  const answer = await fetch(url, { method: 'POST', body: form });
  // 203 is no success: the file is stored, but the callback was not acknowledged.
  if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`);
  return answer.json();
}

const { POLICY_URL = 'http://127.0.0.1:3000/upload-policy', TOKEN = 'local-upload-policy-token' } = process.env;
const hello = new File(['hello'], 'hello.txt', { type: 'text/plain' });
console.log(await upload(hello, { policyUrl: POLICY_URL, token: TOKEN }));
