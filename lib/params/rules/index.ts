import type { Rule } from '../rule.ts';
import type { RuleCode } from '../rule-code.ts';
import { additionalHeadersAreNotOfOss } from './additional-headers-are-not-of-oss.ts';
import { bodyIdentifiesTheUpload } from './body-identifies-the-upload.ts';
import { callbackBodyIsAString } from './callback-body-is-a-string.ts';
import { callbackBodyIsNotEmpty } from './callback-body-is-not-empty.ts';
import { callbackBodyIsNotPercentEncoded } from './callback-body-is-not-percent-encoded.ts';
import { callbackBodyTypeIsAString } from './callback-body-type-is-a-string.ts';
import { callbackBodyTypeIsSupported } from './callback-body-type-is-supported.ts';
import { callbackComesOnce } from './callback-comes-once.ts';
import { callbackFieldsAreKnown } from './callback-fields-are-known.ts';
import { callbackFieldsComeOnce } from './callback-fields-come-once.ts';
import { callbackHostHasAnIpv4Address } from './callback-host-has-an-ipv4-address.ts';
import { callbackHostIsAHost } from './callback-host-is-a-host.ts';
import { callbackHostIsAString } from './callback-host-is-a-string.ts';
import { callbackHostIsPublic } from './callback-host-is-public.ts';
import { callbackIsAtMost5Kb } from './callback-is-at-most-5-kb.ts';
import { callbackIsBase64 } from './callback-is-base64.ts';
import { callbackIsFound } from './callback-is-found.ts';
import { callbackIsJson } from './callback-is-json.ts';
import { callbackIsUtf8 } from './callback-is-utf-8.ts';
import { callbackPolicyIsKnown } from './callback-policy-is-known.ts';
import { callbackSniIsABoolean } from './callback-sni-is-a-boolean.ts';
import { callbackUrlHasNoQuery } from './callback-url-has-no-query.ts';
import { callbackUrlIsEncoded } from './callback-url-is-encoded.ts';
import { callbackUrlIsEncodedOnce } from './callback-url-is-encoded-once.ts';
import { callbackUrlIsHttps } from './callback-url-is-https.ts';
import { callbackUrlIsValid } from './callback-url-is-valid.ts';
import { callbackUrlPathIsPlain } from './callback-url-path-is-plain.ts';
import { callbackUrlSaysItsScheme } from './callback-url-says-its-scheme.ts';
import { callbackUrlsAreAtMostFive } from './callback-urls-are-at-most-five.ts';
import { callbackVarComesOnce } from './callback-var-comes-once.ts';
import { callbackVarIsAtMost5Kb } from './callback-var-is-at-most-5-kb.ts';
import { callbackVarIsBase64 } from './callback-var-is-base64.ts';
import { callbackVarIsJson } from './callback-var-is-json.ts';
import { customVariableNamesAreLowerCase } from './custom-variable-names-are-lower-case.ts';
import { customVariableNamesBeginWithX } from './custom-variable-names-begin-with-x.ts';
import { customVariableNamesHaveOneX } from './custom-variable-names-have-one-x.ts';
import { customVariablesAreDeclared } from './custom-variables-are-declared.ts';
import { customVariablesAreFew } from './custom-variables-are-few.ts';
import { customVariablesAreStrings } from './custom-variables-are-strings.ts';
import { customVariablesAreUsed } from './custom-variables-are-used.ts';
import { dollarSignBeginsAVariable } from './dollar-sign-begins-a-variable.ts';
import { formVariablesHaveFieldsOfTheirOwn } from './form-variables-have-fields-of-their-own.ts';
import { httpsCallbackHasAHostName } from './https-callback-has-a-host-name.ts';
import { httpsCallbackSendsSni } from './https-callback-sends-sni.ts';
import { jsonBodyHasTheJsonBodyType } from './json-body-has-the-json-body-type.ts';
import { jsonBodyRendersAsJson } from './json-body-renders-as-json.ts';
import { jsonVariablesAreNotQuoted } from './json-variables-are-not-quoted.ts';
import { policyPinsTheCallback } from './policy-pins-the-callback.ts';
import { signatureVersionIsKnown } from './signature-version-is-known.ts';
import { sourceKeepsVariables } from './source-keeps-variables.ts';
import { systemVariablesExist } from './system-variables-exist.ts';
import { variablesAreClosed } from './variables-are-closed.ts';

/** Every rule by its code. A code without a rule does not compile. */
export const RULES: Readonly<Record<RuleCode, Rule>> = {
  'callback-is-found': callbackIsFound,
  'callback-comes-once': callbackComesOnce,
  'callback-var-comes-once': callbackVarComesOnce,
  'callback-is-at-most-5-kb': callbackIsAtMost5Kb,
  'callback-is-base64': callbackIsBase64,
  'callback-is-utf-8': callbackIsUtf8,
  'callback-is-json': callbackIsJson,
  'callback-url-is-valid': callbackUrlIsValid,
  'callback-urls-are-at-most-five': callbackUrlsAreAtMostFive,
  'callback-host-has-an-ipv4-address': callbackHostHasAnIpv4Address,
  'callback-host-is-public': callbackHostIsPublic,
  'callback-host-is-a-string': callbackHostIsAString,
  'callback-body-is-a-string': callbackBodyIsAString,
  'callback-body-is-not-empty': callbackBodyIsNotEmpty,
  'callback-body-type-is-a-string': callbackBodyTypeIsAString,
  'callback-body-type-is-supported': callbackBodyTypeIsSupported,
  'signature-version-is-known': signatureVersionIsKnown,
  'additional-headers-are-not-of-oss': additionalHeadersAreNotOfOss,
  'callback-policy-is-known': callbackPolicyIsKnown,
  'dollar-sign-begins-a-variable': dollarSignBeginsAVariable,
  'callback-var-is-at-most-5-kb': callbackVarIsAtMost5Kb,
  'callback-var-is-base64': callbackVarIsBase64,
  'callback-var-is-json': callbackVarIsJson,
  'custom-variables-are-strings': customVariablesAreStrings,
  'custom-variable-names-begin-with-x': customVariableNamesBeginWithX,
  'custom-variable-names-have-one-x': customVariableNamesHaveOneX,
  'custom-variable-names-are-lower-case': customVariableNamesAreLowerCase,
  'custom-variables-are-few': customVariablesAreFew,
  'form-variables-have-fields-of-their-own': formVariablesHaveFieldsOfTheirOwn,
  'callback-fields-are-known': callbackFieldsAreKnown,
  'callback-fields-come-once': callbackFieldsComeOnce,
  'callback-host-is-a-host': callbackHostIsAHost,
  'callback-sni-is-a-boolean': callbackSniIsABoolean,
  'https-callback-sends-sni': httpsCallbackSendsSni,
  'https-callback-has-a-host-name': httpsCallbackHasAHostName,
  'callback-url-is-https': callbackUrlIsHttps,
  'callback-url-says-its-scheme': callbackUrlSaysItsScheme,
  'callback-url-is-encoded': callbackUrlIsEncoded,
  'callback-url-is-encoded-once': callbackUrlIsEncodedOnce,
  'callback-url-path-is-plain': callbackUrlPathIsPlain,
  'callback-url-has-no-query': callbackUrlHasNoQuery,
  'callback-body-is-not-percent-encoded': callbackBodyIsNotPercentEncoded,
  'json-variables-are-not-quoted': jsonVariablesAreNotQuoted,
  'json-body-renders-as-json': jsonBodyRendersAsJson,
  'json-body-has-the-json-body-type': jsonBodyHasTheJsonBodyType,
  'variables-are-closed': variablesAreClosed,
  'system-variables-exist': systemVariablesExist,
  'custom-variables-are-declared': customVariablesAreDeclared,
  'custom-variables-are-used': customVariablesAreUsed,
  'body-identifies-the-upload': bodyIdentifiesTheUpload,
  'source-keeps-variables': sourceKeepsVariables,
  'policy-pins-the-callback': policyPinsTheCallback,
};
