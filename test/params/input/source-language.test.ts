import { type SourceLanguage, sourceLanguage } from '../../../lib/params/input/source-language.ts';

// Each shows its language by one sign alone.
const SIGNS: Readonly<Record<SourceLanguage, readonly string[]>> = {
  php: [
    "<?php echo 'a';",
    'OssClient::OSS_CALLBACK',
    "$callback = 'a'",
    '$client -> putObject',
    "$callback ['callbackUrl']",
    "f($options ['callback'])",
    "f(1,$options ['callback'])",
    "array ('a')",
    'f(<<<EOT',
    "f(<<<'EOT'",
    'f(<<<"EOT"',
  ],
  csharp: [
    'var builder = CallbackHeaderBuilder',
    'using System.Text;',
    'string callback = null;',
    'Dictionary<int>',
    'f($"a")',
    'f($@"a")',
    'f(@$"a")',
  ],
  'objective-c': ['f(@"a")', '@{ a }', 'NSDictionary d'],
  kotlin: ['val c = 1', 'private val callback : Any', 'override fun upload (a)', 'fun upload (a)', 'mapOf (a)'],
  java: [
    'callback.setCallbackUrl (a)',
    'callback.setCalbackBodyType (a)',
    'put.addCallbackVar',
    "String url = 'a'",
    'f(new HashMap <>)',
    'public class Upload',
  ],
  go: ['callback := 1', 'package main', 'func main', 'f(map[string]int)'],
  c: ['#include <stdio.h>', 'char *callback', 'aos_pool_t', 'apr_table_t', 'std::map'],
  ruby: [
    'Aliyun::OSS',
    'Base64.strict_encode64',
    'puts callback',
    'callback.to_json',
    "require 'json'",
    'require "json"',
    "{ :url => 'a' }",
  ],
  python: [
    'import json',
    'import os.path',
    'import oss2 as oss',
    "import json # for the callback's body",
    'from oss2.models import a',
    'def upload',
    'b64encode',
    'a = True',
    'a = None',
    'json.dumps',
    "a = '''",
    'a = """',
    '# a remark',
  ],
  javascript: [
    'a',
    "import OSS from 'ali-oss';",
    'callback$var = 1',
    "f('#callback')",
    'val (a)',
    '// a val b = 1',
    '// puts a',
    "// require 'a'",
    '// import a',
    '// from a import b',
    '// def a',
  ],
};
const SOURCES = Object.entries(SIGNS).flatMap(([language, sources]) => sources.map((source) => ({ language, source })));

describe(sourceLanguage, () => {
  it.each(SOURCES)('takes for $language: $source', ({ language, source }) => {
    expect(sourceLanguage(source)).toBe(language);
  });

  it.each(SOURCES)('takes for $language, however many blanks stand in it: $source', ({ language, source }) => {
    const wide = source.replaceAll(' ', '  ');
    const tight = source.replaceAll(/ (?=[=([:*-])/g, '');
    expect([wide, tight].map(sourceLanguage)).toStrictEqual([language, language]);
  });

  it.each(SOURCES)('takes for $language on a later line, indented: $source', ({ language, source }) => {
    expect(sourceLanguage(`a;\n  ${source}`)).toBe(language);
  });

  it('takes the more telling sign where there are several', () => {
    expect(sourceLanguage('#include <stdio.h>\n# a remark\nimport json')).toBe('c');
    expect(sourceLanguage('import os\nfunc main() { $callback = 1 }')).toBe('php');
  });
});
