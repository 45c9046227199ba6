import fc from 'fast-check';
import { buildXml, childText, parseXml } from '../../lib/simulator/xml.ts';
import { codePoint } from '../helpers/arbitraries.ts';

describe(buildXml, () => {
  it('writes as OSS does: a declaration, two blanks a level, quotes as they are', () => {
    const xml = buildXml({ A: { B: '"a" & \'b\' <c> &quot;', C: 1, D: undefined, E: [{ F: true }, { F: '' }] } });
    expect(xml.toString()).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<A>\n  <B>"a" &amp; \'b\' &lt;c&gt; &amp;quot;</B>\n  <C>1</C>\n' +
        '  <E>\n    <F>true</F>\n  </E>\n  <E>\n    <F></F>\n  </E>\n</A>\n',
    );
  });

  it('writes whatever a client makes it echo as XML that can be read', () => {
    fc.assert(
      fc.property(fc.string({ unit: codePoint }), (text) => {
        const read = childText(parseXml(buildXml({ Error: { Message: text } }).toString()), 'Message');
        // XML cannot hold control characters, makes one line feed of every line end, and we take white space off the ends.
        const plain = text.replace(/(?![\t\n\r])\p{Cc}/gu, '\ufffd').replace(/[\ud800-\udfff\ufffe\uffff]/gu, '\ufffd');
        expect(read).toBe(plain.replace(/\r\n?/g, '\n').trim());
      }),
    );
  });
});

describe(parseXml, () => {
  it.each(['', 'text', '<a>', '<a></b>', '<a/><b/>', '<a>&unknown;</a>', '<!DOCTYPE a><a/>', '<a b></a>'])(
    'refuses %j',
    (text) => {
      expect(parseXml(text)).toBeUndefined();
    },
  );
});
