/** What the functions of tests sign with: a role's, as Function Compute hands it out. */
export const FC_CREDENTIALS = {
  accessKeyId: 'STS.NTExample',
  accessKeySecret: 'a secret of tests',
  securityToken: 'CAISa/token+of=tests',
};
