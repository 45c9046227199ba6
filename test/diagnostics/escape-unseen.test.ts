import { escapeUnseen } from '../../lib/diagnostics/escape-unseen.ts';

describe('escapeUnseen', () => {
  it.each([
    { text: 'img/2026 été 图片 😀.jpg', shown: 'img/2026 été 图片 😀.jpg' },
    { text: '\u001b[2J', shown: '\\u{1b}[2J' },
    { text: 'a\nb\r\u0000', shown: 'a\\u{a}b\\u{d}\\u{0}' },
    { text: 'gpj.\u202eexe', shown: 'gpj.\\u{202e}exe' },
    { text: '\u2028\u009b\ud800', shown: '\\u{2028}\\u{9b}\\u{d800}' },
  ])('shows $shown', ({ text, shown }) => {
    expect(escapeUnseen(text)).toBe(shown);
  });
});
