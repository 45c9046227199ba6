import type { JourneyDetails, ShownExplanation, Verdict } from '../journey-details.ts';

/** What went wrong, why, and what to do about it. */
export function Explanations({
  details,
  isFailure,
}: {
  readonly details: JourneyDetails;
  readonly isFailure: boolean;
}) {
  const { verdict, explanations } = details;
  return (
    <>
      {verdict && !verdict.genuine && <MadeGenuine verdict={verdict} />}
      {isFailure && explanations.map((each) => <Explanation key={each.code} explanation={each} />)}
    </>
  );
}

function MadeGenuine({ verdict: { signedBy, changes, causes } }: { readonly verdict: Verdict }) {
  return (
    <section class="card card-failed" aria-labelledby="made-genuine">
      <h3 id="made-genuine">What would have made it genuine</h3>
      {signedBy !== undefined && <p>Signed with {signedBy}, and changed on the way:</p>}
      {changes.map(({ title, part, received, signed, fix }) => (
        <div key={title}>
          <p>
            <b>{title}</b>
          </p>
          <dl class="diff">
            <dt>{part} here</dt>
            <dd class="diff-received">{received}</dd>
            <dt>{part} signed</dt>
            <dd class="diff-signed">{signed}</dd>
          </dl>
          <p>{fix}</p>
        </div>
      ))}
      {causes.map(({ title, fix, evidence }) => (
        <p key={title}>
          <b>{title}</b>
          {evidence !== undefined && `: ${evidence}`}. {fix}
        </p>
      ))}
    </section>
  );
}

function Explanation({ explanation }: { readonly explanation: ShownExplanation }) {
  const { title, cause, consequence, fix, docs, code, evidence } = explanation;
  return (
    <section class="card" aria-label={title}>
      <h3>{title}</h3>
      <p>{cause}</p>
      {evidence.map(({ text, excerpt }) => (
        <p key={text}>
          {text} {excerpt !== undefined && <code>{excerpt}</code>}
        </p>
      ))}
      <p>{consequence}</p>
      <ul>
        {fix.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ul>
      <p class="quiet">
        <code>{code}</code>
        {docs.startsWith('https://') && (
          <>
            {' · '}
            <a href={docs} target="_blank" rel="noreferrer">
              Documentation
            </a>
          </>
        )}
      </p>
    </section>
  );
}
