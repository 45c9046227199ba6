import { cpSync, symlinkSync } from 'node:fs';
import { resolve } from 'node:path';

/** Copies what a deployment is made of, so that packages made at the same time do not overwrite each other. */
export function copyProject(to: string): string {
  for (const name of ['handlers', 'lib', 'package.json', 'serverless.yml', 'serverless.aliyun.yml', 'tsconfig.json']) {
    cpSync(name, resolve(to, name), { recursive: true });
  }
  symlinkSync(resolve('node_modules'), resolve(to, 'node_modules'));
  return to;
}
