import type { SeededRandom } from '../random/SeededRandom';
import { camelCase, pascalCase } from './vocabulary';

/**
 * Lines of code that look like the language of their file. `{a}`, `{B}` are names, `{n}` is a number that hardly ever
 * repeats: a line is then unique in its file, and `git diff` counts exactly the lines that were changed.
 */
const templates: Record<string, readonly string[]> = {
  ts: [
    '  const {a}{n} = await load{B}(request.params.id);',
    '  if ({a}.total > {n}) return reject{B}({a});',
    '  {a}.set("{b}-{n}", compute{B}({a}));',
    '  expect(render{B}({n})).toHaveProperty("{a}");',
    '  logger.debug("{b} changed", { {a}: {n} });',
    'export const {a}Limit{n} = parse{B}(config);',
    '  return {a}.filter(entry => entry.{b} !== {n});',
  ],
  java: [
    '        var {a}{n} = {b}Repository.findById(id);',
    '        if ({a}.amount().compareTo(limit({n})) > 0) throw new {B}Rejected({a});',
    '        {a}.register(new {B}Changed({n}L));',
    '        assertThat({a}.apply({n})).isEqualTo(expected{B});',
    '        log.info("{b} {} took {} ms", {a}, {n});',
    '    private static final Duration {B}_TIMEOUT_{n} = Duration.ofMillis({n});',
    '        return {a}.stream().map({B}::from).skip({n}).toList();',
  ],
  go: [
    '\t{a}{n}, err := s.load{B}(ctx, id)',
    '\tif {a}.Total > {n} { return fmt.Errorf("{b}: %w", err{B}) }',
    '\ts.{a}.Store("{b}", int64({n}))',
    '\trequire.Equal(t, {n}, got.{B})',
    '\tslog.Debug("{b} changed", "{a}", {n})',
    'const max{B}{n} = {n}',
    '\tdefer metrics.Observe{B}(time.Now(), {n})',
  ],
  py: [
    '    {a}_{n} = await self.load_{b}(request_id)',
    '    if {a}.total > {n}: raise {B}Rejected({a})',
    '    self.{a}["{b}"] = compute({n}, {a})',
    '    assert score({a}, {n}) == expected_{b}',
    '    log.debug("{b} changed %s %d", {a}, {n})',
    '{B}_LIMIT_{n} = {n}',
    '    return [e for e in {a} if e.{b} != {n}]',
  ],
  yaml: [
    '  {a}-{n}: "{n}"',
    '  - name: {b}-{n}',
    '    {a}Timeout{n}: {n}ms',
    '    # {b}: see run book {n}',
  ],
  sql: [
    'ALTER TABLE {a} ADD COLUMN {b}_{n} BIGINT;',
    'CREATE INDEX {a}_{b}_{n} ON {a} ({b});',
    'UPDATE {a} SET {b} = {n} WHERE {b} IS NULL;',
  ],
  json: ['  "{a}.{b}.{n}": "{B} {n}",', '  "{b}{n}": {n},'],
  md: [
    '- {B}: {a} takes {n} ms at most.',
    'The {a} of {b} number {n} is described here.',
  ],
};
const extensions: Record<string, string> = {
  tsx: 'ts',
  css: 'yaml',
  mod: 'yaml',
  toml: 'yaml',
  xml: 'md',
};

/** One line in the language of `path`, about `subjects`. */
export function sourceLine(
  path: string,
  subjects: readonly string[],
  random: SeededRandom,
): string {
  const extension = path.slice(path.lastIndexOf('.') + 1);
  const known = templates[extensions[extension] ?? extension] ?? templates.md;
  const first = random.pick(subjects);
  const second = random.pick(subjects);
  return random
    .pick(known)
    .replaceAll('{a}', camelCase(first))
    .replaceAll('{b}', camelCase(second))
    .replaceAll('{B}', pascalCase(second))
    .replaceAll('{n}', String(random.integer(10, 999_999)));
}
