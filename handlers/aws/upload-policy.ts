import { createLambdaHttpHandler } from '../../lib/platform/aws/http.ts';
import { awsSecrets } from '../compose-aws-secrets.ts';
import { environmentCredentials } from '../compose-queue.ts';
import { composeUploadPolicy } from '../compose-upload-policy.ts';

const { env } = process;

/** The HTTP function that tells browsers and apps how to upload. To know your users, give it an `authorize` of your own. */
export const handler = createLambdaHttpHandler(
  composeUploadPolicy(env, { secretByName: awsSecrets(env, { credentials: environmentCredentials(env) }) }),
);
