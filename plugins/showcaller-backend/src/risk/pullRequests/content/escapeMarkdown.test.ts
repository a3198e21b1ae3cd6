import { asCode, escapeMarkdown } from './escapeMarkdown';

const Z = '\u200b';

describe('escapeMarkdown', () => {
  it.each([
    ['Fix the cart', 'Fix the cart'],
    ['**bold** _it_ ~no~', '\\*\\*bold\\*\\* \\_it\\_ \\~no\\~'],
    ['<script>alert(1)</script>', '\\<script\\>alert\\(1\\)\\</script\\>'],
    ['&lt;b&gt;', '\\&lt;b\\&gt;'],
    [
      '[click](https://evil.example)',
      `\\[click\\]\\(https:${Z}//evil\\.example\\)`,
    ],
    ['![x](http://a.b)', `\\!\\[x\\]\\(http:${Z}//a\\.b\\)`],
    ['ping @octocat and @org/team', `ping @${Z}octocat and @${Z}org/team`],
    ['closes #12, shop/web#3', `closes \\#${Z}12, shop/web\\#${Z}3`],
    ['GH-77', `GH\\-${Z}77`],
    ['see www.evil.example', `see www${Z}\\.evil\\.example`],
    ['reverts 1234abcdef', `reverts 123${Z}4abcdef`],
    ['one\n\n# two\r\n- three', `one \\#${Z} two \\- three`],
    ['`code` | cell', '\\`code\\` \\| cell'],
    ['right\u202eleft\u200b@me', `right left @${Z}me`],
    ['  ', ''],
    ['größe 大', 'größe 大'],
  ])('makes plain words of %j', (text, expected) => {
    expect(escapeMarkdown(text)).toBe(expected);
  });

  it('cuts what is long before it escapes', () => {
    const cut = escapeMarkdown('@'.repeat(500), 10);
    expect(cut).toBe(`${`@${Z}`.repeat(9)}…`);
  });
});

describe('asCode', () => {
  it.each([
    ['src/pay.ts', '`src/pay.ts`'],
    ['a`b', '``a`b``'],
    ['`a``b`', '``` `a``b` ```'],
    ['@me #1 <b>', '`@me #1 <b>`'],
    ['two\nlines', '`two lines`'],
    ['', '`  `'],
  ])('fences %j', (text, expected) => {
    expect(asCode(text)).toBe(expected);
  });

  it('keeps the end of a long path', () => {
    expect(asCode(`${'a/'.repeat(200)}pay.ts`, 12)).toBe('`…/a/a/pay.ts`');
  });
});
