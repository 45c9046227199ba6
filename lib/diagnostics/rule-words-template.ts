import type { FindingArgs } from '../params/finding.ts';
import { DOCS, type Words } from './words.ts';

const meantHint = ({ meant }: FindingArgs): string => (meant ? ` Did you mean \${${meant}}?` : '');

/** Words for the rules about what comes out of a template. */
export const TEMPLATE_RULE_WORDS = {
  'callback-body-is-not-percent-encoded': {
    words: {
      title: 'A variable in callbackBody is percent-encoded',
      cause:
        'The template went through a URL encoder (http_build_query, URLSearchParams), which also encodes ${ and }.',
      consequence: 'OSS does not see the variable: the very text %24%7B…%7D arrives at your server.',
      fix: ['Write the template as it is; OSS encodes the values itself.'],
      docs: 'https://github.com/iiDestiny/flysystem-oss/issues/104',
    } satisfies Words,
    message: ({ text, meant }: FindingArgs) => `"${text ?? ''}" is not filled in; write ${meant ?? ''}.`,
  },
  'json-variables-are-not-quoted': {
    words: {
      title: 'A variable in a JSON template stands in quotes',
      cause: 'With application/json OSS writes text with its own quotes: ${object} becomes "a.jpg".',
      consequence:
        'The body has doubled quotes ("name":""a.jpg"") and is no JSON. OSS sends and signs it all the same.',
      fix: [
        'Take the quotes around the variable away: {"name":${object}}.',
        'Text beside a variable cannot be in the same JSON string; put it together on the server.',
      ],
      docs: DOCS.callback,
    } satisfies Words,
    message: ({ name, kind }: FindingArgs) =>
      kind === 'alone'
        ? `Take the quotes around \${${name ?? ''}} away: OSS writes them.`
        : `\${${name ?? ''}} stands within a JSON string, which its own quotes would end.`,
  },
  'json-body-renders-as-json': {
    words: {
      title: 'The body is not JSON once it is filled in',
      cause: 'callbackBodyType is application/json, but the template is not JSON. OSS does not check it.',
      consequence: 'Your server gets a body that it cannot parse, genuinely signed.',
      fix: [
        'Mend the template, or use application/x-www-form-urlencoded for one like a=${a}&b=${b}.',
        'See what comes out: oss-callback render.',
      ],
      docs: DOCS.callback,
    } satisfies Words,
    message: ({ kind }: FindingArgs) =>
      kind === 'form'
        ? 'The template is a form, but the body type says JSON.'
        : 'The template does not give JSON; it breaks here.',
  },
  'json-body-has-the-json-body-type': {
    words: {
      title: 'A JSON template is sent as a form',
      cause:
        'The template is JSON, but callbackBodyType is not application/json, so OSS percent-encodes the values and writes no quotes.',
      consequence: 'Your server gets {"object":a%2Fb.jpg}, which is neither JSON nor a form.',
      fix: ['Set "callbackBodyType":"application/json".'],
      docs: DOCS.callback,
    } satisfies Words,
    message: ({ isStated }: FindingArgs) =>
      isStated === 'yes'
        ? 'The template is JSON, but callbackBodyType says form.'
        : 'The template is JSON, but without callbackBodyType OSS takes it for a form.',
  },
  'variables-are-closed': {
    words: {
      title: 'A variable in callbackBody is not closed',
      cause: 'Its } is missing, so that it runs on to the } of a later variable.',
      consequence: 'OSS looks for a variable of that long name: all between is lost, and what comes is blank.',
      fix: ['Write the } behind the name.'],
      docs: DOCS.callback,
    } satisfies Words,
    message: ({ name }: FindingArgs) => `} is missing behind \${${name ?? ''}.`,
  },
  'system-variables-exist': {
    words: {
      title: 'The template names a variable that OSS does not have',
      cause: 'The name is misspelt (case matters), or is a custom variable without x:.',
      consequence: 'It is always blank: nothing in a form, null in JSON.',
      fix: ["Use one of OSS's names (oss-callback render --list), or ${x:name} for a variable of your own."],
      docs: DOCS.callback,
    } satisfies Words,
    message: (args: FindingArgs) =>
      `OSS has no variable \${${args['name'] ?? ''}}: it is always blank.${meantHint(args)}`,
  },
  'custom-variables-are-declared': {
    words: {
      title: 'The template names a custom variable that is not sent',
      cause: 'callback-var (or the fields of the form) has no variable of that name.',
      consequence: 'It is blank: nothing in a form, null in JSON.',
      fix: ['Send the variable, or take it out of the template.'],
      docs: DOCS.callback,
    } satisfies Words,
    message: (args: FindingArgs) =>
      `The variable \${${args['name'] ?? ''}} is not sent with the upload.${meantHint(args)}`,
  },
  'custom-variables-are-used': {
    words: {
      title: 'A custom variable is sent but not used',
      cause: 'The template does not name it.',
      consequence: 'The callback does not carry it.',
      fix: ['Name it in callbackBody: my_var=${x:my_var}, or do not send it.'],
      docs: DOCS.callback,
    } satisfies Words,
    message: ({ name }: FindingArgs) => `The variable "${name ?? ''}" is sent, but callbackBody does not use it.`,
  },
  'body-identifies-the-upload': {
    words: {
      title: 'The body does not tell uploads apart',
      cause:
        'OSS signs path, query and body only. What is not in the body is either not known or not proven; the x-oss- headers are not.',
      consequence: 'A delivery that comes twice cannot be told from a second upload, or the upload cannot be found.',
      fix: ['Add ${bucket}, ${object} and ${reqId} to the template; oss-callback build does.'],
      docs: DOCS.callback,
    } satisfies Words,
    message: ({ missing }: FindingArgs) => `The body lacks ${missing ?? ''}, by which an upload is known.`,
  },
  'source-keeps-variables': {
    words: {
      title: 'The programming language fills in what OSS should',
      cause:
        'The literal is one in which the language has variables of its own: a template literal in JavaScript, double quotes or a heredoc in PHP, any string in Kotlin, an f-string in Python.',
      consequence: 'The code does not compile, or sends an empty value in place of the variable.',
      fix: [
        "Use a literal without variables: '…' in JavaScript and PHP; escape the dollar sign (\\$) in Kotlin.",
        'See how it is written for your SDK: oss-callback snippet.',
      ],
      docs: DOCS.callback,
    } satisfies Words,
    message: ({ name }: FindingArgs) => `In this literal the language itself fills in \${${name ?? ''}}.`,
  },
} as const;
