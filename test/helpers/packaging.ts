import { join } from 'node:path';
import { copyProject } from './copy-project.ts';
import { runServerless, type TestEnv } from './run-serverless.ts';
import { tempDir } from './temp-dir.ts';
import { readTemplate, type Template } from './template.ts';

/** A copy of the project to package, so that packages made at the same time do not overwrite each other. */
export function packaging() {
  const dir = tempDir();
  const project = copyProject(join(dir, 'project'));
  let count = 0;
  return {
    dir,
    project,
    /** Packages it and reads the template. */
    packaged: async (args: readonly string[] = [], env: TestEnv = {}): Promise<Template> => {
      const to = join(dir, String((count += 1)));
      const { code, stderr } = await runServerless(['package', '--package', to, ...args], env, project);
      expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
      return readTemplate(to);
    },
  };
}
