import { testRule } from '../../helpers/test-rule.ts';

testRule('source-keeps-variables', {
  valid: [
    { name: 'single quotes in JavaScript', text: "put({ callback: { url: 'https://a.com', body: 'a=${bucket}' } })" },
    {
      name: 'double quotes in Java',
      text: 'String s; cb.setCallbackUrl("https://a.com"); cb.setCallbackBody("a=${bucket}");',
    },
    {
      name: 'a nowdoc in PHP',
      text: '<?php $cb = <<<\'EOT\'\n{"callbackUrl":"https://a.com","callbackBody":"a=${bucket}"}\nEOT;',
    },
    {
      name: 'an escaped dollar sign in Kotlin',
      text: 'val m = mapOf("callbackBody" to "x"); map["callbackBody"] = "a=\\${bucket}"',
    },
  ],
  invalid: [
    {
      name: 'a template literal in JavaScript',
      text: 'put({ callback: { url: "https://a.com", body: `a=${bucket}` } })',
      args: { name: 'bucket' },
      in: 'input',
      at: '${bucket}',
    },
    {
      name: 'double quotes in PHP',
      text: '<?php $cb["callbackBody"] = "a=${object}";',
      args: { name: 'object' },
      at: '${object}',
    },
    {
      name: 'a heredoc in PHP',
      text: '<?php $cb = <<<EOT\n{"callbackUrl":"https://a.com","callbackBody":"a=${bucket}"}\nEOT;',
      args: { name: 'bucket' },
      at: '${bucket}',
    },
    {
      name: 'a string in Kotlin',
      text: 'val cb = x; map["callbackBody"] = "a=${x:v}"',
      args: { name: 'x:v' },
      at: '${x:v}',
    },
    {
      name: 'an f-string in Python',
      text: "import json\ncb['callbackBody'] = f'a=${bucket}'",
      args: { name: 'bucket' },
      at: '{bucket}',
    },
  ],
});
